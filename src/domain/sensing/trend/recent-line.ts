import type { Heard, Threshold } from '../judge.ts'
import { type Approach, LEAST_POINTS, type Line, MOST_POINTS, spanOf, timeToThreshold } from './time-to-threshold.ts'

/** Closer than this the newest point takes the place of the one before [ms]: 60 of them cover the shortest span. */
const CLOSEST = 15_000
const ALL_GOOD = new Uint8Array(MOST_POINTS)
/**
 * Half of all pairs of equally spaced points lie at least 0.29 of their span apart, so the median slope is at most
 * 1 / 0.29 of the range over the span; twice that lets uneven spacing pass.
 */
const STEEPEST = 2 / 0.29

/** The newest believed readings of a sensor, oldest first: as many as tell a trend. Grows in place, sixty points at most. */
export interface RecentLine {
  readonly at: number[]
  readonly value: number[]
}

export function emptyLine(): RecentLine {
  return { at: [], value: [] }
}

/** Adds a believed reading; one that is not later than the newest is left out. */
export function followLine({ at, value }: RecentLine, sample: Pick<Heard, 'at' | 'value'>): void {
  const [last, before] = [at[at.length - 1], at[at.length - 2]]
  if (last !== undefined && sample.at <= last) return
  if (last !== undefined && before !== undefined && last - before < CLOSEST) {
    at.pop()
    value.pop()
  }
  at.push(sample.at)
  value.push(sample.value)
  if (at.length <= MOST_POINTS) return
  at.shift()
  value.shift()
}

/** As `timeToThreshold`, of a recent line; quick where no limit is near enough to be reached at all. */
export function approachOf(line: RecentLine, thresholds: readonly Threshold[], now: number): Approach | null {
  const count = line.at.length
  if (count < LEAST_POINTS || thresholds.length === 0) return null
  const seen: Line = { ...line, quality: ALL_GOOD.subarray(0, count) }
  const [newest, value] = [line.at[count - 1] ?? now, line.value[count - 1] ?? 0]
  const covered = Math.max(1, newest - Math.max(line.at[0] ?? now, now - spanOf(line.at)))
  const range = Math.max(...line.value) - Math.min(...line.value)
  const reach = range * (1 + (STEEPEST * spanOf(line.at)) / covered)
  return thresholds.some((threshold) => Math.abs(threshold.value - value) <= reach)
    ? timeToThreshold(seen, thresholds, now)
    : null
}
