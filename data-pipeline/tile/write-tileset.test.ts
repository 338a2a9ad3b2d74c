import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aFeature, aPoint, constantGeoid, everyShape } from './a-feature.ts'
import { checkPaths } from './conformance/check-paths.ts'
import type { PublicFeature, TileFeature } from './feature.ts'
import { writePublicTileset, writeTileset } from './write-tileset.ts'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tiles-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const write = (features: readonly TileFeature[]) => writeTileset(features, { directory, geoid: constantGeoid })

function aDeck(path = [aPoint(0, 0, 0), aPoint(9, 4, 0)]) {
  return { kind: 'deck', path, width: 2, thickness: 0.5, parapet: 0 } as const
}

async function allBytes(): Promise<Record<string, string>> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true })
  const contents = files
    .filter((file) => file.isFile())
    .map(async (file) => [file.name, (await readFile(join(file.parentPath, file.name))).toString('base64')] as const)
  return Object.fromEntries(await Promise.all(contents))
}

async function issuesOf(path: string) {
  const report = await validateBytes(new Uint8Array(await readFile(path)), { maxIssues: 20 })
  return report.issues.messages.filter((message) => message.severity < 2)
}

describe('a written tile', () => {
  it.each(Object.entries(everyShape))('with a %s has no error or warning of the glTF validator', async (_, shape) => {
    const summary = await write([aFeature(1, shape), aFeature(2, shape)])
    expect(summary).toMatchObject({ tiles: 1, features: 2, faults: [] })
    expect(await issuesOf(join(directory, 'tiles', '0.glb'))).toEqual([])
  })

  it('is the same bytes for the same input', async () => {
    const features = Object.values(everyShape).map((shape, index) => aFeature(index + 1, shape))
    await write(features)
    const first = await allBytes()
    await write(features)
    expect(await allBytes()).toEqual(first)
  })
})

describe('a shape that cannot be drawn', () => {
  const good = aFeature(1, aDeck())
  const bowTie = [aPoint(0, 0, 0), aPoint(20, 20, 0), aPoint(20, 0, 0), aPoint(0, 10, 0)]
  const line = [aPoint(0, 0, 0), aPoint(20, 0, 0), aPoint(10, 0, 0)]
  it.each([
    ['a coordinate that is no number', aDeck([aPoint(0, 0, 0), aPoint(Number.NaN, 0, 0)]), 'shape-coordinate'],
    ['no length', aDeck([aPoint(1, 1, 1), aPoint(1, 1, 1)]), 'shape-length'],
    ['no points', aDeck([]), 'shape-length'],
    ['no size', { ...aDeck(), width: 0 }, 'shape-size'],
    ['a ring that crosses itself', { kind: 'prism', rings: [bowTie], bottom: 0, top: 5 }, 'shape-ring-crossing'],
    ['a ring without area', { kind: 'prism', rings: [line], bottom: 0, top: 5 }, 'shape-ring-area'],
    ['no ring', { kind: 'prism', rings: [], bottom: 0, top: 5 }, 'shape-length'],
  ] as const)('for %s costs one fault and not the tile', async (_, shape, rule) => {
    const summary = await write([good, aFeature(2, shape)])
    expect(summary.faults.map((fault) => [fault.feature, fault.rule])).toEqual([['demo/water/2管', rule]])
    expect(summary).toMatchObject({ tiles: 1, features: 1 })
  })

  it.each([{ ...aDeck(), width: -1 }, aDeck([aPoint(Number.NaN, Number.NaN, Number.NaN)])])(
    'leaves its fault and no tileset when it was the only one',
    async (shape) => {
      const summary = await write([aFeature(1, shape)])
      expect(summary).toMatchObject({ path: null, tiles: 0, features: 0, faults: [{ feature: 'demo/water/1管' }] })
      expect(await allBytes()).toEqual({})
    },
  )
})

it('a gid above the limit is refused', async () => {
  const tooLarge = aFeature(16_000_001, aDeck())
  await expect(write([tooLarge])).rejects.toThrow('gid of demo/water/16000001管 is 16000001, expected')
})

it('thousands of things in one place are cut into tiles of at most 4,096', async () => {
  const features = Array.from({ length: 5000 }, (_, index) => aFeature(index + 1, aDeck()))
  const summary = await write(features)
  expect(summary).toMatchObject({ features: 5000, faults: [], tiles: 4 })
})

describe('a public tileset', () => {
  const features: PublicFeature[] = [
    { shape: everyShape.prism ?? aDeck(), category: 'building', prominence: 18 },
    { shape: aDeck(), category: 'bridge', prominence: 2 },
  ]
  it('has geometry and colour and no identity of any kind', async () => {
    await writePublicTileset(features, { directory, geoid: constantGeoid })
    const { findings } = await checkPaths([directory], () => {})
    expect(findings).toEqual([])
    for (const name of ['0.glb', '1.glb']) {
      const path = join(directory, 'tiles', name)
      expect(await issuesOf(path)).toEqual([])
      const text = (await readFile(path)).toString('latin1')
      for (const word of ['_GID', '_FEATURE_ID', 'EXT_mesh_features', 'EXT_structural_metadata'])
        expect(text).not.toContain(word)
    }
  })
})
