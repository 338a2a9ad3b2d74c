import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aPoint, constantGeoid } from './a-feature.ts'
import { checkPaths } from './conformance/check-paths.ts'
import { cutBranches } from './cut-branch.ts'
import type { Shape } from './feature.ts'
import { TileFiles } from './tile-files.ts'
import type { TileJson } from './tileset-json.ts'
import { writeBuildings } from './write-buildings.ts'

const SIDE = 12
const TRIANGLES = { prism: 12, box: 10 }

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'buildings-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const block = (east: number, north: number, height = 10): Shape => ({
  kind: 'prism',
  rings: [
    [
      aPoint(east, north, 0),
      aPoint(east + SIDE, north, 0),
      aPoint(east + SIDE, north + SIDE, 0),
      aPoint(east, north + SIDE, 0),
    ],
  ],
  bottom: 3,
  top: 3 + height,
})
/** rows of blocks, `pitch` apart; every 25th is a tower */
const aTown = (count: number, pitch: number): Shape[] => {
  const columns = Math.ceil(Math.sqrt(count))
  const at = (index: number) => index * pitch
  return Array.from({ length: count }, (_, i) =>
    block(at(i % columns), at(Math.floor(i / columns)), i % 25 === 0 ? 60 : 10),
  )
}
const write = (shapes: readonly (Shape | null)[]) =>
  writeBuildings(shapes.length, (number) => shapes[number] ?? null, { directory, geoid: constantGeoid })

async function rootTile(): Promise<TileJson> {
  return (JSON.parse(await readFile(join(directory, 'tileset.json'), 'utf8')) as { root: TileJson }).root
}

async function trianglesOf({ content }: TileJson): Promise<number> {
  const file = await readFile(join(directory, content?.uri ?? ''))
  const json = JSON.parse(file.subarray(20, 20 + file.readUInt32LE(12)).toString()) as {
    accessors: { count: number }[]
    meshes: { primitives: { indices: number }[] }[]
  }
  return (json.accessors[json.meshes[0]?.primitives[0]?.indices ?? -1]?.count ?? 0) / 3
}

const leavesOf = (tile: TileJson): TileJson[] => (tile.children ? tile.children.flatMap(leavesOf) : [tile])

