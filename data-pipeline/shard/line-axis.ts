import type { Shard } from './shard.ts'

const VERTEX = 3

/**
 * The axis of a line in the drawing: lon, lat [degrees], H [m] of each vertex; between its ends it runs straight by plan
 * length.
 *
 * @param target  receives the triples from `first` on, and must hold them
 * @returns vertices written
 */
export function lineAxis({ lines, placedLines, plane }: Shard, line: number, target: Float64Array, first = 0): number {
  const { path } = lines.columns
  const { block } = path
  const [from, end] = [path.start(line), path.end(line)]
  const count = (end - from) / 2
  const start = placedLines.startAxis[line] ?? 0
  const rise = (placedLines.endAxis[line] ?? 0) - start
  let length = 0
  if (count > 2) for (let at = from + 2; at < end; at += 2) length += step(plane, at)
  let station = 0
  for (let vertex = 0; vertex < count; vertex++) {
    const at = from + vertex * 2
    const to = first + vertex * VERTEX
    const isInner = vertex > 0 && vertex < count - 1
    if (isInner) station += step(plane, at)
    const share = isInner ? (length > 0 ? station / length : vertex / (count - 1)) : vertex === 0 ? 0 : 1
    target[to] = block[at] ?? 0
    target[to + 1] = block[at + 1] ?? 0
    target[to + 2] = start + rise * share
  }
  return count
}

/**
 * The place half-way along an axis, by degrees in plan.
 *
 * @param first  index of its first vertex
 * @param target  receives lon, lat, H
 */
export function axisMiddle(axis: Float64Array, first: number, count: number, target: Float64Array): void {
  const last = first + (count - 1) * VERTEX
  let length = 0
  for (let at = first; at < last; at += VERTEX) length += degrees(axis, at)
  let rest = length / 2
  let [piece, share] = [first, 0.5]
  for (let at = first; at < last; at += VERTEX) {
    const long = degrees(axis, at)
    if (long >= rest) {
      piece = at
      if (long > 0) share = rest / long
      break
    }
    rest -= long
  }
  for (let i = 0; i < VERTEX; i++) {
    const [from, to] = [axis[piece + i] ?? 0, axis[piece + VERTEX + i] ?? 0]
    target[i] = from + (to - from) * share
  }
}

/** plan length of the piece before a vertex [m] */
function step(plane: Float64Array, at: number): number {
  return Math.hypot((plane[at] ?? 0) - (plane[at - 2] ?? 0), (plane[at + 1] ?? 0) - (plane[at - 1] ?? 0))
}

/** length of the piece after a vertex */
function degrees(axis: Float64Array, at: number): number {
  const squeeze = Math.cos(((axis[at + 4] ?? 0) * Math.PI) / 180)
  const [x, y] = [(axis[at + 3] ?? 0) - (axis[at] ?? 0), (axis[at + 4] ?? 0) - (axis[at + 1] ?? 0)]
  return Math.hypot(x * squeeze, y)
}
