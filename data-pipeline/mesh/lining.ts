import earcut from 'earcut'
import { circleProfile } from './circle.ts'
import { inward, joinProfiles, type Profile } from './profile.ts'

/**
 * A hollow tube: tunnel lining seen from outside and inside, its thickness at the ends. With a floor the lowest part of
 * the inside is filled, and the section stays upright.
 *
 * @param innerRadius  [m], > 0
 * @param thickness  [m], > 0
 * @param sides  of the round outlines, ≥ 3
 * @param floor  above the lowest point inside [m], < 2 · innerRadius; 0 = none
 */
export function liningProfile(innerRadius: number, thickness: number, sides: number, floor: number): Profile {
  const outer = circleProfile(innerRadius + thickness, sides)
  const inner = floor > 0 ? cavityOverFloor(innerRadius, sides, floor) : circleProfile(innerRadius, sides)
  const count = outer.capPoints.length / 2
  const plan = [...outer.capPoints, ...inner.capPoints]
  const ring: Profile = {
    outline: new Float64Array(),
    edges: new Uint16Array(),
    capPoints: Float64Array.from(plan),
    capTriangles: Uint16Array.from(earcut(plan, [count])),
    isRound: floor <= 0,
  }
  return joinProfiles([outer, inward(inner)], [ring])
}

/** The arc above a flat floor, from its right end over the top to its left end. */
function cavityOverFloor(radius: number, sides: number, floor: number): Profile {
  const start = Math.asin((floor - radius) / radius)
  const points = Array.from({ length: sides + 1 }, (_, step) => {
    const angle = start + ((Math.PI - 2 * start) * step) / sides
    return [Math.cos(angle), Math.sin(angle)] as const
  })
  const arc = points.flatMap(([x, y]) => [radius * x, radius * y, x, y])
  const [first = [0, 0], last = [0, 0]] = [points[0], points[sides]]
  const bed = [last, first].flatMap(([x, y]) => [radius * x, radius * y, 0, -1])
  const edges = Array.from({ length: sides }, (_, step) => [step, step + 1]).flat()
  return {
    outline: Float64Array.from([...arc, ...bed]),
    edges: Uint16Array.from([...edges, sides + 1, sides + 2]),
    capPoints: Float64Array.from(points.flatMap(([x, y]) => [radius * x, radius * y])),
    capTriangles: new Uint16Array(),
    isRound: false,
  }
}
