import { disciplineOf, disciplines } from '../../src/domain/disciplines/index.ts'
import { areaOf, cellGrid, cellOf, firstOfArea } from '../../src/domain/geo/cell-grid.ts'
import type { Bounds, LonLat } from '../../src/domain/geo/coordinates.ts'
import { isInsideRing } from '../../src/domain/geo/inside-ring.ts'
import type { DistrictRow, PublicCellRow } from '../../src/domain/records/rows.ts'
import type { CellCounts } from './cell-counts.ts'
import { multiPolygonOf } from './ewkt.ts'

/** A kind with fewer lines in an area is not named, because one line of a kind may be somebody's: it is told as "others". */
const LEAST_NAMED = 3

type Call = Pick<PublicCellRow, 'office_zh' | 'office_en' | 'phone'>
const GENERAL_CALL: Call = {
  office_zh: '该城市的管线主管部门',
  office_en: 'the city office in charge of pipelines',
  phone: null,
}

/**
 * What anyone may know about pipes: which kinds lie somewhere in a 200 m cell or the one beside it, and whom to ask. Two
 * cells of an area say the same, so that nobody learns which of them holds a pipe. Every cell of the areas that touch the
 * bounds has a row, in the order of rows from the south. Cells lie on a grid fixed to the globe, so that a corner tells
 * nothing about a pipe.
 */
export function publicCells(counts: CellCounts, bounds: Bounds, districts: readonly DistrictRow[]): PublicCellRow[] {
  const [west, south, east, north] = bounds
  const grid = cellGrid(bounds)
  const { latStep, lonStep } = grid
  const callAt = callOf(districts)
  const rows: PublicCellRow[] = []
  for (let row = Math.floor(south / latStep); row * latStep < north; row++) {
    for (let first = firstOfArea(Math.floor(west / lonStep)); first * lonStep < east; first += 2) {
      const area = areaOf(grid, first, row)
      const told = {
        area_west: area[0],
        area_east: area[2],
        ...kindsOf(counts.of(first, row)),
        ...callAt(area),
      }
      for (const column of [first, first + 1]) {
        const [left, low, right, high] = cellOf(grid, column, row)
        rows.push({ id: `${row}/${column}`, west: left, south: low, east: right, north: high, ...told })
      }
    }
  }
  return rows
}

/** The areas that hold something, for the map: a cell by itself is never told of. */
export function cellsGeoJson(cells: readonly PublicCellRow[]): object {
  const features = cells
    .filter(({ west, area_west, kinds, has_others }) => west === area_west && (kinds.length > 0 || has_others))
    .map(({ area_west: west, south, area_east: east, north, kinds, has_others, office_zh, office_en, phone }) => ({
      type: 'Feature',
      properties: { kinds, hasOthers: has_others, call: { zh: office_zh, en: office_en, phone } },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
          ],
        ],
      },
    }))
  return { type: 'FeatureCollection', features }
}

function kindsOf(counts: Uint32Array | null): Pick<PublicCellRow, 'kinds' | 'has_others'> {
  const told = disciplines
    .map(({ id }, index) => ({ id, count: counts?.[index] ?? 0 }))
    .filter(({ count }) => count > 0)
  const named = told.filter(({ count }) => count >= LEAST_NAMED).map(({ id }) => id)
  return { kinds: named.sort((a, b) => order(a) - order(b)), has_others: told.length > named.length }
}

/**
 * Whom to call about an area: the office of the district that it lies in. Of an area that a border may cross (the
 * places every 100 m of it not in one district) nobody can tell from the area alone, so it gets the general sentence.
 */
function callOf(districts: readonly DistrictRow[]): (bounds: Bounds) => Call {
  const areas = districts.map((district) => ({ district, polygons: multiPolygonOf(district.geometry) }))
  const districtAt = (at: LonLat) =>
    areas.find(({ polygons }) =>
      polygons.some((rings) => rings.filter((ring) => isInsideRing(at, ring)).length % 2 === 1),
    )?.district
  return ([west, south, east, north]) => {
    const places = [0, 1, 2, 3, 4].flatMap((x) =>
      [0, 1, 2].map((y) => ({ lon: west + (x * (east - west)) / 4, lat: south + (y * (north - south)) / 2 })),
    )
    const [district, ...others] = new Set(places.map(districtAt))
    const isWhole = others.length === 0
    if (!district?.office_zh || !isWhole) return GENERAL_CALL
    const { office_zh, office_en, phone } = district
    return { office_zh, office_en: office_en ?? office_zh, phone }
  }
}

function order(discipline: string): number {
  return Number(disciplineOf(discipline).classCode ?? 99)
}
