import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { constantGeoid } from '../tile/a-feature.ts'
import { writeTerrainTiles } from './terrain-threads.ts'

const BOUNDS: Bounds = [117.5, 30.5, 117.536, 30.536]
const POSTS = 16
const height = Float32Array.from({ length: POSTS * POSTS }, (_, post) => post % POSTS)

test('threads write the same tiles together as one does alone', async () => {
  const digests = new Set<string>()
  for (const threads of [0, 2]) {
    const directory = await mkdtemp(join(tmpdir(), 'terrain-'))
    onTestFinished(() => rm(directory, { recursive: true }))
    const grid = { bounds: BOUNDS, columns: POSTS, rows: POSTS, height }
    const data = { origin: 'points', bounds: BOUNDS, levels: new Float64Array(0) } as const
    const ground = { directory, name: 'town', bounds: BOUNDS, geoid: constantGeoid, data, grid, resolution: 2 }
    const told = await writeTerrainTiles(ground, threads)
    const hash = createHash('sha256').update(JSON.stringify(told))
    const names = (await readdir(directory, { recursive: true }))
      .filter((name) => /\.(terrain|json)$/.test(name))
      .sort()
    expect(names).toHaveLength(told.tiles + 1)
    for (const name of names) hash.update(name).update(await readFile(join(directory, name)))
    digests.add(hash.digest('hex'))
  }
  expect(digests.size).toBe(1)
})
