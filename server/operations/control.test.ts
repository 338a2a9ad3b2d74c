import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askControl, openControl } from './control.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-control-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it('answers commands that can read the data folder, and nobody else', async () => {
  const close = await openControl(folder, {
    echo: async (input) => ({ got: input }),
    fail: async () => {
      throw new Error('no room')
    },
  })
  expect(await askControl(folder, 'echo', { a: 1 })).toEqual({ got: { a: 1 } })
  await expect(askControl(folder, 'fail', {})).rejects.toThrow('no room')
  expect((await stat(join(folder, 'control.json'))).mode & 0o077).toBe(0)
  const { url } = JSON.parse(await readFile(join(folder, 'control.json'), 'utf8')) as { url: string }
  expect((await fetch(`${url}/echo`, { method: 'POST', body: '{}' })).status).toBe(401)
  await close()
  expect(await askControl(folder, 'echo', {})).toBeUndefined()
})
