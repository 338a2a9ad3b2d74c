import type { Threshold } from '../judge.ts'
import { GRADES } from '../reading.ts'

/** Fewer points make no trend; of more, so many evenly chosen ones. */
export const LEAST_POINTS = 10
export const MOST_POINTS = 60
/** So many times the distance of the newest ten points is looked back, within these spans [ms]. */
const DISTANCES = 30
const SHORTEST = 15 * 60_000
export const LONGEST = 6 * 3_600_000
/** Two-sided 99 % of the normal distribution: neighbouring readings are alike, so 95 % would say too much. */
const CERTAIN = 2.576
/** The newest third must go on at least this share of the slope: a curve that bends back is no way to a limit. */
const GOES_ON = 0.5

/** When a value that goes on as it does reaches the next limit. */
export interface Approach {
  readonly grade: Threshold['grade']
  readonly threshold: Threshold
  /** from `now` [ms] */
  readonly after: number
  /** earliest and latest by the band of the slope [ms]; latest null = perhaps never */
  readonly earliest: number
  readonly latest: number | null
  /** [unit of the kind per hour] */
  readonly slope: number
}

/** Readings, ascending: instants [ms UTC], values, and qualities as codes of QUALITIES (0 = good). */
export interface Line {
  readonly at: ArrayLike<number>
  readonly value: ArrayLike<number>
  readonly quality: ArrayLike<number>
}

/**
 * The next limit that a value is on its way to, by the median of the slopes between all pairs of its newest readings
 * (Theil–Sen), with the band of Kendall's test. Null when the slope is not certain, has flattened or turned lately, leads to
 * no limit, or only beyond the span that it was seen over: a straight line says nothing further.
 *
 * @param now  clock [ms UTC]
 */
export function timeToThreshold(line: Line, thresholds: readonly Threshold[], now: number): Approach | null {
  const span = spanOf(line.at)
  const points = newest(line, now - span)
  if (points.length < LEAST_POINTS) return null
  const { low, slope, high } = slopeOf(points)
  if (Math.sign(low) !== Math.sign(high) || slope === 0) return null
  if (slopeOf(points.slice(-Math.ceil(points.length / 3))).slope / slope < GOES_ON) return null
  const last = points.at(-1)?.at ?? now
  // where the line stands now: the median of what the slope makes of every point
  const level = middle(points.map(({ at, value }) => value + slope * (last - at)))
  const direction = slope > 0 ? 'above' : 'below'
  const ahead = thresholds
    .filter((threshold) => threshold.direction === direction && (threshold.value - level) * slope > 0)
    .sort(
      (a, b) =>
        Math.abs(a.value - level) - Math.abs(b.value - level) || GRADES.indexOf(b.grade) - GRADES.indexOf(a.grade),
    )[0]
  if (!ahead) return null
  const way = ahead.value - level
  const after = last + way / slope - now
  if (after > span) return null
  const [fast, slow] = slope > 0 ? [high, low] : [low, high]
  return {
    ...{ grade: ahead.grade, threshold: ahead, slope: slope * 3_600_000 },
    after: Math.max(0, after),
    earliest: Math.max(0, last + way / fast - now),
    latest: way / slow > 2 * span ? null : Math.max(0, last + way / slow - now),
  }
}

/** How far back a line tells its trend, and how far ahead it is believed [ms]. */
export function spanOf(at: ArrayLike<number>): number {
  return Math.min(LONGEST, Math.max(SHORTEST, DISTANCES * distanceOf(at)))
}

/** Between the newest ten points [ms]: an instrument that sees something reports more often than its period says. */
function distanceOf(at: ArrayLike<number>): number {
  const [first, last] = [at[at.length - LEAST_POINTS], at[at.length - 1]]
  return first === undefined || last === undefined ? 0 : (last - first) / (LEAST_POINTS - 1)
}

interface Point {
  readonly at: number
  readonly value: number
}

function newest({ at, value, quality }: Line, from: number): Point[] {
  const points: Point[] = []
  for (let i = at.length - 1; i >= 0 && (at[i] ?? 0) >= from; i--)
    if (quality[i] === 0) points.push({ at: at[i] ?? 0, value: value[i] ?? 0 })
  points.reverse()
  if (points.length <= MOST_POINTS) return points
  const step = (points.length - 1) / (MOST_POINTS - 1)
  return Array.from({ length: MOST_POINTS }, (_, i) => points[Math.round(i * step)]).filter(
    (point) => point !== undefined,
  )
}

/** Median of the slopes between all pairs and its band [unit per ms]. */
function slopeOf(points: readonly Point[]): { low: number; slope: number; high: number } {
  const slopes: number[] = []
  points.forEach((a, i) => {
    for (const b of points.slice(i + 1)) if (b.at > a.at) slopes.push((b.value - a.value) / (b.at - a.at))
  })
  slopes.sort((a, b) => a - b)
  const n = points.length
  const spread = CERTAIN * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const at = (rank: number) => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))] ?? 0
  return { low: at((slopes.length - spread) / 2 - 1), slope: middle(slopes), high: at((slopes.length + spread) / 2) }
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}
