import type { Shard } from '../shard/shard.ts'
import { SECTIONS } from '../store/line-rows.ts'
import type { LocalFrame } from './local-frame.ts'

/** drawn so wide when a size is not known; the property table says that it is not [m] */
const UNKNOWN_DIAMETER = 0.1
/** Points closer than this are one point [m]: surveys give millimetres. */
export const SAME_POINT = 1e-3

export type LineFault = 'shape-coordinate' | 'shape-length' | 'shape-size'

/** Where the lines of a shard lie in the city's frame, and how wide they are outside. */
export interface LineAxes {
  /** east, north, up [m] of every vertex: of vertex v of `lines.columns.path` (values 2v, 2v + 1) at 3v; repeated ones are left out */
  readonly axis: Float64Array
  /** of each row: its first vertex, and how many it has. Rows that cannot be drawn have none */
  readonly first: Uint32Array
  readonly vertices: Uint32Array
  /** half the outer height and width of each row [m]: inside measure and wall */
  readonly halfHeight: Float64Array
  readonly halfWidth: Float64Array
  /** why rows cannot be drawn */
  readonly faults: ReadonlyMap<number, LineFault>
}

/** Places the axes of all lines of a shard, those of the halo too. */
export function lineAxes({ lines, plane, placedLines }: Shard, frame: LocalFrame): LineAxes {
  const { columns, count } = lines
  const { block } = columns.path
  const axis = new Float64Array((plane.length / 2) * 3)
  const first = new Uint32Array(count)
  const vertices = new Uint32Array(count)
  const halfHeight = new Float64Array(count)
  const halfWidth = new Float64Array(count)
  const faults = new Map<number, LineFault>()
  for (let line = 0; line < count; line++) {
    const [from, end] = [columns.path.start(line), columns.path.end(line)]
    const [startLevel, endLevel] = [placedLines.startAxis[line] ?? 0, placedLines.endAxis[line] ?? 0]
    let length = 0
    for (let at = from + 2; at < end; at += 2) length += step(plane, at)
    first[line] = from / 2
    let to = (from / 2) * 3
    let kept = 0
    let along = 0
    for (let at = from; at < end; at += 2) {
      if (at > from) along += step(plane, at)
      const level = startLevel + (endLevel - startLevel) * (length > 0 ? along / length : 0)
      frame.place(block[at] ?? 0, block[at + 1] ?? 0, level, axis, to)
      if (kept > 0 && isSamePoint(axis, to)) continue
      kept++
      to += 3
    }
    const fault = measure(line)
    const isReal = Number.isFinite(length + startLevel + endLevel) && isFinitePath(axis, (from / 2) * 3, to)
    if (!isReal) faults.set(line, 'shape-coordinate')
    else if (kept < 2) faults.set(line, 'shape-length')
    else if (fault) faults.set(line, fault)
    else vertices[line] = kept
  }
  return { axis, first, vertices, halfHeight, halfWidth, faults }

  function measure(line: number): LineFault | null {
    const wall = columns.wall[line] || 0
    const kind = SECTIONS[columns.section[line] ?? 0]
    const width = kind ? (columns.width[line] ?? Number.NaN) : UNKNOWN_DIAMETER
    const height = kind === 'circle' || !kind ? width : (columns.height[line] ?? Number.NaN)
    halfWidth[line] = width / 2 + wall
    halfHeight[line] = height / 2 + wall
    const isReal = width > 0 && height > 0 && width + height + wall < Number.POSITIVE_INFINITY && wall >= 0
    return isReal && (kind !== 'egg' || height > width / 2) ? null : 'shape-size'
  }
}

/** Plan length from the vertex before [m]. */
function step(plane: Float64Array, at: number): number {
  const east = (plane[at] ?? 0) - (plane[at - 2] ?? 0)
  const north = (plane[at + 1] ?? 0) - (plane[at - 1] ?? 0)
  return Math.sqrt(east * east + north * north)
}

function isSamePoint(axis: Float64Array, at: number): boolean {
  const x = (axis[at] ?? 0) - (axis[at - 3] ?? 0)
  const y = (axis[at + 1] ?? 0) - (axis[at - 2] ?? 0)
  const z = (axis[at + 2] ?? 0) - (axis[at - 1] ?? 0)
  return x * x + y * y + z * z < SAME_POINT * SAME_POINT
}

function isFinitePath(axis: Float64Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (!Number.isFinite(axis[at])) return false
  return true
}
