import type { Profile } from './profile.ts'
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
