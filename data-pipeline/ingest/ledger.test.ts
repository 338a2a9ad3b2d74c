import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { MAX_GID } from '../../src/domain/ids.ts'
import { readLedger, refuseTooMany, writeLedger } from './ledger.ts'

async function aLedgerFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-ledger-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'gids.csv'), text)
  return join(folder, 'gids.csv')
}

test('a ledger read back knows what was written, also with commas in a key', async () => {
  const path = await aLedgerFile('id,gid\ncity/water/old,7\n')
  await rename(await writeLedger(path, [], 'city/water/A,1,8\n'), path)
  const { ids, largest } = await readLedger(path)
  expect(largest).toBe(8)
  expect([ids.claim('water', 'A,1'), ids.claim('water', 'old'), ids.claim('water', 'new')]).toEqual([8, 7, 0])
  expect(ids.claim('water', 'A,1')).toBe(-1)
})

test('a ledger that gives one number twice is refused with its row', async () => {
  await expect(readLedger(await aLedgerFile('id,gid\na,1\nb,1\n'))).rejects.toMatchObject({
    finding: { rule: 'bad-ledger', file: 'gids.csv', row: 3 },
  })
})

test('numbers above the largest that tiles can hold are refused', () => {
  expect(() => refuseTooMany(MAX_GID + 1)).toThrow('no drawing indices are left')
})
