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
