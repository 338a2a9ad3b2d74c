import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { toEcef } from '../../src/domain/geo/ellipsoid.ts'
import { terrainError, terrainRoots, terrainTileBounds } from '../../src/domain/geo/terrain-tiling.ts'
import { readTerrainTile } from './a-terrain-tile.ts'
import { type TerrainTiles, writeTerrain } from './write-terrain.ts'

const BOUNDS: Bounds = [120.36, 36, 120.38, 36.02]
const CELLS = 64
const SIZE = CELLS + 1
const FIRST_MESHED = 8
const EARTH_RADIUS = 6_371_000
const UNDULATION = 7.5
const GEOID = {
  ...{ source: 'test', accuracy: null, west: 120, south: 36, east: 121, north: 37, columns: 2, rows: 2 },
  values: [UNDULATION, UNDULATION, UNDULATION, UNDULATION],
}
/** a hill of 80 m, 300 m wide, on ground that rises to the north */
const hill = (lon: number, lat: number) => {
  const [x, y] = [(lon - 120.37) * 90_000, (lat - 36.01) * 111_000]
  return 80 * Math.exp(-(x * x + y * y) / 300 ** 2) + (lat - 36) * 1000
}
const sampled = ([west, south, east, north]: Bounds, cells: number) =>
  Float64Array.from({ length: (cells + 1) ** 2 }, (_, post) => {
    const [column, row] = [post % (cells + 1), Math.floor(post / (cells + 1))]
    return hill((west * (cells - column) + east * column) / cells, (north * (cells - row) + south * row) / cells)
  })

async function write(directory: string) {
  return writeTerrain({ directory, name: 'test', bounds: BOUNDS, geoid: GEOID, surface: sampled, resolution: 5 })
}

async function readAll(directory: string) {
  const names = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.terrain')).sort()
  return await Promise.all(
    names.map(async (name) => {
      const [level = 0, column = 0, row = 0] = name.match(/\d+/g)?.map(Number) ?? []
      const bounds = terrainTileBounds(level, column, row)
      return { ...readTerrainTile(await readFile(join(directory, name)), bounds), level, column, row, bounds }
    }),
  )
}

/** how far a straight edge of a square lies below the curve of the Earth [m] */
const sagOf = ([, south, , north]: Bounds) => (((north - south) * 111_320) / 2) ** 2 / (2 * EARTH_RADIUS)

