import { PGlite } from '@electric-sql/pglite'
import { afterAll, expect, it } from 'vitest'
import { databaseOver } from './database.ts'
import { createLock } from './lock.ts'
import { keepStack } from './stack-keeper.ts'

const session = await PGlite.create()
afterAll(() => session.close())

it('answers after more failed transactions than the stack would hold', async () => {
  const database = databaseOver(session, createLock(1000, keepStack(session)))
  const failing = () => database.transaction((query) => query('select 1 / 0'))
  for (let count = 0; count < 3000; count++) await expect(failing()).rejects.toThrow('division by zero')
  expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
})

it('answers inside a transaction after more failed statements than the stack would hold', async () => {
  const settle = keepStack(session)
  const database = databaseOver(session, createLock(1000, settle), settle)
  const one = await database.transaction(async (query) => {
    for (let count = 0; count < 3000; count++) {
      await query('savepoint attempt')
      await expect(query('select 1 / 0')).rejects.toThrow('division by zero')
      await query('rollback to savepoint attempt')
    }
    return query('select 1 as one')
  })
  expect(one).toEqual([{ one: 1 }])
})
