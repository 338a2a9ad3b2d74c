import type { Crs } from '../../src/domain/geo/crs.ts'
import { onPlane } from '../publish/city-plane.ts'
import type { PlacedAsset } from '../publish/placed.ts'
import type { StructureShape } from '../survey.ts'

/** A way under something that the DEM has as ground: an underpass of a railway or a road. */
export interface Passage {
  readonly id: string
  /** its floor along the axis, in the plane of the flood [m] */
  readonly floor: readonly { readonly x: number; readonly y: number; readonly level: number }[]
  readonly halfWidth: number
}

/**
 * The underpasses of a city.
 *
 * @param beyond  goes on so far beyond both ends [m]: the DEM between a mouth and the slope above it lies half-way, and
 *   would stand in the mouth as a bar
 */
export function passagesOf(others: readonly PlacedAsset[], crs: Crs, beyond: number): Passage[] {
  return others.flatMap(({ id, path, of }): Passage[] => {
    if (of.type !== 'structure' || of.structure.kind !== 'underpass') return []
    const section = sectionOf(of.structure.shape)
    if (!section) return []
    const floor = path.map((place) => {
      const [x, y] = onPlane(crs, place)
      return { x, y, level: place.height + section.aboveAxis }
    })
    return [{ id, halfWidth: section.halfWidth, floor: lengthened(floor, beyond) }]
  })
}

/** Half the width of the floor, and its level above the structure's axis [m]. */
function sectionOf(shape: StructureShape): { readonly halfWidth: number; readonly aboveAxis: number } | null {
  if (shape.kind === 'gallery')
    return { halfWidth: shape.cabins.reduce((sum, { width }) => sum + width, 0) / 2, aboveAxis: 0 }
  if (shape.kind !== 'tunnel') return null
  const aboveAxis = shape.floor - shape.innerRadius
  return { halfWidth: Math.sqrt(Math.max(0, shape.innerRadius ** 2 - aboveAxis ** 2)), aboveAxis }
}

function lengthened(floor: Passage['floor'], beyond: number): Passage['floor'] {
  const [first, second] = floor
  const [last, before] = [floor.at(-1), floor.at(-2)]
  if (!first || !second || !last || !before) return floor
  const past = (end: typeof first, from: typeof first) => {
    const length = Math.hypot(end.x - from.x, end.y - from.y)
    if (length === 0) return end
    const share = beyond / length
    return { x: end.x + (end.x - from.x) * share, y: end.y + (end.y - from.y) * share, level: end.level }
  }
  return [past(first, second), ...floor, past(last, before)]
}
