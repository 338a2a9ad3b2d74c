import { inward, joinProfiles, type Profile } from './profile.ts'
import { rectangleProfile } from './rectangle.ts'

/**
 * A utility tunnel: cabins side by side in one box, divided by walls as thick as the outer ones. The path is the middle
 * of the floor that one walks on, so floor slab and roof slab lie below and above `height`.
 *
 * @param widths  inside of each cabin from left to right [m], all > 0
 * @param height  inside [m], > 0
 * @param wall  thickness of walls, slabs and partitions [m], > 0
 */
export function galleryProfile(widths: readonly number[], height: number, wall: number): Profile {
  const total = widths.reduce((sum, width) => sum + width + wall, wall)
  const left = -total / 2
  const outer = rectangleProfile(left, -wall, -left, height + wall)
  const slabs = [rectangleProfile(left, -wall, -left, 0), rectangleProfile(left, height, -left, height + wall)]
  const walls = [rectangleProfile(left, 0, left + wall, height)]
  const cabins: Profile[] = []
  let x = left + wall
  for (const width of widths) {
    cabins.push(inward(rectangleProfile(x, 0, x + width, height)))
    x += width + wall
    walls.push(rectangleProfile(x - wall, 0, x, height))
  }
  return joinProfiles([outer, ...cabins], [...slabs, ...walls])
}
