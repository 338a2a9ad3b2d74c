import { MeshoptSimplifier } from 'meshoptimizer/simplifier'

/** A model keeps this many triangles from afar, or this part of its own where it has more */
const MOST_TRIANGLES = 240
const MOST_PART = 0.15
/** of its least measure that a model may be moved, so that a pipe stays a pipe and does not become a line */
const THICKNESS_SHARE = 0.25
const LEAST_TOLERANCE = 0.01
/** no limit but the number of triangles [m] */
const ANY_ERROR = 1e9

/** To be awaited once before `coarseMesh` is called. */
export const whenCoarseMeshReady = MeshoptSimplifier.ready

/**
 * A model as it is drawn from afar: edges are collapsed, so that what was closed stays closed. The largest triangles
 * alone were tried and left shreds of roofs and tubes.
 *
 * @param points  east, north, up triples [m]
 * @param indices  three points a triangle
 * @param tolerance  that nobody sees from there [m]
 * @returns  triangles over the same points; as they were where nothing could be taken away
 */
export function coarseMesh(points: Float64Array, indices: Uint32Array, tolerance: number): Uint32Array {
  const own = fromFirst(points)
  const welded = weld(own, indices)
  const most = 3 * Math.ceil(Math.max(MOST_TRIANGLES, (MOST_PART * indices.length) / 3))
  const unseen = Math.max(LEAST_TOLERANCE, Math.min(tolerance, THICKNESS_SHARE * leastExtent(own)))
  const within = simplified(welded, own, 0, unseen)
  if (within.length <= most) return orAll(within, indices)
  const few = simplified(welded, own, most, ANY_ERROR)
  // what is joined in ways that no solid is cannot be collapsed far: then points are merged by cells
  const enough =
    few.length <= 2 * most ? few : MeshoptSimplifier.simplifySloppy(welded, own, 3, null, most, ANY_ERROR)[0]
  return orAll(enough, indices)
}

function simplified(indices: Uint32Array, points: Float32Array, count: number, error: number): Uint32Array {
  return MeshoptSimplifier.simplify(indices, points, 3, count, error, ['ErrorAbsolute'])[0]
}

function orAll(found: Uint32Array, indices: Uint32Array): Uint32Array {
  return found.length > 0 ? found : indices
}

/** In float32 a millimetre is kept only near the origin. */
function fromFirst(points: Float64Array): Float32Array {
  return Float32Array.from(points, (value, at) => value - (points[at % 3] ?? 0))
}

/** Equal points count as one: sources give each face points of its own. Triangles that lose their area go. */
function weld(points: Float32Array, indices: Uint32Array): Uint32Array {
  const same = MeshoptSimplifier.generatePositionRemap(points, 3)
  const welded: number[] = []
  for (let at = 0; at < indices.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [...indices.subarray(at, at + 3)].map((vertex) => same[vertex] ?? vertex)
    if (a !== b && b !== c && c !== a) welded.push(a, b, c)
  }
  return Uint32Array.from(welded)
}

function leastExtent(points: Float32Array): number {
  const extents = [0, 1, 2].map((axis) => {
    let [low, high] = [Infinity, -Infinity]
    for (let at = axis; at < points.length; at += 3) {
      low = Math.min(low, points[at] ?? low)
      high = Math.max(high, points[at] ?? high)
    }
    return high - low
  })
  return Math.min(...extents)
}
