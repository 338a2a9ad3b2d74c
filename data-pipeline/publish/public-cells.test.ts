import { describe, expect, it } from 'vitest'
import { cellGrid } from '../../src/domain/geo/cell-grid.ts'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { DistrictRow } from '../../src/domain/records/rows.ts'
import { disciplineIndex } from '../ingest/ingest.ts'
import { CellCounts, countStructures } from './cell-counts.ts'
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

function countsOf(assets: readonly PlacedAsset[]): CellCounts {
  const counts = new CellCounts(cellGrid(BOUNDS))
  for (const { of, discipline, path } of assets)
    if ((of.type as string) === 'line')
      counts.addLine(
        disciplineIndex(discipline),
        path.flatMap(({ lon, lat }) => [lon, lat]),
        2,
      )
  countStructures(
    counts,
    assets.filter(({ of }) => of.type === 'structure'),
  )
  return counts
}

/** `row/column` of the western cell of every area that holds something, with its kinds and "others". */
function areasOf(...assets: PlacedAsset[]): Record<string, string[]> {
  const held = publicCells(countsOf(assets), BOUNDS, []).filter(
    ({ west, area_west, kinds, has_others }) => west === area_west && (kinds.length > 0 || has_others),
  )
  return Object.fromEntries(
    held.map(({ id, kinds, has_others }) => [id, [...kinds, ...(has_others ? ['others'] : [])]]),
  )
}

describe('public cells', () => {
  it('tell of every area that a pipe passes, also one of which it only cuts a corner', () => {
    const from: Cell = [1.5, 0.49]
    const to: Cell = [2.5, 1.48]
    expect(Object.keys(areasOf(pipe('gas', from, to))).sort()).toEqual(['0/0', '0/2', '1/2'])
    expect(Object.keys(areasOf(pipe('gas', to, from))).sort()).toEqual(['0/0', '0/2', '1/2'])
  })

  it('say the same of both cells of an area, whichever holds the pipe', () => {
    const told = (...assets: PlacedAsset[]) =>
      publicCells(countsOf(assets), BOUNDS, []).map(({ id, west, east, ...rest }) => JSON.stringify(rest))
    const west = told(...three('gas', [2.1, 1.1], [2.9, 1.9]), pipe('water', [3.5, 1.5], [3.6, 1.5]))
    for (let index = 0; index < west.length; index += 2) expect(west[index]).toBe(west[index + 1])
    expect(told(...three('gas', [3.1, 1.1], [3.9, 1.9]), pipe('water', [2.5, 1.5], [2.6, 1.5]))).toEqual(west)
    expect(told(...three('gas', [2.1, 1.1], [3.9, 1.9]), pipe('water', [2.5, 1.5], [3.6, 1.5]))).toEqual(west)
  })

  it('count lines over both cells, so that a kind of one line in each half is not named', () => {
    const [west, east] = [pipe('gas', [2.1, 2.1], [2.2, 2.2]), pipe('gas', [3.1, 2.1], [3.2, 2.2])]
    expect(areasOf(west, east)).toEqual({ '2/2': ['others'] })
    expect(areasOf(west, east, pipe('gas', [2.9, 2.1], [3.1, 2.1]))).toEqual({ '2/2': ['gas'] })
  })

  it('name the kinds of at least three lines, not how many there are', () => {
    const cells = areasOf(
      ...three('sewer', [2.1, 2.1], [2.2, 2.2]),
      ...three('water', [2.3, 2.3], [2.4, 2.4]),
      pipe('water', [2.5, 2.5], [2.6, 2.5]),
    )
    expect(cells).toEqual({ '2/2': ['water', 'sewer'] })
  })

  it('tell of a kind of one or two lines, and of tunnels, as others, never as nothing', () => {
    const twice = pipe('gas', [2.1, 2.1], [2.9, 2.1], [2.9, 2.9], [2.1, 2.9])
    expect(areasOf(...three('water', [2.3, 2.3], [2.4, 2.4]), twice)).toEqual({ '2/2': ['water', 'others'] })
    expect(areasOf(twice)).toEqual({ '2/2': ['others'] })
    expect(
      areasOf(
        asset('gallery', 'structure', [
          [2.1, 2.1],
          [2.2, 2.2],
        ]),
      ),
    ).toEqual({ '2/2': ['others'] })
    expect(
      areasOf(
        asset('bridge', 'structure', [
          [2.1, 2.1],
          [2.2, 2.2],
        ]),
      ),
    ).toEqual({})
  })

  it('cover the bounds with whole areas, without a gap, also where nothing lies', () => {
    const cells = publicCells(countsOf([]), BOUNDS, [])
    expect(cells).toHaveLength(36)
    expect(cells[0]).toMatchObject({ id: '0/0', west: 0, south: 0, kinds: [], has_others: false, phone: null })
    expect(cells.at(-1)?.north).toBeGreaterThan(BOUNDS[3])
    for (const { id, east } of cells) {
      const [row, column] = id.split('/').map(Number)
      const next = cells.find((cell) => cell.id === `${row}/${(column ?? 0) + 1}`)
      if (next) expect(next.west).toBe(east)
    }
    expect(cellsGeoJson(cells)).toEqual({ type: 'FeatureCollection', features: [] })
    const [, south, , north] = BOUNDS
    const odd = publicCells(countsOf([]), [-1.5 * CELL, south, 2.5 * CELL, north], []).filter(({ id }) =>
      id.startsWith('0/'),
    )
    expect(odd.map(({ id }) => id)).toEqual(['0/-2', '0/-1', '0/0', '0/1', '0/2', '0/3'])
  })

  it('are one shape an area on the map', () => {
    const { features } = cellsGeoJson(publicCells(countsOf([pipe('gas', [3.5, 1.5], [3.6, 1.5])]), BOUNDS, [])) as {
      features: { geometry: { coordinates: number[][][] } }[]
    }
    expect(features).toHaveLength(1)
    const corners = features[0]?.geometry.coordinates[0]?.map((at) => at.map((degrees) => Math.round(degrees / CELL)))
    expect(corners).toEqual([
      [2, 1],
      [4, 1],
      [4, 2],
      [2, 2],
      [2, 1],
    ])
  })

  it("name the office of the district that an area lies in wholly, else no district's", () => {
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
    const cells = publicCells(countsOf([]), BOUNDS, [district('甲', 0, 3), district('乙', 3, 4), district('丙', 4, 7)])
    const office = (column: number) => cells.find(({ id }) => id === `1/${column}`)
    expect(office(1)).toMatchObject({ office_zh: '甲', office_en: '甲', phone: '0' })
    for (const column of [2, 3])
      expect(office(column)).toMatchObject({ office_zh: '该城市的管线主管部门', phone: null })
    expect(office(5)).toMatchObject({ office_zh: '丙' })
    const nameless = publicCells(countsOf([]), BOUNDS, [district(null, 0, 7)])
    expect(nameless[0]).toMatchObject({ office_zh: '该城市的管线主管部门', phone: null })
  })
})
