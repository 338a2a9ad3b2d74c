import earcut, { deviation } from 'earcut'
import { normalOf } from '../mesh/facets.ts'
import type { ModelMesh } from '../survey.ts'

/** metres in a degree of latitude; near enough to tell areas and directions */
const DEGREE = 111_132
/** Part of a face's area that triangles may miss or cover twice before it is held to cross itself. */
const DEVIATION = 1e-3
/** A face is a line when its area [m²] is below this share of its girth [m]. */
const LOWEST = 1e-5

/** A closed or open ring: lon, lat [degrees], H [m] triples. */
export type Ring = readonly number[]

/** Faces that were left out, by reason. */
export interface BodyFaults {
  /** a line or a point */
  empty: number
  crossing: number
  /** a coordinate that is no finite number */
  notANumber: number
}

/** Gathers the faces of one body as triangles. */
export class Body {
  readonly faults: BodyFaults = { empty: 0, crossing: 0, notANumber: 0 }
  readonly #positions: number[] = []
  readonly #indices: number[] = []

  /** Adds a plane or nearly plane face; the outer ring first, then holes. */
  face(rings: readonly Ring[]): void {
    if (!rings.every((ring) => ring.every(Number.isFinite))) {
      this.faults.notANumber++
      return
    }
    const open = rings.map(withoutClosingPoint)
    const flat = open.flat()
    const points = metres(flat)
    const outer = points.subarray(0, open[0]?.length ?? 0)
    const normal = normalOfRing(outer)
    if (!normal) {
      this.faults.empty++
      return
    }
    const [across, along, away] = planeOf(normal)
    const plan: number[] = []
    for (let at = 0; at < points.length; at += 3) plan.push(points[at + across] ?? 0, points[at + along] ?? 0)
    const holes: number[] = []
    let vertices = 0
    for (const ring of open.slice(0, -1)) {
      vertices += ring.length / 3
      holes.push(vertices)
    }
    const triangles = earcut(plan, holes)
    if (triangles.length === 0 || deviation(plan, holes, 2, triangles) > DEVIATION) {
      this.faults.crossing++
      return
    }
    // earcut's triangles run anticlockwise in the plan, whatever the rings; the ring's own side is the outer one
    const isTurned = (normal[away] ?? 0) < 0
    const first = this.#positions.length / 3
    for (const value of flat) this.#positions.push(value)
    for (let at = 0; at < triangles.length; at += 3) {
      const [a, b, c] = [triangles[at] ?? 0, triangles[at + 1] ?? 0, triangles[at + 2] ?? 0]
      this.#indices.push(first + a, first + (isTurned ? c : b), first + (isTurned ? b : c))
    }
  }

  /** Adds triangles: lon, lat, H triples and three of them a triangle. */
  triangles(positions: ArrayLike<number>, indices: ArrayLike<number>): void {
    const points = metres(positions)
    const first = this.#positions.length / 3
    for (let at = 0; at < positions.length; at++) this.#positions.push(positions[at] ?? Number.NaN)
    for (let at = 0; at < indices.length; at += 3) {
      const [a, b, c] = [indices[at] ?? 0, indices[at + 1] ?? 0, indices[at + 2] ?? 0]
      const isNumber = [a, b, c].every((v) => [0, 1, 2].every((axis) => Number.isFinite(points[3 * v + axis])))
      if (!isNumber) this.faults.notANumber++
      else if (!normalOf(points, 3 * a, 3 * b, 3 * c)) this.faults.empty++
      else this.#indices.push(first + a, first + b, first + c)
    }
  }

  /** The triangles gathered, without vertices that none uses; null when there are none. */
  finish(): ModelMesh | null {
    if (this.#indices.length === 0) return null
    const place = new Map<number, number>()
    const positions: number[] = []
    const indices = Uint32Array.from(this.#indices, (vertex) => {
      const known = place.get(vertex)
      if (known !== undefined) return known
      const own = place.size
      place.set(vertex, own)
      positions.push(...this.#positions.slice(3 * vertex, 3 * vertex + 3))
      return own
    })
    return { positions: Float64Array.from(positions), indices }
  }
}

/** −1 for a ring that is seen from straight below, 1 from above, 0 for a wall or no area. */
export function upwardness(ring: Ring): number {
  const normal = normalOfRing(metres(ring))
  return normal ? (normal[2] ?? 0) / Math.hypot(...normal) : 0
}

/** East, north, up [m] about the first vertex that has numbers. */
function metres(positions: ArrayLike<number>): Float64Array {
  let first = 0
  while (first < positions.length && !Number.isFinite((positions[first] ?? 0) + (positions[first + 1] ?? 0))) first += 3
  const [lon = 0, lat = 0, height = 0] = [positions[first], positions[first + 1], positions[first + 2]]
  const east = DEGREE * Math.cos((lat * Math.PI) / 180)
  const points = new Float64Array(positions.length)
  for (let at = 0; at < points.length; at += 3) {
    points[at] = ((positions[at] ?? 0) - lon) * east
    points[at + 1] = ((positions[at + 1] ?? 0) - lat) * DEGREE
    points[at + 2] = (positions[at + 2] ?? 0) - height
  }
  return points
}

function withoutClosingPoint(ring: Ring): Ring {
  const isClosed = [0, 1, 2].every((axis) => ring[axis] === ring[ring.length - 3 + axis])
  return isClosed && ring.length > 3 ? ring.slice(0, -3) : ring
}

/** Newell's normal (twice the area long); null for a ring without area. */
function normalOfRing(points: Float64Array): readonly number[] | null {
  const normal = [0, 0, 0]
  let girth = 0
  for (let from = 0; from < points.length; from += 3) {
    const to = (from + 3) % points.length
    const at = (place: number, axis: number) => points[place + (axis % 3)] ?? 0
    for (const axis of [0, 1, 2]) {
      const rise = at(from, axis + 1) - at(to, axis + 1)
      normal[axis] = (normal[axis] ?? 0) + rise * (at(from, axis + 2) + at(to, axis + 2))
    }
    girth += Math.hypot(at(to, 0) - at(from, 0), at(to, 1) - at(from, 1), at(to, 2) - at(from, 2))
  }
  const area = Math.hypot(...normal) / 2
  return area > LOWEST * girth ? normal : null
}

/** The two axes of the plane that a face is seen in best, and the one it is looked along. */
function planeOf(normal: readonly number[]): readonly [number, number, number] {
  const [x = 0, y = 0, z = 0] = normal.map(Math.abs)
  if (z >= x && z >= y) return [0, 1, 2]
  return x >= y ? [1, 2, 0] : [2, 0, 1]
}
