import { isInsideRing } from '../../../src/domain/geo/inside-ring.ts'
import type { Ring } from '../body.ts'

/** degrees: vertices closer than about a millimetre are one */
const SAME = 1e8

interface LonLat {
  readonly lon: number
  readonly lat: number
}

/**
 * Outlines in plan of faces that lie side by side, however they are cut: an edge that two of them share is inside.
 *
 * @param faces  rings of lon, lat, H triples, all turned the same way
 * @returns  polygons, each an outer ring and its holes; none when the faces do not close
 */
export function footprint(faces: readonly (readonly Ring[])[]): LonLat[][][] {
  const next = edgesOf(faces)
  const loops: LonLat[][] = []
  while (next.size > 0) {
    const loop = takeLoop(next)
    if (loop.length > 2) loops.push(loop)
  }
  const areas = loops.map(area)
  const largest = areas.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)
  const outers = loops.filter((_, index) => (areas[index] ?? 0) * largest > 0)
  const holes = loops.filter((_, index) => (areas[index] ?? 0) * largest < 0)
  return outers.map((outer) => [outer, ...holes.filter(([corner]) => corner && isInsideRing(corner, outer))])
}

/** Where each outline edge leads, by its start; edges that also run the other way are dropped. */
function edgesOf(faces: readonly (readonly Ring[])[]): Map<string, { at: LonLat; to: string[] }> {
  const next = new Map<string, { at: LonLat; to: string[] }>()
  for (const ring of faces.flat()) {
    for (let from = 0; from < ring.length; from += 3) {
      const to = (from + 3) % ring.length
      const [a, b] = [placeOf(ring, from), placeOf(ring, to)]
      const [start, end] = [keyOf(a), keyOf(b)]
      if (start === end) continue
      const back = next.get(end)?.to
      if (back?.includes(start)) back.splice(back.indexOf(start), 1)
      else {
        const known = next.get(start)
        if (known) known.to.push(end)
        else next.set(start, { at: a, to: [end] })
      }
    }
  }
  for (const [key, { to }] of next) if (to.length === 0) next.delete(key)
  return next
}

function takeLoop(next: Map<string, { at: LonLat; to: string[] }>): LonLat[] {
  const loop: LonLat[] = []
  let key = next.keys().next().value
  while (key !== undefined) {
    const edge = next.get(key)
    const to = edge?.to.pop()
    if (!edge || to === undefined) break
    loop.push(edge.at)
    if (edge.to.length === 0) next.delete(key)
    key = to
  }
  return loop
}

function placeOf(ring: Ring, at: number): LonLat {
  return { lon: ring[at] ?? 0, lat: ring[at + 1] ?? 0 }
}

function keyOf({ lon, lat }: LonLat): string {
  return `${Math.round(lon * SAME)} ${Math.round(lat * SAME)}`
}

function area(loop: readonly LonLat[]): number {
  const [first] = loop
  if (!first) return 0
  let sum = 0
  loop.forEach((from, index) => {
    const to = loop[(index + 1) % loop.length] ?? first
    sum += (from.lon - first.lon) * (to.lat - first.lat) - (to.lon - first.lon) * (from.lat - first.lat)
  })
  return sum / 2
}
