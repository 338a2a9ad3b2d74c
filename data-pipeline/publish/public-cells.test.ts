import { describe, expect, it } from 'vitest'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { DistrictRow } from '../../src/domain/records/rows.ts'
import { multiPolygonEwkt } from './ewkt.ts'
import type { PlacedAsset } from './placed.ts'
import { cellsGeoJson, publicCells } from './public-cells.ts'

/** At the equator a cell is as wide in degrees as it is high. */
const CELL = 200 / 111_320
const BOUNDS: Bounds = [0, 0, 0.009, 0.009]

type Cell = readonly [x: number, y: number]
const asset = (discipline: string, type: string, cells: readonly Cell[]) =>
  ({
    discipline,
    path: cells.map(([x, y]) => ({ lon: x * CELL, lat: y * CELL, height: 0 })),
    of: { type },
  }) as unknown as PlacedAsset
const pipe = (discipline: string, ...cells: readonly Cell[]) => asset(discipline, 'line', cells)
const three = (discipline: string, ...cells: readonly Cell[]) => [1, 2, 3].map(() => pipe(discipline, ...cells))

/** `row/column` of every cell that holds something, with its kinds and "others". */
function cellsOf(...assets: PlacedAsset[]): Record<string, string[]> {
  const held = publicCells(assets, BOUNDS, []).filter(({ kinds, has_others }) => kinds.length > 0 || has_others)
  return Object.fromEntries(
    held.map(({ id, kinds, has_others }) => [id, [...kinds, ...(has_others ? ['others'] : [])]]),
  )
}

describe('public cells', () => {
  it('tell of every cell that a pipe passes, also one of which it only cuts a corner', () => {
    const corner = pipe('gas', [0.5, 0.49], [1.5, 1.48])
    expect(Object.keys(cellsOf(corner)).sort()).toEqual(['0/0', '0/1', '1/1'])
    expect(Object.keys(cellsOf(pipe('gas', [1.5, 1.48], [0.5, 0.49]))).sort()).toEqual(['0/0', '0/1', '1/1'])
  })

  it('name the kinds of at least three lines, not how many there are', () => {
    const cells = cellsOf(
      ...three('sewer', [2.1, 2.1], [2.2, 2.2]),
      ...three('water', [2.3, 2.3], [2.4, 2.4]),
      pipe('water', [2.5, 2.5], [2.6, 2.5]),
    )
    expect(cells).toEqual({ '2/2': ['water', 'sewer'] })
  })

  it('tell of a kind of one or two lines, and of tunnels, as others, never as nothing', () => {
    const twice = pipe('gas', [2.1, 2.1], [2.9, 2.1], [2.9, 2.9], [2.1, 2.9])
    expect(cellsOf(...three('water', [2.3, 2.3], [2.4, 2.4]), twice)).toEqual({ '2/2': ['water', 'others'] })
    expect(cellsOf(twice)).toEqual({ '2/2': ['others'] })
    expect(
      cellsOf(
        asset('gallery', 'structure', [
          [2.1, 2.1],
          [2.2, 2.2],
        ]),
      ),
    ).toEqual({ '2/2': ['others'] })
    expect(
      cellsOf(
        asset('bridge', 'structure', [
          [2.1, 2.1],
          [2.2, 2.2],
        ]),
      ),
    ).toEqual({})
  })

  it('cover the bounds without a gap, also where nothing lies', () => {
    const cells = publicCells([], BOUNDS, [])
    expect(cells).toHaveLength(36)
    expect(cells[0]).toMatchObject({ id: '0/0', west: 0, south: 0, kinds: [], has_others: false, phone: null })
    expect(cells.at(-1)?.north).toBeGreaterThan(BOUNDS[3])
    for (const { id, east } of cells) {
      const [row, column] = id.split('/').map(Number)
      const next = cells.find((cell) => cell.id === `${row}/${(column ?? 0) + 1}`)
      if (next) expect(next.west).toBe(east)
    }
    expect(cellsGeoJson(cells)).toEqual({ type: 'FeatureCollection', features: [] })
  })

  it("name the office of the district that a cell lies in wholly, else no district's", () => {
    const square = (west: number, east: number) => {
      const ring = [
        [west, 0],
        [east, 0],
        [east, 6],
        [west, 6],
      ].map(([x = 0, y = 0]) => ({ lon: x * CELL - 1e-6, lat: y * CELL - 1e-6 }))
      return multiPolygonEwkt([[ring]])
    }
    const district = (office_zh: string | null, west: number, east: number): DistrictRow => ({
      ...{ id: `${west}`, name_zh: '', name_en: '', population: null, office_zh, office_en: null, phone: '0' },
      geometry: square(west, east),
    })
    const cells = publicCells([], BOUNDS, [district('甲', 0, 2.5), district('乙', 2.5, 4.5), district(null, 4.5, 7)])
    const office = (column: number) => cells.find(({ id }) => id === `1/${column}`)
    expect(office(1)).toMatchObject({ office_zh: '甲', office_en: '甲', phone: '0' })
    expect(office(2)?.phone).toBeNull()
    expect(office(3)).toMatchObject({ office_zh: '乙' })
    expect(office(5)).toMatchObject({ office_zh: '该城市的管线主管部门', phone: null })
  })
})