describe('the buildings of a city', () => {
  it('have no tile that either judge complains of, and no identity', async () => {
    await write(aTown(3000, 50))
    expect((await checkPaths([directory], () => {})).findings).toEqual([])
    for (const name of await readdir(join(directory, 'tiles'))) {
      const bytes = await readFile(join(directory, 'tiles', name))
      const { issues } = await validateBytes(new Uint8Array(bytes), { maxIssues: 20 })
      expect(issues.messages.filter(({ severity }) => severity < 2)).toEqual([])
      for (const word of ['_GID', '_FEATURE_ID', 'EXT_structural_metadata'])
        expect(bytes.toString('latin1')).not.toContain(word)
    }
  })

  it('are drawn whole once in the leaves, the largest of them as boxes above', async () => {
    const summary = await write(aTown(3000, 50))
    expect(summary).toMatchObject({ features: 3000, triangles: 3000 * TRIANGLES.prism, faults: [] })
    const root = await rootTile()
    const inLeaves = await Promise.all(leavesOf(root).map(trianglesOf))
    expect(inLeaves.reduce((sum, count) => sum + count, 0)).toBe(3000 * TRIANGLES.prism)
    expect(await trianglesOf(root)).toBe(750 * TRIANGLES.box)
    // all towers are shown, so that the largest building that is missing is a block: as long as it is wide
    expect(root.geometricError).toBeCloseTo(SIDE, 0)
  })

  it.each([
    ['east', 40, 3],
    ['north', 3, 40],
  ])(
    'say of an overview how large the largest building is that it leaves out: long ones to the %s',
    async (_, width, depth) => {
      const at = (east: number, north: number): Shape => ({
        kind: 'prism',
        rings: [
          [
            aPoint(east, north, 0),
            aPoint(east + width, north, 0),
            aPoint(east + width, north + depth, 0),
            aPoint(east, north + depth, 0),
          ],
        ],
        bottom: 3,
        top: 13,
      })
      await write(Array.from({ length: 2500 }, (_, i) => at((i % 50) * 60, Math.floor(i / 50) * 60)))
      expect((await rootTile()).geometricError).toBeCloseTo(40, 0)
    },
  )

  it('have one overview where it leaves nothing out, right above the leaves', async () => {
    await write(aTown(400, 150))
    const root = await rootTile()
    expect(await trianglesOf(root)).toBe(400 * TRIANGLES.box)
    expect(root.children?.every((child) => !child.children && child.geometricError === 0)).toBe(true)
    expect(root.geometricError).toBe(2)
  })

  it('are drawn exactly from afar too where a box would hide a court', async () => {
    const ring = (...corners: readonly (readonly [number, number])[]) =>
      corners.map(([east, north]) => aPoint(east, north, 0))
    const corners = [
      [0, 0],
      [100, 0],
      [100, 80],
      [70, 80],
      [70, 20],
      [30, 20],
      [30, 80],
      [0, 80],
    ] as const
    const court: Shape = { kind: 'prism', rings: [ring(...corners)], bottom: 0, top: 20 }
    await write([court, block(3000, 3000)])
    // two rings of eight corners, and eight walls
    expect(await trianglesOf(await rootTile())).toBe(2 * 6 + 2 * 8 + TRIANGLES.box)
  })

  it('cost one fault each where they cannot be drawn, and are in no overview', async () => {
    const bowTie: Shape = {
      kind: 'prism',
      rings: [[aPoint(0, 0, 0), aPoint(40, 40, 0), aPoint(40, 0, 0), aPoint(0, 20, 0)]],
      bottom: 0,
      top: 90,
    }
    const flat: Shape = { kind: 'prism', rings: [[aPoint(60, 0, 0), aPoint(70, 0, 0)]], bottom: 0, top: 9 }
    const { faults, features } = await write([bowTie, flat, null, ...aTown(400, 150)])
    expect(faults.map(({ feature, rule }) => [feature, rule]).sort()).toEqual([
      ['#0', 'shape-ring-crossing'],
      ['#1', 'shape-ring-area'],
    ])
    expect(features).toBe(400)
    expect(await trianglesOf(await rootTile())).toBe(400 * TRIANGLES.box)
  })

  it('are the same bytes when written again', async () => {
    const contents = async () => {
      const names = await readdir(join(directory, 'tiles'))
      return await Promise.all(
        names.map(async (name) => (await readFile(join(directory, 'tiles', name))).toString('hex')),
      )
    }
    await write(aTown(3000, 50))
    const first = await contents()
    await write(aTown(3000, 50))
    expect(await contents()).toEqual(first)
  })
})

it('a tree of more than 5,000 tiles is cut into files that hold it all', async () => {
  const tile = (depth: number): TileJson => ({
    boundingVolume: { box: [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1] },
    geometricError: depth,
    content: { uri: `tiles/${depth}.glb` },
    ...(depth > 0 ? { children: [1, 2, 3, 4].map(() => tile(depth - 1)) } : {}),
  })
  const files = new TileFiles(directory, '.')
  const root = cutBranches(tile(6), files)
  const parts = await readdir(directory)
  expect(parts).toHaveLength(16)
  const count = (of: TileJson): number => 1 + (of.children ?? []).reduce((sum, child) => sum + count(child), 0)
  // of two levels that stay the second only names the files
  expect(count(root)).toBe(1 + 4 + 16)
  for (const name of parts) {
    const part = JSON.parse(await readFile(join(directory, name), 'utf8')) as { root: TileJson; geometricError: number }
    expect(count(part.root)).toBe(341)
    expect(part.geometricError).toBe(4)
  }
  expect(cutBranches(tile(5), files)).toEqual(tile(5))
})
