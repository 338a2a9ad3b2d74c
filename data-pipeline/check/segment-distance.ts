/** Nearest places of two straight pieces in a plane. */
export interface Nearest {
  /** [m]; 0 where they cross */
  distance: number
  /** along the first and the second piece, 0…1 */
  s: number
  t: number
  isCrossing: boolean
}

/** Fills `out` with the nearest places of the pieces a–b and c–d; exact but for rounding. */
export function segmentDistance(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
  out: Nearest,
): void {
  const ux = bx - ax
  const uy = by - ay
  const vx = dx - cx
  const vy = dy - cy
  const wx = cx - ax
  const wy = cy - ay
  const cross = ux * vy - uy * vx
  out.isCrossing = false
  if (cross !== 0) {
    const s = (wx * vy - wy * vx) / cross
    const t = (wx * uy - wy * ux) / cross
    if (s >= 0 && s <= 1 && t >= 0 && t <= 1) {
      out.distance = 0
      out.s = s
      out.t = t
      out.isCrossing = true
      return
    }
  }
  out.distance = Infinity
  // without a crossing the nearest place is an end of one of them
  const uu = ux * ux + uy * uy
  const vv = vx * vx + vy * vy
  const atC = uu > 0 ? clamp((wx * ux + wy * uy) / uu) : 0
  offer(out, ax + ux * atC - cx, ay + uy * atC - cy, atC, 0)
  const atD = uu > 0 ? clamp(((wx + vx) * ux + (wy + vy) * uy) / uu) : 0
  offer(out, ax + ux * atD - dx, ay + uy * atD - dy, atD, 1)
  const atA = vv > 0 ? clamp(-(wx * vx + wy * vy) / vv) : 0
  offer(out, cx + vx * atA - ax, cy + vy * atA - ay, 0, atA)
  const atB = vv > 0 ? clamp(((ux - wx) * vx + (uy - wy) * vy) / vv) : 0
  offer(out, cx + vx * atB - bx, cy + vy * atB - by, 1, atB)
  out.distance = Math.sqrt(out.distance)
}

function offer(out: Nearest, x: number, y: number, s: number, t: number): void {
  const squared = x * x + y * y
  if (squared >= out.distance) return
  out.distance = squared
  out.s = s
  out.t = t
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value
}
