import type { Crs } from '../../src/domain/geo/crs.ts'
import type { FloodPlan, WATER_KINDS } from '../../src/domain/inundation/flood-plan.ts'
import { onPlane } from '../publish/city-plane.ts'
import type { Survey } from '../survey.ts'
import type { Box } from './flood-box.ts'

export type Water = (typeof WATER_KINDS)[number]

/** an outfall that lies no farther from a water than this ends in it [m]: banks are drawn where they are walked */
const REACH = 30
/** the highest surge that may be asked for, above the highest level of a design day (`scenarioSchema`) [m] */
const SURGE = 5
const KINDS: readonly (readonly [Water, RegExp])[] = [
  ['sea', /sea|海/i],
  ['river', /river|canal|河|江/i],
]

/** Sea and rivers of the land cover, in the plane of the flood. */
export class Waters {
  private readonly bodies: readonly { readonly water: Water; readonly rings: readonly Float64Array[] }[]

  constructor(landCover: Survey['landCover'], crs: Crs) {
    this.bodies = landCover.flatMap(({ class: word, polygons }) => {
      const water = KINDS.find(([, pattern]) => pattern.test(word))?.[0]
      if (!water) return []
      return polygons.map((rings) => ({
        water,
        rings: rings.map((ring) => Float64Array.from(ring.flatMap((place) => onPlane(crs, place)))),
      }))
    })
  }

  /** The water at a place; null = land. */
  at(x: number, y: number): Water | null {
    return this.bodies.find(({ rings }) => isInside(rings, x, y))?.water ?? null
  }

  /** The water at a place or within reach of it, the nearest first; null = none. */
  near(x: number, y: number): Water | null {
    let [nearest, best]: [Water | null, number] = [this.at(x, y), REACH]
    if (nearest) return nearest
    for (const { water, rings } of this.bodies)
      for (const ring of rings) {
        const distance = distanceTo(ring, x, y)
        if (distance < best) [nearest, best] = [water, distance]
      }
    return nearest
  }

  /**
   * What lies at the rim of a grid, side by side in stretches without a gap. Water goes on along the rim over ground that its
   * highest level and a surge would cover: else it would fall over the edge beside the sea that stands there.
   *
   * @param size  width of a cell [m]
   * @param levels  of the design day
   * @param groundAt  H [m] at a place of the plane; null = not known
   */
  boundaries(
    { west, south, east, north }: Box,
    size: number,
    levels: FloodPlan['waters'],
    groundAt: (x: number, y: number) => number | null,
  ): FloodPlan['boundaries'] {
    const half = size / 2
    const highest = (water: Water) =>
      SURGE + Math.max(...levels.map((row) => (row.water === water ? (row.level_m ?? -Infinity) : -Infinity)))
    const top = { sea: highest('sea'), river: highest('river') }
    const side = (
      name: 'west' | 'east' | 'south' | 'north',
      length: number,
      placeAt: (along: number) => readonly [x: number, y: number],
    ) => {
      const places = Array.from({ length: length / size }, (_, cell) => placeAt(cell * size + half))
      const waters = places.map((place) => this.at(...place))
      const goOn = (cell: number, before: number) => {
        const water = waters[before] ?? null
        const place = places[cell]
        if (waters[cell] !== null || water === null || !place) return
        if ((groundAt(...place) ?? Infinity) < top[water]) waters[cell] = water
      }
      for (let cell = 1; cell < waters.length; cell++) goOn(cell, cell - 1)
      for (let cell = waters.length - 2; cell >= 0; cell--) goOn(cell, cell + 1)
      const stretches: FloodPlan['boundaries'] = []
      waters.forEach((water, cell) => {
        const last = stretches.at(-1)
        if (last?.water === water) last.to_m = (cell + 1) * size
        else stretches.push({ side: name, from_m: cell * size, to_m: (cell + 1) * size, water })
      })
      return stretches
    }
    return [
      ...side('west', north - south, (along) => [west + half, south + along]),
      ...side('east', north - south, (along) => [east - half, south + along]),
      ...side('south', east - west, (along) => [west + along, south + half]),
      ...side('north', east - west, (along) => [west + along, north - half]),
    ]
  }
}

/** Even-odd over all rings, so that a hole is outside. */
function isInside(rings: readonly Float64Array[], x: number, y: number): boolean {
  let inside = false
  for (const ring of rings)
    eachEdge(ring, (ax, ay, bx, by) => {
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
    })
  return inside
}

function distanceTo(ring: Float64Array, x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY
  eachEdge(ring, (ax, ay, bx, by) => {
    const [dx, dy] = [bx - ax, by - ay]
    const length = dx * dx + dy * dy
    const along = length > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0
    best = Math.min(best, Math.hypot(x - ax - along * dx, y - ay - along * dy))
  })
  return best
}

function eachEdge(ring: Float64Array, visit: (ax: number, ay: number, bx: number, by: number) => void): void {
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length
    visit(ring[i] ?? 0, ring[i + 1] ?? 0, ring[next] ?? 0, ring[next + 1] ?? 0)
  }
}
