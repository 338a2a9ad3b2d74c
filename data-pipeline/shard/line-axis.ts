import type { Shard } from './shard.ts'

/**
 * The axis of a line in the drawing: lon, lat [degrees], H [m] of each vertex; between its ends it runs straight by plan
 * length.
 *
 * @param target  receives the triples from the start on, and must hold them
 * @returns vertices written
 */
export function lineAxis({ lines, placedLines, plane }: Shard, line: number, target: Float64Array): number {
  const { path } = lines.columns
  const { block } = path
  const [from, end] = [path.start(line), path.end(line)]
  const count = (end - from) / 2
  const step = (at: number) =>
    Math.hypot((plane[at] ?? 0) - (plane[at - 2] ?? 0), (plane[at + 1] ?? 0) - (plane[at - 1] ?? 0))
  let length = 0
  for (let at = from + 2; at < end; at += 2) length += step(at)
  const [start, rise] = [
    placedLines.startAxis[line] ?? 0,
    (placedLines.endAxis[line] ?? 0) - (placedLines.startAxis[line] ?? 0),
  ]
  let station = 0
  for (let vertex = 0; vertex < count; vertex++) {
    const at = from + vertex * 2
    if (vertex > 0) station += step(at)
    const share = vertex === count - 1 ? 1 : length > 0 ? station / length : vertex / (count - 1)
    target[vertex * 3] = block[at] ?? 0
    target[vertex * 3 + 1] = block[at + 1] ?? 0
    target[vertex * 3 + 2] = start + rise * share
  }
  return count
}

/** The place half-way along an axis of `count` vertices, by degrees in plan. */
export function axisMiddle(axis: Float64Array, count: number): { lon: number; lat: number; height: number } {
  const steps: number[] = []
  let length = 0
  for (let vertex = 1; vertex < count; vertex++) {
    const at = vertex * 3
    const squeeze = Math.cos(((axis[at + 1] ?? 0) * Math.PI) / 180)
    const step = Math.hypot(
      ((axis[at] ?? 0) - (axis[at - 3] ?? 0)) * squeeze,
      (axis[at + 1] ?? 0) - (axis[at - 2] ?? 0),
    )
    steps.push(step)
    length += step
  }
  let rest = length / 2
  let piece = steps.findIndex((step) => {
    if (step >= rest) return true
    rest -= step
    return false
  })
  if (piece < 0) piece = 0
  const step = steps[piece] ?? 0
  const share = step > 0 ? rest / step : 0.5
  const mix = (offset: number) => {
    const [from, to] = [axis[piece * 3 + offset] ?? 0, axis[piece * 3 + 3 + offset] ?? 0]
    return from + (to - from) * share
  }
  return { lon: mix(0), lat: mix(1), height: mix(2) }
}
