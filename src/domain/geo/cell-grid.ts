import type { Bounds, LonLat } from './coordinates.ts'

/** Side of a public cell [m]. */
export const CELL_SIZE = 200
const METRES_PER_DEGREE = 111_320
const CENTIMETRES = 1e7

/** Steps of the grid of public cells [degrees]; it is fixed to the globe, so that a corner tells nothing about a pipe. */
export interface CellGrid {
  readonly lonStep: number
  readonly latStep: number
}

/** The grid of a city: its cells are 200 m wide in the city's latitude, to the whole degree. */
export function cellGrid([, south, , north]: Bounds): CellGrid {
  const latStep = CELL_SIZE / METRES_PER_DEGREE
  const lat = Math.round((south + north) / 2)
  return { latStep, lonStep: CELL_SIZE / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)) }
}

/** Bounds of the cell that a place lies in, to 7 digits (1 cm); a place on a border belongs to the east and north. */
export function cellAt({ lonStep, latStep }: CellGrid, { lon, lat }: LonLat): Bounds {
  return cellOf({ lonStep, latStep }, Math.floor(lon / lonStep), Math.floor(lat / latStep))
}

/** Bounds of a cell by its column and row from 0° E, 0° N. */
export function cellOf({ lonStep, latStep }: CellGrid, column: number, row: number): Bounds {
  const [west, east] = [column * lonStep, (column + 1) * lonStep].map(round)
  const [south, north] = [row * latStep, (row + 1) * latStep].map(round)
  return [west ?? 0, south ?? 0, east ?? 0, north ?? 0]
}

/**
 * Bounds of what is told about a place: of its cell together with the one beside it in the same row, columns 2k and 2k + 1,
 * 400 m × 200 m. docs/decisions/0012 says why.
 */
export function areaAt(grid: CellGrid, { lon, lat }: LonLat): Bounds {
  return areaOf(grid, Math.floor(lon / grid.lonStep), Math.floor(lat / grid.latStep))
}

/** Bounds of the area of a cell by its column and row from 0° E, 0° N. */
export function areaOf(grid: CellGrid, column: number, row: number): Bounds {
  const first = firstOfArea(column)
  const [west, south] = cellOf(grid, first, row)
  const [, , east, north] = cellOf(grid, first + 1, row)
  return [west, south, east, north]
}

/** The western column of an area. */
export function firstOfArea(column: number): number {
  return 2 * Math.floor(column / 2)
}

export function middleOf([west, south, east, north]: Bounds): LonLat {
  return { lon: (west + east) / 2, lat: (south + north) / 2 }
}

export function isWithin([west, south, east, north]: Bounds, { lon, lat }: LonLat): boolean {
  return lon >= west && lon < east && lat >= south && lat < north
}

function round(value: number): number {
  return Math.round(value * CENTIMETRES) / CENTIMETRES
}
