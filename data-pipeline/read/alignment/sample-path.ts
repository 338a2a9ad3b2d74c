import { type PlacedElement, placeAt } from './horizontal.ts'
import { type GradeBreak, levelAt, tangentLength } from './vertical.ts'

/** chords may leave the curve by so much [m] */
const SAGITTA = 0.005
const LONGEST_STEP = 20
const SHORTEST_STEP = 0.5

interface PathPoint {
  readonly east: number
  readonly north: number
  readonly height: number
}

/** How a structure lies beside its alignment: metres to the right, and above the profile. */
export interface Offset {
  readonly right: number
  readonly up: number
}

/**
 * The alignment between two chainages as a path whose chords leave it by at most 5 mm: element and grade ends, and
 * steps along curves.
 *
 * @returns  null when plan or profile do not reach so far
 */
export function samplePath(
  elements: readonly PlacedElement[],
  breaks: readonly GradeBreak[],
  from: number,
  to: number,
  offset: Offset,
): PathPoint[] | null {
  const path: PathPoint[] = []
  for (const chainage of chainages(elements, breaks, from, to)) {
    const [place, level] = [placeAt(elements, chainage), levelAt(breaks, chainage)]
    if (!place || level === null) return null
    path.push({
      east: place.east + offset.right * Math.cos(place.bearing),
      north: place.north - offset.right * Math.sin(place.bearing),
      height: level + offset.up,
    })
  }
  return path
}

function chainages(
  elements: readonly PlacedElement[],
  breaks: readonly GradeBreak[],
  from: number,
  to: number,
): number[] {
  const found = new Set([from, to])
  const add = (chainage: number) => {
    if (chainage > from && chainage < to) found.add(chainage)
  }
  const addSteps = (start: number, length: number, radius: number) => {
    const step = Math.min(LONGEST_STEP, Math.max(SHORTEST_STEP, Math.sqrt(8 * radius * SAGITTA)))
    const pieces = Math.ceil(length / step)
    for (let piece = 0; piece <= pieces; piece++) add(start + (length * piece) / pieces)
  }
  for (const { chainage, length, startCurvature, endCurvature } of elements) {
    const sharpest = Math.max(Math.abs(startCurvature), Math.abs(endCurvature))
    if (sharpest > 0) addSteps(chainage, length, 1 / sharpest)
    add(chainage)
    add(chainage + length)
  }
  breaks.forEach(({ chainage, radius }, index) => {
    const half = tangentLength(breaks, index)
    if (radius !== null && half > 0) addSteps(chainage - half, 2 * half, radius)
    else add(chainage)
  })
  return [...found].sort((a, b) => a - b)
}
