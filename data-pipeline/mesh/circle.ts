import { inward, joinProfiles, type Profile } from './profile.ts'
import { smoothProfile } from './smooth-profile.ts'

/**
 * A round section as a regular polygon whose corners lie on the circle.
 *
 * @param radius  [m], > 0
 * @param sides  ≥ 3
 */
export function circleProfile(radius: number, sides: number): Profile {
  return smoothProfile(sides, true, (angle) => [
    radius * Math.cos(angle),
    radius * Math.sin(angle),
    Math.cos(angle),
    Math.sin(angle),
  ])
}

/** A hollow tube: tunnel lining seen from outside and inside, its thickness at the ends. */
export function liningProfile(innerRadius: number, thickness: number, sides: number): Profile {
  const outer = circleProfile(innerRadius + thickness, sides)
  const inner = circleProfile(innerRadius, sides)
  const triangles: number[] = []
  for (let side = 0; side < sides; side++) {
    const next = (side + 1) % sides
    triangles.push(side, next, sides + next, side, sides + next, sides + side)
  }
  const ring: Profile = {
    outline: new Float64Array(),
    edges: new Uint16Array(),
    capPoints: Float64Array.of(...outer.capPoints, ...inner.capPoints),
    capTriangles: Uint16Array.from(triangles),
    isRound: true,
  }
  return joinProfiles([outer, inward(inner)], [ring])
}
