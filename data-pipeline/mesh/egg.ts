import type { Profile } from './profile.ts'
import { smoothProfile } from './smooth-profile.ts'

/**
 * An egg-shaped sewer standing on its small end, centred on its bounding box: a half circle above the widest line and
 * a half ellipse below it.
 *
 * @param width  inside [m], > 0
 * @param height  inside [m], > width / 2
 */
export function eggProfile(width: number, height: number, sides: number): Profile {
  const radius = width / 2
  const below = height - radius
  const widest = height / 2 - radius
  return smoothProfile(sides, false, (angle) => {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    const reach = sin > 0 ? radius : below
    const length = Math.hypot(cos / radius, sin / reach)
    return [radius * cos, widest + reach * sin, cos / radius / length, sin / reach / length]
  })
}
