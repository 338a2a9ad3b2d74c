import { describe, expect, it } from 'vitest'
import { decodeColumns } from '../../src/domain/formats/columns.ts'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { Ground } from './ground.ts'
import { terrainGrid } from './public-terrain.ts'

const METRES_PER_DEGREE = 111_320
const BOUNDS: Bounds = [0, 0, 0.02, 0.02]

describe('public terrain', () => {
  const grid = (origin: Ground['origin']) => {
    const bytes = terrainGrid(BOUNDS, { at: () => 1, origin }, origin === 'dem' ? 5 : 200).file
    return decodeColumns(bytes.slice().buffer).meta as { columns: number; rows: number }
  }
  const metres = 0.02 * METRES_PER_DEGREE

  it('made of survey points is no finer than a cell', () => {
    expect(metres / (grid('points').rows - 1)).toBeGreaterThanOrEqual(200)
    expect(metres / (grid('points').columns - 1)).toBeGreaterThanOrEqual(199.9)
  })

  it('made of an elevation model keeps its 5 m', () => {
    expect(metres / (grid('dem').rows - 1)).toBeLessThanOrEqual(5)
  })
})
