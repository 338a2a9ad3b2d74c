import { disciplineOf } from '../../src/domain/disciplines/index.ts'
import { encodeColumns } from '../../src/domain/formats/columns.ts'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { Survey } from '../survey.ts'
import type { Ground } from './ground.ts'
import type { PlacedAsset } from './placed.ts'

const CELL = 200
const METRES_PER_DEGREE = 111_320
const LARGEST_TERRAIN = 512
/** steps of the terrain grid when it is not limited by its largest size [m] */
const TERRAIN_STEP = 8
const WATER_CLASS = /sea|water|river|lake|pond|海|河|湖|水/i
const CALL: Localized = {
  zh: '挖掘前请联系该城市的管线主管部门',
  en: 'Before digging, ask the city office in charge of pipelines',
}

/**
 * `terrain.bin`: H on a regular lon/lat grid over the bounds, row 0 north, NaN where nothing is known. A ground made of
 * the survey's own points is given no finer than cells: its bends would show where the points are.
 */
export function terrainGrid([west, south, east, north]: Bounds, ground: Ground): Uint8Array {
  const metresPerLon = METRES_PER_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180)
  const steps = (metres: number) =>
    ground.origin === 'points' ? Math.floor(metres / CELL) : Math.ceil(metres / TERRAIN_STEP)
  const count = (metres: number) => Math.min(LARGEST_TERRAIN, Math.max(2, steps(metres) + 1))
  const columns = count((east - west) * metresPerLon)
  const rows = count((north - south) * METRES_PER_DEGREE)
  const height = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    const lat = north - (row / (rows - 1)) * (north - south)
    for (let column = 0; column < columns; column++) {
      const lon = west + (column / (columns - 1)) * (east - west)
      height[row * columns + column] = ground.at(lon, lat) ?? Number.NaN
    }
  }
  return encodeColumns({ west, south, east, north, columns, rows, origin: ground.origin }, { height })
}

/** Names and courses of roads for the map; anyone may see them. */
export function roadsGeoJson(survey: Survey): object | null {
  if (survey.tables.road.length === 0) return null
  const features = survey.tables.road.map((road) => ({
    type: 'Feature',
    properties: { name_zh: road.name_zh, name_en: road.name_en, class: road.class, width_m: road.width_m },
    geometry: { type: 'LineString', coordinates: inPlan(road.geometry) },
  }))
  return { type: 'FeatureCollection', features }
}

/** Sea, rivers and ponds of the land cover. */
export function waterGeoJson(survey: Survey): object | null {
  const water = survey.landCover.filter((cover) => WATER_CLASS.test(cover.class))
  if (water.length === 0) return null
  const features = water.map((cover) => ({
    type: 'Feature',
    properties: { class: cover.class },
    geometry: {
      type: 'MultiPolygon',
      coordinates: cover.polygons.map((rings) =>
        rings.map((ring) => ring.map(({ lon, lat }) => [lon, lat].map(round))),
      ),
    },
  }))
  return { type: 'FeatureCollection', features }
}

/**
 * What anyone may know about pipes: which kinds lie somewhere in a 200 m cell, and whom to ask. Cells lie on a grid
 * fixed to the globe, so that a corner tells nothing about a pipe.
 */
export function publicCells(assets: readonly PlacedAsset[], [, south, , north]: Bounds): object {
  const latStep = CELL / METRES_PER_DEGREE
  const lonStep = CELL / (METRES_PER_DEGREE * Math.cos((Math.round((south + north) / 2) * Math.PI) / 180))
  const cells = new Map<string, { column: number; row: number; kinds: Set<string> }>()
  for (const { of, path, discipline } of assets) {
    if (of.type !== 'line') continue
    path.forEach((at, index) => {
      const before = path[index - 1] ?? at
      const [from, to] = [before, at].map(({ lon, lat }) => ({ x: lon / lonStep, y: lat / latStep }))
      for (const { column, row } of from && to ? cellsAlong(from, to) : []) {
        const key = `${row}/${column}`
        const cell = cells.get(key) ?? { column, row, kinds: new Set() }
        cells.set(key, cell)
        cell.kinds.add(discipline)
      }
    })
  }
  const features = [...cells.values()]
    .sort((a, b) => a.row - b.row || a.column - b.column)
    .map(({ column, row, kinds }) => {
      const [west, east] = [column * lonStep, (column + 1) * lonStep].map(round)
      const [low, high] = [row * latStep, (row + 1) * latStep].map(round)
      const ring = [
        [west, low],
        [east, low],
        [east, high],
        [west, high],
        [west, low],
      ]
      return {
        type: 'Feature',
        properties: { kinds: [...kinds].sort((a, b) => order(a) - order(b)), call: CALL },
        geometry: { type: 'Polygon', coordinates: [ring] },
      }
    })
  return { type: 'FeatureCollection', features }
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

/** lon, lat pairs out of our own EWKT lines */
function inPlan(ewkt: string): number[][] {
  const body = ewkt.slice(ewkt.indexOf('(') + 1, ewkt.lastIndexOf(')'))
  return body.split(', ').map((position) =>
    position
      .split(' ')
      .slice(0, 2)
      .map((value) => round(Number(value))),
  )
}

/** 7 digits = 1 cm, enough for a map */
function round(value: number): number {
  return Math.round(value * 1e7) / 1e7
}
