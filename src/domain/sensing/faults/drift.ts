import type { Sample } from './fault.ts'
import { median } from './spike.ts'

const HOUR = 3_600_000
/** Clock hours of China, where all of a city's life has its rhythm [ms]. */
const CHINA = 8 * HOUR
/** An hour of the day is known after so many days, and is what it was in the newest so many. */
const LEAST_DAYS = 3
const MOST_DAYS = 7
/** So many hours in a row must depart to the same side by more than the tolerance. */
const HOURS = 6
/** A drift explains so many tolerances of departure and no more. */
const MOST_EXPLAINED = 4
/** After so long nobody may go on trusting that it is a drift [ms]. */
const LONGEST = 72 * HOUR

/** Hourly means of a sensor by hour of the day, and how the newest hours depart from them. */
export interface DriftState {
  /** the running hour, counted from 1970 in China */
  readonly hour: number
  readonly sum: number
  readonly count: number
  /** means of earlier days by hour of the day; those of a drifting instrument are not taken */
  readonly days: readonly (readonly number[])[]
  /** departures of the newest hours whose hour of the day is known, oldest first */
  readonly departures: readonly number[]
  /** since when it drifts [ms UTC] */
  readonly since: number | null
}

export const UNDRIFTED: DriftState = {
  hour: Number.NEGATIVE_INFINITY,
  sum: 0,
  count: 0,
  days: Array.from({ length: 24 }, () => []),
  departures: [],
  since: null,
}

/**
 * Takes a reading into its hour; the first reading of a new hour closes the one before and compares it.
 *
 * @param tolerance  a smaller departure is not a drift [unit of the kind]
 */
export function watchDrift(state: DriftState, { at, value }: Sample, tolerance: number): DriftState {
  const hour = Math.floor((at + CHINA) / HOUR)
  if (hour === state.hour) return { ...state, sum: state.sum + value, count: state.count + 1 }
  const closed = state.count > 0 ? closeHour(state, state.sum / state.count, tolerance) : state
  return { ...closed, hour, sum: value, count: 1 }
}

/** How far the newest six hours depart from earlier days, at the median [unit of the kind]; null = not known yet. */
export function driftOf(state: DriftState): number | null {
  return state.departures.length < HOURS ? null : median(state.departures)
}

/**
 * What of a departure a lasting drift explains [unit of the kind], up is positive: the median of the newest six hours, at
 * most four tolerances; 0 once it has lasted for three days. So what comes sooner than a drift, what is further off, and
 * what lasts is judged all the same.
 *
 * @param told  departure when it was told: which way it goes while the newest hours are not known, e.g. after a restart
 * @param at  [ms UTC]
 */
export function explainedBy(state: DriftState, told: number, tolerance: number, at: number): number {
  if (state.since === null || at - state.since >= LONGEST) return 0
  const most = MOST_EXPLAINED * tolerance
  return Math.max(-most, Math.min(most, driftOf(state) ?? Math.sign(told) * most))
}

/** Goes on from the hourly means of the last days, oldest first, e.g. of the roll-ups. */
export function rememberHours(means: readonly { readonly from: number; readonly mean: number }[]): DriftState {
  const days: number[][] = Array.from({ length: 24 }, () => [])
  for (const { from, mean } of means) days[Math.floor((from + CHINA) / HOUR) % 24]?.push(mean)
  return { ...UNDRIFTED, days: days.map((values) => values.slice(-MOST_DAYS)) }
}

function closeHour(state: DriftState, mean: number, tolerance: number): DriftState {
  const ofDay = ((state.hour % 24) + 24) % 24
  const known = state.days[ofDay] ?? []
  const departures = known.length < LEAST_DAYS ? [] : [...state.departures, mean - median(known)].slice(-HOURS)
  const typical = departures.length < HOURS ? 0 : median(departures)
  // every one of them: what lasts a few hours is an event
  const isBeyond =
    departures.length === HOURS && departures.every((departure) => departure * Math.sign(typical) > tolerance)
  // once it drifts it does until it is well back
  const lasts = state.since !== null && (departures.length < HOURS || Math.abs(typical) > tolerance / 2)
  const since = lasts ? state.since : isBeyond ? (state.hour - HOURS + 1) * HOUR - CHINA : null
  // a departure that may become a drift is not learned as usual
  const isLearned = since === null && (known.length < LEAST_DAYS || Math.abs(mean - median(known)) <= tolerance)
  const days = isLearned
    ? state.days.map((values, index) => (index === ofDay ? [...values, mean].slice(-MOST_DAYS) : values))
    : state.days
  return { ...state, days, departures, since }
}
