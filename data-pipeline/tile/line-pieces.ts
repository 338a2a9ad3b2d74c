import type { Shard } from '../shard/shard.ts'
import type { LineAxes } from './line-axes.ts'

/** Longer lines are cut into pieces of this length at most, but for a metre or two [m]: so leaves stay within 500 m. */
const LONGEST = 150
/** a cut stays this far from a bend [m], or a quarter of a short segment */
const MARGIN = 1

/** Lines as tiles hold them: a short line is one piece, of a long one each lies in the tile of its own middle. */
export interface LinePieces {
  readonly count: number
  readonly line: Uint32Array
  /** vertices as `LineAxes` has them: of `axis`, the first of each piece, and how many */
  readonly axis: Float64Array
  readonly first: Uint32Array
  readonly vertices: Uint32Array
  /** 1 where a piece begins or ends with its line, 0 at a cut */
  readonly isStart: Uint8Array
  readonly isEnd: Uint8Array
  /** middle of each [degrees] */
  readonly lon: Float64Array
  readonly lat: Float64Array
}

/** @param drawn  own lines, in the order in which their pieces shall be */
export function linePieces(shard: Shard, axes: LineAxes, drawn: Uint32Array): LinePieces {
  const line: number[] = []
  const first: number[] = []
  const vertices: number[] = []
  const isStart: number[] = []
  const isEnd: number[] = []
  const middle: number[] = []
  const added: number[] = []
  const given = axes.axis.length / 3
  for (const row of drawn) {
    const [from, count] = [axes.first[row] ?? 0, axes.vertices[row] ?? 0]
    const length = lengthOf(axes.axis, from, count)
    if (length <= LONGEST) push(row, from, count, true, true, 0.5)
    else cut(row, from, count, length)
  }
  const axis = added.length === 0 ? axes.axis : new Float64Array(3 * given + added.length)
  if (added.length > 0) {
    axis.set(axes.axis)
    axis.set(added, 3 * given)
  }
  const [lon, lat] = [new Float64Array(line.length), new Float64Array(line.length)]
  for (let piece = 0; piece < line.length; piece++)
    placeAlong(shard, line[piece] ?? 0, middle[piece] ?? 0, lon, lat, piece)
  return {
    count: line.length,
    line: Uint32Array.from(line),
    axis,
    first: Uint32Array.from(first),
    vertices: Uint32Array.from(vertices),
    isStart: Uint8Array.from(isStart),
    isEnd: Uint8Array.from(isEnd),
    lon,
    lat,
  }

  function push(row: number, from: number, count: number, begins: boolean, ends: boolean, share: number): void {
    line.push(row)
    first.push(from)
    vertices.push(count)
    isStart.push(begins ? 1 : 0)
    isEnd.push(ends ? 1 : 0)
    middle.push(share)
  }

  function cut(row: number, from: number, count: number, length: number): void {
    let begin = given + added.length / 3
    let [total, before] = [0, 0]
    const add = (vertex: number, share: number) => {
      for (let at = 3 * vertex; at < 3 * vertex + 3; at++) {
        const value = axes.axis[at] ?? 0
        added.push(share === 0 ? value : value + ((axes.axis[at + 3] ?? 0) - value) * share)
      }
    }
    const finish = (isLast: boolean) => {
      const end = given + added.length / 3
      push(row, begin, end - begin, before === 0, isLast, (before + total) / 2 / length)
      begin = end
      before = total
    }
    add(from, 0)
    for (let vertex = from; vertex < from + count - 1; vertex++) {
      const segment = lengthOf(axes.axis, vertex, 2)
      const start = total
      const margin = Math.min(MARGIN, segment / 4)
      for (let at = 0; start + segment - before > LONGEST; ) {
        const next = Math.min(Math.max(before + LONGEST - start, at + margin), segment - margin)
        if (next < at + margin) break
        add(vertex, next / segment)
        total = start + next
        finish(false)
        add(vertex, next / segment)
        at = next
      }
      add(vertex + 1, 0)
      total = start + segment
    }
    finish(true)
  }
}

function lengthOf(axis: Float64Array, first: number, vertices: number): number {
  let length = 0
  for (let at = 3 * first; at < 3 * (first + vertices - 1); at += 3) {
    const x = (axis[at + 3] ?? 0) - (axis[at] ?? 0)
    const y = (axis[at + 4] ?? 0) - (axis[at + 1] ?? 0)
    const z = (axis[at + 5] ?? 0) - (axis[at + 2] ?? 0)
    length += Math.sqrt(x * x + y * y + z * z)
  }
  return length
}

/** Writes the place at a share of a line's plan length. */
function placeAlong(
  { lines, plane }: Shard,
  line: number,
  share: number,
  lon: Float64Array,
  lat: Float64Array,
  to: number,
): void {
  const { path } = lines.columns
  const [from, last] = [path.start(line), path.end(line) - 2]
  const step = (at: number) =>
    Math.hypot((plane[at + 2] ?? 0) - (plane[at] ?? 0), (plane[at + 3] ?? 0) - (plane[at + 1] ?? 0))
  let rest = 0
  for (let at = from; at < last; at += 2) rest += step(at) * share
  for (let at = from; at < last; at += 2) {
    const length = step(at)
    if (rest > length && at + 2 < last) {
      rest -= length
      continue
    }
    const part = length > 0 ? rest / length : 0
    const between = (axis: 0 | 1) => {
      const value = path.block[at + axis] ?? 0
      return value + ((path.block[at + 2 + axis] ?? 0) - value) * part
    }
    lon[to] = between(0)
    lat[to] = between(1)
    return
  }
}
