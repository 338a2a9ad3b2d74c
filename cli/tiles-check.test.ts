import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aFeature, constantGeoid, everyShape } from '../data-pipeline/tile/a-feature.ts'
import { writeTileset } from '../data-pipeline/tile/write-tileset.ts'
import { UsageError } from './command.ts'
import { tilesCheck } from './tiles-check.ts'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tiles-'))
  const features = Object.values(everyShape).map((shape, index) => aFeature(index + 1, shape))
  await writeTileset(features, { directory, geoid: constantGeoid })
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function run(...positionals: string[]) {
  const out: { data?: unknown; text: string; errors: string[] } = { text: '', errors: [] }
  const code = await tilesCheck.run(
    { values: { report: '1' }, positionals },
    {
      isJson: false,
      result: (data, text) => Object.assign(out, { data, text }),
      progress: () => {},
      error: (message) => out.errors.push(message),
    },
  )
  return { code, ...out }
}

it('a clean folder gives exit code 0 and the counts', async () => {
  const { code, data, text } = await run(directory)
  expect(code).toBe(0)
  expect(data).toMatchObject({ tilesets: 1, contents: 1, features: 6, errors: 0, warnings: 0, findings: [] })
  expect(text).toContain('错误 errors 0')
})

it('faults give exit code 1, as many lines as asked for, and the full count', async () => {
  await writeFile(join(directory, 'tileset.json'), '{"asset":{"version":"1.1"},"geometricError":1}')
  const { code, data, text } = await run(directory, join(directory, 'tiles', '0.glb'))
  expect(code).toBe(1)
  expect(data).toMatchObject({ contents: 1 })
  expect(text.match(/\[tileset-schema\]/g)).toHaveLength(1)
})

it('a single tile can be checked', async () => {
  expect(await run(join(directory, 'tiles', '0.glb'))).toMatchObject({ code: 0, data: { tilesets: 0, contents: 1 } })
})

it('a path that cannot be read gives exit code 3 and says which', async () => {
  const { code, errors } = await run(join(directory, 'nowhere'))
  expect(code).toBe(3)
  expect(errors[0]).toContain('nowhere: does not exist')
})

it('no path is a fault of the command line', async () => {
  await expect(run()).rejects.toThrow(UsageError)
})
