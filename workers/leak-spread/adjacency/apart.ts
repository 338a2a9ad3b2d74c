import type { Nearest } from './segment-grid.ts'

/** Depths and sizes of pipes or spaces, flat; NaN = not known. */
export interface Shapes {
  /** of the axis below ground at both ends, by piece [m] */
  readonly depth: Float64Array
  /** half of its width [m]; NaN counts as none */
  readonly radius: Float64Array
  /** half of its height [m]; NaN counts as none */
  readonly halfHeight: Float64Array
}

/** What lies between the walls of two pieces. */
export interface Apart {
  /** in space where the depth of both is known, else in plan [m] */
  readonly distance: number
  /** 水平净距 [m] */
  readonly horizontal: number
  /** 垂直净距 [m]; null = the depth of one is not known */
  readonly vertical: number | null
}

/** Clear distances where two pieces come nearest in plan; the ground there counts as one height for both. */
export function apartOf(
  one: Shapes | undefined,
  a: number,
  other: Shapes | undefined,
  b: number,
  { distance, along, alongOther }: Nearest,
): Apart {
  const horizontal = Math.max(0, distance - sizeOf(one?.radius[a]) - sizeOf(other?.radius[b]))
  const between = Math.abs(depthAt(one, a, along) - depthAt(other, b, alongOther))
  if (!Number.isFinite(between)) return { distance: horizontal, horizontal, vertical: null }
  const vertical = Math.max(0, between - sizeOf(one?.halfHeight[a]) - sizeOf(other?.halfHeight[b]))
  return { distance: Math.hypot(horizontal, vertical), horizontal, vertical }
}

/** Between the ends; where one is not known the other stands for both. */
function depthAt(shapes: Shapes | undefined, piece: number, along: number): number {
  const [from, to] = [shapes?.depth[2 * piece] ?? Number.NaN, shapes?.depth[2 * piece + 1] ?? Number.NaN]
  if (Number.isNaN(from)) return to
  return Number.isNaN(to) ? from : from + along * (to - from)
}

function sizeOf(half: number | undefined): number {
  return half !== undefined && half > 0 ? half : 0
}
