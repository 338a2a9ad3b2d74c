import type { Shard } from '../shard/shard.ts'
import { isNear, type ShardCell, shardAt } from '../shard/shard-grid.ts'
import type { LineAxes } from './line-axes.ts'

/** A bend sharper than this is rounded by rings of its own: a mitre would reach far past the point (cosine of half of 110°). */
const SHARPEST_MITRE = 0.574
/** Two lines go on into one another when they turn by less than this where others meet them too (cosine of 100°). */
const STRAIGHT_ENOUGH = -0.17
/** Ends this near in size or level are the same [m]; quantised positions are no finer. */
const SAME = 0.005
/** Turned by less than this an end needs no rings of its own to meet another's plane (cosine of 2.5°). */
const NEARLY_STRAIGHT = 0.999
/** What being alike is worth against being straight, when the partner of an end is chosen. */
const SAME_SIZE_BONUS = 0.3
const SAME_LEVEL_BONUS = 0.2

export const JOINT = { square: 0, mitre: 1, elbow: 2 } as const

/** How each end of each line is closed; end 2 × line is its start, 2 × line + 1 its end. */
export interface LineJoints {
  /** of each end: unit normal of the plane in which it ends, the same for both lines that meet there up to its sign */
  readonly plane: Float64Array
  /** of each end: `JOINT` */
  readonly kind: Uint8Array
  /** of each end: 1 where its hole would be seen */
  readonly isCapped: Uint8Array
  /** of each end: the end that it goes on into, −1 = none */
  readonly partner: Int32Array
}

/**
 * Decides how lines meet: at every point the ends find their partners, the straightest first, and each pair is mitred
 * to the plane between them. What is left runs into the axis of a pair as wide as itself, or ends in a cap. In a manhole
 * nothing needs one.
 *
 * The choice goes by the lines' keys where it is a tie, so that two shards that share a point agree. An end that lies
 * far outside its line's own shard, which knows nothing of what meets it there, is square in every shard, and what it
 * meets turns into its plane.
 *
 * @param hides  radius [m] of the standing cylinder at each point that hides the ends within it; 0 = none
 */
