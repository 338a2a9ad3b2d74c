import type { Profile } from './profile.ts'

/** An upright rectangle with sharp corners, from left to right and bottom to top [m]. */
export function rectangleProfile(left: number, bottom: number, right: number, top: number): Profile {
  const corners = [left, bottom, right, bottom, right, top, left, top] as const
  return {
    outline: Float64Array.of(
      ...[left, bottom, 0, -1, right, bottom, 0, -1],
      ...[right, bottom, 1, 0, right, top, 1, 0],
      ...[right, top, 0, 1, left, top, 0, 1],
      ...[left, top, -1, 0, left, bottom, -1, 0],
    ),
    edges: Uint16Array.of(0, 1, 2, 3, 4, 5, 6, 7),
    capPoints: Float64Array.of(...corners),
    capTriangles: Uint16Array.of(0, 1, 2, 0, 2, 3),
    isRound: false,
  }
}

/**
 * A rectangle about its middle with one vertex a corner: half the bytes of sharp corners, and an engine that widens what
 * is far moves it as a whole, where faces with normals of their own would come apart.
 */
export function ductProfile(width: number, height: number): Profile {
  const [x, y] = [width / 2, height / 2]
  const lean = Math.SQRT1_2
  return {
    outline: Float64Array.of(
      ...[-x, -y, -lean, -lean],
      ...[x, -y, lean, -lean],
      ...[x, y, lean, lean],
      ...[-x, y, -lean, lean],
    ),
    edges: Uint16Array.of(0, 1, 1, 2, 2, 3, 3, 0),
    capPoints: Float64Array.of(-x, -y, x, -y, x, y, -x, y),
    capTriangles: Uint16Array.of(0, 1, 2, 0, 2, 3),
    isRound: false,
  }
}
