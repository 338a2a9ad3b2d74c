import type { Profile } from './profile.ts'

/**
 * A convex outline with one vertex a corner and normals that blend over the corners.
 *
 * @param at  x, y, normal x, normal y at an angle [radians], anticlockwise from the right
 */
export function smoothProfile(
  sides: number,
  isRound: boolean,
  at: (angle: number) => readonly [number, number, number, number],
): Profile {
  const outline = new Float64Array(sides * 4)
  const edges = new Uint16Array(sides * 2)
  const capPoints = new Float64Array(sides * 2)
  const capTriangles = new Uint16Array((sides - 2) * 3)
  for (let side = 0; side < sides; side++) {
    const vertex = at((2 * Math.PI * side) / sides)
    outline.set(vertex, side * 4)
    capPoints.set([vertex[0], vertex[1]], side * 2)
    edges.set([side, (side + 1) % sides], side * 2)
    if (side >= 2) capTriangles.set([0, side - 1, side], (side - 2) * 3)
  }
  return { outline, edges, capPoints, capTriangles, isRound }
}