export function lineJoints(shard: Shard, axes: LineAxes, hides: Float64Array): LineJoints {
  const { lines, points, placedLines, placedPoints } = shard
  const ends = lines.count * 2
  const plane = new Float64Array(ends * 3)
  const kind = new Uint8Array(ends)
  const isCapped = new Uint8Array(ends).fill(1)
  const partner = new Int32Array(ends).fill(-1)
  const tangents = new Float64Array(ends * 3)
  for (let line = 0; line < lines.count; line++) endTangents(axes, line, tangents)
  plane.set(tangents)
  const meeting: number[] = []
  for (let point = 0; point < points.count; point++) {
    meeting.length = 0
    const last = placedPoints.meetingStart[point + 1] ?? 0
    for (let at = placedPoints.meetingStart[point] ?? 0; at < last; at++) {
      const line = placedPoints.meeting[at] ?? 0
      if (axes.vertices[line] === 0) continue
      // a line that begins and ends at one point meets it twice
      const isStart = placedLines.startPoint[line] === point && !meeting.includes(2 * line)
      meeting.push(isStart ? 2 * line : 2 * line + 1)
    }
    if (meeting.length === 2) joinTwo(meeting[0] ?? 0, meeting[1] ?? 0, hides[point] ?? 0)
    else if (meeting.length > 2) joinEnds(meeting.slice(), point)
    if ((hides[point] ?? 0) > 0) for (const end of meeting) if (outerHalf(end) <= (hides[point] ?? 0)) isCapped[end] = 0
  }
  return { plane, kind, isCapped, partner }

  /** Most points have two lines, whose order decides nothing. */
  function joinTwo(a: number, b: number, hidden: number): void {
    if (worth(a, b, false) > -Infinity) join(a, b, hidden)
  }

  /** Joins the pairs among the ends at one point, the straightest first. */
  function joinEnds(free: number[], point: number): void {
    free.sort(byKey)
    let widest = 0
    let level = 0
    while (free.length > 1) {
      let best = -Infinity
      let pair: readonly [number, number] | null = null
      for (let i = 1; i < free.length; i++)
        for (let j = 0; j < i; j++) {
          const value = worth(free[j] ?? 0, free[i] ?? 0, true)
          if (value > best) {
            best = value
            pair = [free[j] ?? 0, free[i] ?? 0]
          }
        }
      if (!pair) break
      const [a, b] = pair
      join(a, b, hides[point] ?? 0)
      const narrower = Math.min(outerHalf(a), outerHalf(b))
      if (narrower > widest) {
        widest = narrower
        level = levelOf(a)
      }
      free.splice(free.indexOf(a), 1)
      free.splice(free.indexOf(b), 1)
    }
    // A branch that is no wider than what runs through ends within it.
    for (const end of free) if (outerHalf(end) + Math.abs(levelOf(end) - level) <= widest + SAME) isCapped[end] = 0
  }

  /** How well two ends go on into one another; −∞ when they do not. */
  function worth(a: number, b: number, hasOthers: boolean): number {
    const drop = Math.abs(levelOf(a) - levelOf(b))
    if (drop > Math.max(outerHalf(a), outerHalf(b))) return -Infinity
    const straight = -directionDot(a, b)
    if (hasOthers && straight < STRAIGHT_ENOUGH) return -Infinity
    const isSameSize = Math.abs(outerHalf(a) - outerHalf(b)) < SAME
    return straight + (isSameSize ? SAME_SIZE_BONUS : 0) + (drop < SAME ? SAME_LEVEL_BONUS : 0)
  }

  /** Cosine between the directions in which two ends leave their point. */
  function directionDot(a: number, b: number): number {
    const sign = (a & 1) === (b & 1) ? 1 : -1
    return (
      sign *
      ((tangents[3 * a] ?? 0) * (tangents[3 * b] ?? 0) +
        (tangents[3 * a + 1] ?? 0) * (tangents[3 * b + 1] ?? 0) +
        (tangents[3 * a + 2] ?? 0) * (tangents[3 * b + 2] ?? 0))
    )
  }

  function join(a: number, b: number, hidden: number): void {
    partner[a] = b
    partner[b] = a
    const [wide, narrow] = outerHalf(a) >= outerHalf(b) ? [a, b] : [b, a]
    const drop = Math.abs(levelOf(a) - levelOf(b))
    isCapped[narrow] = outerHalf(narrow) + drop > outerHalf(wide) + SAME ? 1 : 0
    isCapped[wide] = outerHalf(wide) + drop > outerHalf(narrow) + SAME ? 1 : 0
    // Both tangents along the way from a's line into b's.
    const [signA, signB] = [(a & 1) === 1 ? 1 : -1, (b & 1) === 1 ? -1 : 1]
    const x = signA * (tangents[3 * a] ?? 0) + signB * (tangents[3 * b] ?? 0)
    const y = signA * (tangents[3 * a + 1] ?? 0) + signB * (tangents[3 * b + 1] ?? 0)
    const z = signA * (tangents[3 * a + 2] ?? 0) + signB * (tangents[3 * b + 2] ?? 0)
    const length = Math.sqrt(x * x + y * y + z * z)
    const isSharp = length < 2 * SHARPEST_MITRE
    // Doubling back there is no plane between them, and within a manhole nothing of a sharp bend is seen.
    if (length < 1e-3 || (isSharp && outerHalf(wide) <= hidden)) return
    const [isFarA, isFarB] = [isFar(a), isFar(b)]
    if (isFarA || isFarB) {
      if (isFarA && isFarB) return
      const [far, near] = isFarA ? [a, b] : [b, a]
      const sign = signA * signB
      const bend = -directionDot(a, b)
      put(
        near,
        sign * (tangents[3 * far] ?? 0),
        sign * (tangents[3 * far + 1] ?? 0),
        sign * (tangents[3 * far + 2] ?? 0),
        bend < NEARLY_STRAIGHT ? JOINT.elbow : JOINT.mitre,
      )
      return
    }
    const form = isSharp ? JOINT.elbow : JOINT.mitre
    put(a, (signA * x) / length, (signA * y) / length, (signA * z) / length, form)
    put(b, (signB * x) / length, (signB * y) / length, (signB * z) / length, form)
  }

  /** Does an end lie where its line's own shard reads no neighbours? */
  function isFar(end: number): boolean {
    const line = end >> 1
    const { path } = lines.columns
    const at = (end & 1) === 0 ? path.start(line) : path.end(line) - 2
    const own = line < shard.ownLines ? shard.cell : homeOf(path.block, path.start(line), path.end(line))
    return !isNear(own, path.block[at] ?? 0, path.block[at + 1] ?? 0)
  }

  function put(end: number, x: number, y: number, z: number, form: number): void {
    plane[3 * end] = x
    plane[3 * end + 1] = y
    plane[3 * end + 2] = z
    kind[end] = form
  }

  function byKey(a: number, b: number): number {
    const [first, second] = [lines.columns.key.at(a >> 1), lines.columns.key.at(b >> 1)]
    return first < second ? -1 : first > second ? 1 : a - b
  }

  function outerHalf(end: number): number {
    const [height, width] = [axes.halfHeight[end >> 1] ?? 0, axes.halfWidth[end >> 1] ?? 0]
    return height > width ? height : width
  }

  function levelOf(end: number): number {
    return ((end & 1) === 0 ? placedLines.startAxis : placedLines.endAxis)[end >> 1] ?? 0
  }
}

/** The shard of a path's middle, as the ingest finds it. */
function homeOf(block: Float64Array, from: number, end: number): ShardCell {
  const step = (at: number) =>
    Math.hypot((block[at + 2] ?? 0) - (block[at] ?? 0), (block[at + 3] ?? 0) - (block[at + 1] ?? 0))
  let rest = 0
  for (let at = from; at < end - 2; at += 2) rest += step(at) / 2
  for (let at = from; at < end - 2; at += 2) {
    const length = step(at)
    if (length >= rest && length > 0) {
      const share = rest / length
      const between = (axis: 0 | 1) => {
        const value = block[at + axis] ?? 0
        return value + ((block[at + 2 + axis] ?? 0) - value) * share
      }
      return shardAt(between(0), between(1))
    }
    rest -= length
  }
  return shardAt(block[from] ?? 0, block[from + 1] ?? 0)
}

/** Unit tangents of a line at both ends, both along its path. */
function endTangents({ axis, first, vertices }: LineAxes, line: number, tangents: Float64Array): void {
  const count = vertices[line] ?? 0
  if (count < 2) return
  const start = 3 * (first[line] ?? 0)
  tangent(axis, start, tangents, 6 * line)
  tangent(axis, start + 3 * (count - 2), tangents, 6 * line + 3)
}

function tangent(axis: Float64Array, from: number, target: Float64Array, at: number): void {
  const x = (axis[from + 3] ?? 0) - (axis[from] ?? 0)
  const y = (axis[from + 4] ?? 0) - (axis[from + 1] ?? 0)
  const z = (axis[from + 5] ?? 0) - (axis[from + 2] ?? 0)
  const length = Math.sqrt(x * x + y * y + z * z)
  target[at] = x / length
  target[at + 1] = y / length
  target[at + 2] = z / length
}
