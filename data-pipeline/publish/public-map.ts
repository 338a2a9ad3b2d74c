import { encodeColumns } from '../../src/domain/formats/columns.ts'
import { CELL_SIZE } from '../../src/domain/geo/cell-grid.ts'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { Survey } from '../survey.ts'
import type { Ground } from './ground.ts'

const METRES_PER_DEGREE = 111_320
const LARGEST_TERRAIN = 512
/** steps of the terrain grid when it is not limited by its largest size [m] */
const TERRAIN_STEP = 8
const WATER_CLASS = /sea|water|river|lake|pond|海|河|湖|水/i

/**
 * `terrain.bin`: H on a regular lon/lat grid over the bounds, row 0 north, NaN where nothing is known. A ground made of
 * the survey's own points is given no finer than cells: its bends would show where the points are.
 */
export function terrainGrid([west, south, east, north]: Bounds, ground: Ground): Uint8Array {
  const metresPerLon = METRES_PER_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180)
  const steps = (metres: number) =>
    ground.origin === 'points' ? Math.floor(metres / CELL_SIZE) : Math.ceil(metres / TERRAIN_STEP)
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
