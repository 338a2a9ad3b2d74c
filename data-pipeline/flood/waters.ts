import type { Crs } from '../../src/domain/geo/crs.ts'
import type { FloodPlan, WATER_KINDS } from '../../src/domain/inundation/flood-plan.ts'
import type { Survey } from '../survey.ts'
import { type Box, onPlane } from './flood-plane.ts'

export type Water = (typeof WATER_KINDS)[number]

/** an outfall that lies no farther from a water than this ends in it [m]: banks are drawn where they are walked */
const REACH = 30
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

  /** What lies at the rim of a grid, side by side in stretches without a gap. */
  boundaries({ west, south, east, north }: Box, size: number): FloodPlan['boundaries'] {
    const half = size / 2
    const side = (name: 'west' | 'east' | 'south' | 'north', length: number, at: (along: number) => Water | null) => {
      const stretches: FloodPlan['boundaries'] = []
      for (let from = 0; from < length; from += size) {
        const water = at(from + half)
        const last = stretches.at(-1)
        if (last?.water === water) last.to_m = from + size
        else stretches.push({ side: name, from_m: from, to_m: from + size, water })
      }
      return stretches
    }
    return [
      ...side('west', north - south, (along) => this.at(west + half, south + along)),
      ...side('east', north - south, (along) => this.at(east - half, south + along)),
      ...side('south', east - west, (along) => this.at(west + along, south + half)),
      ...side('north', east - west, (along) => this.at(west + along, north - half)),
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