describe('terrain tiles', () => {
  let directory: string
  let result: TerrainTiles
  let tiles: Awaited<ReturnType<typeof readAll>>
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lifeline-terrain-'))
    result = await write(directory)
    tiles = await readAll(directory)
  })
  afterAll(() => rm(directory, { recursive: true }))

  it('reach down to the resolution of the model', () => {
    expect(result.tiles).toBe(tiles.length)
    const finest = terrainTileBounds(result.level, 0, 0)
    const cell = ((finest[3] - finest[1]) * 111_320) / CELLS
    expect(cell).toBeLessThanOrEqual(7.5)
    expect(cell).toBeGreaterThan(3.75)
  })

  it('keep within a quarter of the error of their level at every post, as ellipsoidal heights', () => {
    for (const { level, bounds, heights, range } of tiles.filter(({ level }) => level >= FIRST_MESHED)) {
      const limit = terrainError(level) / 4 + range / 32_767 + 2 * sagOf(bounds) + 0.001
      const expected = sampled(bounds, CELLS)
      const worst = heights.reduce(
        (most, height, post) => Math.max(most, Math.abs(height - UNDULATION - (expected[post] ?? 0))),
        0,
      )
      expect(worst, `level ${level}`).toBeLessThanOrEqual(limit)
    }
  })

  it('have fewer triangles than posts where the ground allows it', () => {
    const finest = tiles.filter(({ level }) => level === result.level)
    const triangles = finest.reduce((sum, tile) => sum + tile.triangles, 0)
    expect(triangles / finest.length).toBeLessThan((CELLS * CELLS) / 4)
  })

  it('of one level meet without a crack', () => {
    const byPlace = new Map(tiles.map((tile) => [`${tile.level}/${tile.column}/${tile.row}`, tile]))
    const meet = (
      [one, onePost]: [(typeof tiles)[number], (i: number) => number],
      [other, otherPost]: [(typeof tiles)[number] | undefined, (i: number) => number],
    ) => {
      if (!other) return 0
      const limit = (one.range + other.range) / 32_767 + sagOf(one.bounds) + 0.001
      for (let i = 0; i <= CELLS; i += 1) {
        const gap = (one.heights[onePost(i)] ?? 0) - (other.heights[otherPost(i)] ?? 0)
        expect(Math.abs(gap), `${one.level}/${one.column}/${one.row}`).toBeLessThan(limit)
      }
      return 1
    }
    let met = 0
    for (const tile of tiles.filter(({ level }) => level > terrainRoots(BOUNDS).level)) {
      const { level, column, row } = tile
      const [east, north] = [byPlace.get(`${level}/${column + 1}/${row}`), byPlace.get(`${level}/${column}/${row + 1}`)]
      met += meet([tile, (i) => i * SIZE + CELLS], [east, (i) => i * SIZE])
      met += meet([tile, (i) => i], [north, (i) => CELLS * SIZE + i])
    }
    expect(met).toBeGreaterThan(40)
  })

  it('name their edge vertices in order, corners among them', () => {
    for (const { edges } of tiles) {
      const [west, south] = [edges.west.map(([, v]) => v), edges.south.map(([u]) => u)]
      for (const order of [west, south, edges.east.map(([, v]) => v), edges.north.map(([u]) => u)]) {
        expect(order).toEqual([...order].sort((a, b) => a - b))
        expect([order[0], order.at(-1)]).toEqual([0, 32_767])
      }
      expect(edges.west.every(([u]) => u === 0) && edges.east.every(([u]) => u === 32_767)).toBe(true)
    }
  })

  it('lie whole in their bounding sphere, and are not hidden before the horizon hides them', () => {
    for (const { header, points, level } of tiles) {
      const center = ['X', 'Y', 'Z'].map((axis) => header[`boundingSphereCenter${axis}`] ?? 0)
      const radius = header.boundingSphereRadius ?? 0
      const slack = Math.max(0.05, 1e-4 * radius)
      for (const point of points) {
        expect(Math.hypot(...point.map((value, axis) => value - (center[axis] ?? 0)))).toBeLessThan(radius + slack)
      }
      if (level < FIRST_MESHED) continue
      const occlusion = ['X', 'Y', 'Z'].map((axis) => header[`horizonOcclusionPoint${axis}`] ?? 0)
      // an eye far off in any direction that sees a point above its horizon sees the occlusion point
      for (const eye of [toEcef(125, 36, 20_000), toEcef(120.37, 41, 5_000), toEcef(118, 33, 200)]) {
        const seen = points.some((point) => isAboveHorizon(eye, scaled(point)))
        if (seen) expect(isAboveHorizon(eye, occlusion)).toBe(true)
      }
    }
  })

  it('carry normals that point up', () => {
    for (const { normals, points } of tiles.filter(({ level }) => level >= FIRST_MESHED)) {
      expect(normals?.length).toBe(points.length * 2)
      const [x = 0, y = 0] = [...(normals ?? [])].slice(0, 2).map((byte) => (byte / 255) * 2 - 1)
      const z = 1 - Math.abs(x) - Math.abs(y)
      const [px = 0, py = 0, pz = 0] = points[0] ?? []
      expect(x * px + y * py + z * pz).toBeGreaterThan(0)
    }
  })

  it('are the same bytes when written again', async () => {
    const again = await mkdtemp(join(tmpdir(), 'lifeline-terrain-'))
    await write(again)
    for (const name of await readdir(again, { recursive: true })) {
      if (!/\.(terrain|json)$/.test(name)) continue
      expect((await readFile(join(again, name))).equals(await readFile(join(directory, name))), name).toBe(true)
    }
    await rm(again, { recursive: true })
  })

  it('are all named in layer.json', async () => {
    const layer = JSON.parse(await readFile(join(directory, 'layer.json'), 'utf8')) as {
      available: { startX: number; startY: number; endX: number; endY: number }[][]
    }
    const named = layer.available.flatMap((ranges, level) =>
      ranges.flatMap(({ startX, startY, endX, endY }) =>
        Array.from({ length: endX - startX + 1 }, (_, x) =>
          Array.from({ length: endY - startY + 1 }, (_, y) => `${level}/${startX + x}/${startY + y}`),
        ).flat(),
      ),
    )
    expect(named.sort()).toEqual(tiles.map(({ level, column, row }) => `${level}/${column}/${row}`).sort())
  })
})

/** to the space in which the ellipsoid is the unit sphere */
function scaled([x, y, z]: readonly [number, number, number]): number[] {
  const [a, b] = [6_378_137, 6_356_752.314245]
  return [x / a, y / a, z / b]
}

/** Is a point of the scaled space in front of the plane of an eye's horizon? */
function isAboveHorizon(eye: readonly [number, number, number], point: readonly number[]): boolean {
  const from = scaled(eye)
  const toCenter = from.map((value) => -value)
  const toPoint = point.map((value, axis) => value - (from[axis] ?? 0))
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0)
  const horizon = dot(toCenter, toCenter) - 1
  const along = dot(toPoint, toCenter)
  const isHidden = along > horizon && (along * along) / dot(toPoint, toPoint) > horizon
  return !isHidden
}
