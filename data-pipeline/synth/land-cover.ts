import type { Building } from './buildings.ts'
import type { Cell } from './csv.ts'
import { MARGIN } from './dem.ts'
import { EXTENT, type Place, wktPolygon } from './plane.ts'
import type { Random } from './random.ts'
import { coastAt, groundAt, RIVER_HALF_WIDTH, riverAt } from './terrain.ts'

const STEP = 40
/** the sea, and the river from the north, go on so far beyond the ground [m]: straight, as the drawn ground does */
const BEYOND = 6000
const POPULATION_CELL = 100
/** mean, of a river that ends in it [m, H]; and how deep 12 m³/s run on the slope of its bed, by Manning with n = 0.03 [m] */
const SEA_LEVEL = 0.1
const RIVER_DEPTH = 0.3

/** `id,class,wkt`: sea, river, town, park, wood, beach. */
export function landCoverRows(): Cell[][] {
  const [west, east, north] = [-MARGIN.west, EXTENT.width + MARGIN.east, EXTENT.height + MARGIN.north]
  const [farWest, farEast, farSouth] = [west - BEYOND, east + BEYOND, -MARGIN.south - BEYOND]
  const coast = range(west, east).map((x) => ({ x, y: coastAt(x) }))
  const shore = [{ x: farWest, y: coastAt(west) }, ...coast, { x: farEast, y: coastAt(east) }]
  const sea = [...shore, { x: farEast, y: farSouth }, { x: farWest, y: farSouth }]
  const beach = [...coast, ...coast.map(({ x, y }) => ({ x, y: y + 22 })).reverse()]
  const course = range(200, north).map((y) => ({ x: riverAt(y), y }))
  const banks = [...course, { x: riverAt(north), y: north + BEYOND }]
  const side = (sign: number) => banks.map(({ x, y }) => ({ x: x + sign * (RIVER_HALF_WIDTH - 8), y }))
  return [
    ['LC01', 'sea', wktPolygon(sea)],
    ['LC02', 'river', wktPolygon([...side(-1), ...side(1).reverse()])],
    ['LC03', 'beach', wktPolygon(beach)],
    ['LC04', 'park', wktPolygon(box(1765, 1090, 1930, 1280))],
    ['LC05', 'wood', wktPolygon(box(480, 1960, 1050, 2040))],
    ['LC06', 'wood', wktPolygon(box(2450, 1960, 2930, 2040))],
  ]
}

/** Places along the river from its mouth up, with the level of its usual water: as deep as it runs, and nowhere lower than downstream. */
export function normalLevels(): readonly { readonly at: Place; readonly level: number }[] {
  let level = SEA_LEVEL
  return range(220, EXTENT.height + MARGIN.north).map((y) => {
    const at = { x: riverAt(y), y }
    level = Math.max(level, groundAt(at.x, y) + RIVER_DEPTH)
    return { at, level }
  })
}

/** `x_east,y_north,people` of 100 m cells, from the floors of residential and other buildings. */
export function populationOf(buildings: readonly Building[]): { readonly center: Place; readonly people: number }[] {
  const cells = new Map<string, { center: Place; people: number }>()
  for (const { center, floors, use } of buildings) {
    const column = Math.floor(center.x / POPULATION_CELL)
    const row = Math.floor(center.y / POPULATION_CELL)
    const key = `${row}/${column}`
    const middle = { x: (column + 0.5) * POPULATION_CELL, y: (row + 0.5) * POPULATION_CELL }
    const cell = cells.get(key) ?? { center: middle, people: 0 }
    cell.people += Math.round(floors * (use === 'residential' ? 34 : 12))
    cells.set(key, cell)
  }
  return [...cells.values()].sort((a, b) => a.center.y - b.center.y || a.center.x - b.center.x)
}

/** `at,speed_m_s,direction_deg`: one day of sea breeze by the hour; the direction is where the wind comes from. */
export function windRows(random: Random): Cell[][] {
  return Array.from({ length: 24 }, (_, hour) => {
    const isDay = hour >= 9 && hour < 19
    const speed = (isDay ? 4.2 : 2.1) + random.between(-0.6, 0.6)
    const direction = (isDay ? 160 : 330) + random.whole(-15, 15)
    return [`2026-06-01T${String(hour).padStart(2, '0')}:00:00+08:00`, speed.toFixed(1), direction]
  })
}

function range(from: number, to: number): number[] {
  const count = Math.ceil((to - from) / STEP)
  return Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count)
}

function box(west: number, south: number, east: number, north: number): Place[] {
  return [
    { x: west, y: south },
    { x: east, y: south },
    { x: east, y: north },
    { x: west, y: north },
  ]
}
