import { disciplineOf } from '../../src/domain/disciplines/index.ts'
import { areaOf, cellGrid, cellOf, firstOfArea } from '../../src/domain/geo/cell-grid.ts'
import type { Bounds, LonLat } from '../../src/domain/geo/coordinates.ts'
import type { DistrictRow, PublicCellRow } from '../../src/domain/records/rows.ts'
import type { ModelMesh } from '../survey.ts'
import { multiPolygonOf } from './ewkt.ts'
import type { PlacedAsset } from './placed.ts'

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
export function publicCells(
  assets: readonly PlacedAsset[],
  bounds: Bounds,
  districts: readonly DistrictRow[],
): PublicCellRow[] {
  const [west, south, east, north] = bounds
  const grid = cellGrid(bounds)
  const { latStep, lonStep } = grid
  const counts = countLines(assets, lonStep, latStep)
  const callAt = callOf(districts)
  const rows: PublicCellRow[] = []
  for (let row = Math.floor(south / latStep); row * latStep < north; row++) {
    for (let first = firstOfArea(Math.floor(west / lonStep)); first * lonStep < east; first += 2) {
      const area = areaOf(grid, first, row)
      const told = {
        area_west: area[0],
        area_east: area[2],
        ...kindsOf(counts.get(areaId(first, row))),
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

function kindsOf(counts: ReadonlyMap<string, number> = new Map()): Pick<PublicCellRow, 'kinds' | 'has_others'> {
  const named = [...counts].filter(([, count]) => count >= LEAST_NAMED).map(([kind]) => kind)
  return { kinds: named.sort((a, b) => order(a) - order(b)), has_others: counts.size > named.length }
}

function areaId(column: number, row: number): string {
  return `${row}/${firstOfArea(column)}`
}

/** How many lines of each kind lie in each area; tunnels and galleries count as lines. */
function countLines(assets: readonly PlacedAsset[], lonStep: number, latStep: number) {
  const counts = new Map<string, Map<string, number>>()
  for (const { of, path, discipline } of assets) {
    const isStructure = of.type === 'structure' || of.type === 'model'
    if (of.type !== 'line' && (!isStructure || discipline === 'bridge')) continue
    const passed = new Set<string>(of.type === 'model' ? cellsUnder(of.model.mesh, lonStep, latStep) : [])
    path.forEach((at, index) => {
      const before = path[index - 1] ?? at
      const [from, to] = [before, at].map(({ lon, lat }) => ({ x: lon / lonStep, y: lat / latStep }))
      for (const { column, row } of from && to ? cellsAlong(from, to) : []) passed.add(areaId(column, row))
    })
    for (const id of passed) {
      const kinds = counts.get(id) ?? new Map<string, number>()
      counts.set(id, kinds.set(discipline, (kinds.get(discipline) ?? 0) + 1))
    }
  }
  return counts
}

/**
 * Whom to call about an area: the office of the district that it lies in. Of an area that a border may cross (the
 * places every 100 m of it not in one district) nobody can tell from the area alone, so it gets the general sentence.
 */
function callOf(districts: readonly DistrictRow[]): (bounds: Bounds) => Call {
  const areas = districts.map((district) => ({ district, polygons: multiPolygonOf(district.geometry) }))
  const districtAt = (at: LonLat) =>
    areas.find(({ polygons }) => polygons.some((rings) => rings.filter((ring) => isInside(at, ring)).length % 2 === 1))
      ?.district
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

/** Even-odd rule: a line to the east crosses the ring an odd number of times. */
function isInside({ lon, lat }: LonLat, ring: readonly LonLat[]): boolean {
  let inside = false
  ring.forEach((to, index) => {
    const from = ring.at(index - 1) ?? to
    if (from.lat > lat === to.lat > lat) return
    if (lon < from.lon + ((lat - from.lat) / (to.lat - from.lat)) * (to.lon - from.lon)) inside = !inside
  })
  return inside
}

/** The cells in the boxes of a body's triangles: none that it touches is left out, one beside a large slope may be told too. */
function* cellsUnder({ positions, indices }: ModelMesh, lonStep: number, latStep: number): Iterable<string> {
  for (let at = 0; at < indices.length; at += 3) {
    const corners = [...indices.subarray(at, at + 3)]
    const columns = corners.map((vertex) => Math.floor((positions[3 * vertex] ?? 0) / lonStep))
    const rows = corners.map((vertex) => Math.floor((positions[3 * vertex + 1] ?? 0) / latStep))
    for (let row = Math.min(...rows); row <= Math.max(...rows); row++) {
      for (let column = Math.min(...columns); column <= Math.max(...columns); column++) yield `${row}/${column}`
    }
  }
}

interface GridPoint {
  /** in cells */
  readonly x: number
  readonly y: number
}

/**
 * The cells that a segment passes through, however short the way through a corner: it is cut at every grid line, and
 * the middle of a piece lies in its cell. A cell that is left out tells a digger that nothing lies there.
 */
function cellsAlong(from: GridPoint, to: GridPoint): { column: number; row: number }[] {
  const cuts = [0, ...crossings(from.x, to.x), ...crossings(from.y, to.y), 1].sort((a, b) => a - b)
  return cuts.slice(1).map((cut, index) => {
    const share = (cut + (cuts[index] ?? 0)) / 2
    return {
      column: Math.floor(from.x + (to.x - from.x) * share),
      row: Math.floor(from.y + (to.y - from.y) * share),
    }
  })
}

/** Where between `from` (0) and `to` (1) whole numbers are passed. */
function crossings(from: number, to: number): number[] {
  const first = Math.floor(Math.min(from, to)) + 1
  const count = Math.max(0, Math.ceil(Math.max(from, to)) - first)
  return Array.from({ length: count }, (_, index) => (first + index - from) / (to - from))
}

function order(discipline: string): number {
  return Number(disciplineOf(discipline).classCode ?? 99)
}
