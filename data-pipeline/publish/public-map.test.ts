import { describe, expect, it } from 'vitest'
import { decodeColumns } from '../../src/domain/formats/columns.ts'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { Ground } from './ground.ts'
import type { PlacedAsset } from './placed.ts'
import { publicCells, terrainGrid } from './public-map.ts'

const METRES_PER_DEGREE = 111_320
/** At the equator a cell is as wide in degrees as it is high. */
const CELL = 200 / METRES_PER_DEGREE
const BOUNDS: Bounds = [0, 0, 0.02, 0.02]

const pipe = (discipline: string, ...cells: readonly (readonly [x: number, y: number])[]) =>
  ({
    discipline,
    path: cells.map(([x, y]) => ({ lon: x * CELL, lat: y * CELL, height: 0 })),
    of: { type: 'line' },
  }) as unknown as PlacedAsset

/** `column/row` and kinds of every cell. */
function cellsOf(...assets: PlacedAsset[]): Record<string, string[]> {
  const { features } = publicCells(assets, BOUNDS) as {
    features: { properties: { kinds: string[] }; geometry: { coordinates: number[][][] } }[]
  }
  return Object.fromEntries(
    features.map(({ properties, geometry }) => {
      const [lon = 0, lat = 0] = geometry.coordinates[0]?.[0] ?? []
      return [`${Math.round(lon / CELL)}/${Math.round(lat / CELL)}`, properties.kinds]
    }),
  )
}

describe('public cells', () => {
  it('name every cell that a pipe passes, also one of which it only cuts a corner', () => {
    const corner = pipe('gas', [0.5, 0.49], [1.5, 1.48])
    expect(Object.keys(cellsOf(corner)).sort()).toEqual(['0/0', '1/0', '1/1'])
    expect(Object.keys(cellsOf(pipe('gas', [1.5, 1.48], [0.5, 0.49]))).sort()).toEqual(['0/0', '1/0', '1/1'])
  })

  it('tell which kinds lie in a cell, and not how many', () => {
    const cells = cellsOf(
      pipe('sewer', [2.1, 2.1], [2.2, 2.2]),
      pipe('water', [2.3, 2.3], [2.4, 2.4]),
      pipe('water', [2.5, 2.5], [2.6, 2.5]),
    )
    expect(cells).toEqual({ '2/2': ['water', 'sewer'] })
  })
})

describe('public terrain', () => {
  const grid = (origin: Ground['origin']) => {
    const bytes = terrainGrid(BOUNDS, { at: () => 1, origin })
    return decodeColumns(bytes.slice().buffer).meta as { columns: number; rows: number }
  }
  const metres = 0.02 * METRES_PER_DEGREE

  it('made of survey points is no finer than a cell', () => {
    expect(metres / (grid('points').rows - 1)).toBeGreaterThanOrEqual(200)
    expect(metres / (grid('points').columns - 1)).toBeGreaterThanOrEqual(199.9)
  })

  it('made of an elevation model keeps its 8 m', () => {
    expect(metres / (grid('dem').rows - 1)).toBeLessThanOrEqual(8)
  })
})
