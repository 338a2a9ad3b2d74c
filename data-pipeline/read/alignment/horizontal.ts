/** integration step along curves [m]: Simpson's error is below 1e-6 m a step for radii of 50 m and more */
const STEP = 5

/** One element of a plan alignment; its curvature changes evenly along it: line, arc or clothoid. */
export interface HorizontalElement {
  /** [m], > 0 */
  readonly length: number
  /** 1 / radius [1/m], > 0 to the right, 0 straight */
  readonly startCurvature: number
  readonly endCurvature: number
}

/** A place on an alignment in the plane of the survey. */
export interface PlanPlace {
  readonly east: number
  readonly north: number
  /** clockwise from north [rad] */
  readonly bearing: number
}

/** An element and where it begins. */
export interface PlacedElement extends HorizontalElement {
  readonly chainage: number
  readonly start: PlanPlace
}

/**
 * Place at a distance along an element.
 *
 * @param distance  from its start [m], 0…length
 * @returns  by Simpson's rule over the bearing, whose exact integral is the Fresnel integral of a clothoid
 */
export function along(start: PlanPlace, element: HorizontalElement, distance: number): PlanPlace {
  const { startCurvature, endCurvature, length } = element
  const change = (endCurvature - startCurvature) / (2 * length)
  const bearingAt = (s: number) => start.bearing + startCurvature * s + change * s * s
  const isStraight = startCurvature === 0 && endCurvature === 0
  const pieces = isStraight ? 1 : Math.max(1, Math.ceil(distance / STEP))
  const step = distance / pieces
  let [east, north] = [0, 0]
  for (let piece = 0; piece < pieces; piece++) {
    const bearings = [0, 0.5, 1].map((share) => bearingAt((piece + share) * step))
    const [a = 0, b = 0, c = 0] = bearings
    east += (step / 6) * (Math.sin(a) + 4 * Math.sin(b) + Math.sin(c))
    north += (step / 6) * (Math.cos(a) + 4 * Math.cos(b) + Math.cos(c))
  }
  return { east: start.east + east, north: start.north + north, bearing: bearingAt(distance) }
}

/** Place at a chainage [m]; null outside the elements, which are in order. */
export function placeAt(elements: readonly PlacedElement[], chainage: number): PlanPlace | null {
  const element = elements.findLast((candidate) => candidate.chainage <= chainage) ?? null
  if (!element || chainage > element.chainage + element.length + 1e-6) return null
  return along(element.start, element, Math.min(chainage - element.chainage, element.length))
}
