import { type Freshness, GRADES, type Grade, type Quality } from './reading.ts'

/** A limit of one sensor: a row of sensor_threshold. */
export interface Threshold {
  readonly grade: Exclude<Grade, 'normal'>
  /** the alarm side; the limit itself belongs to it */
  readonly direction: 'above' | 'below'
  /** in the unit of the sensor's kind */
  readonly value: number
  /** how long the value must stay beyond before the grade counts [s], ≥ 0 */
  readonly delay_s: number
  /** once it counts, it does until the value is so far back within [unit of the kind], ≥ 0 */
  readonly hysteresis: number
}

/** What the judge remembers of a sensor between readings. */
export interface JudgeState {
  readonly grade: Grade
  /**
   * Since when the value has been beyond each threshold [ms UTC], in the order of the thresholds; null = it is not;
   * −∞ = its delay is over and it counts until the value is back within.
   */
  readonly beyondSince: readonly (number | null)[]
}

const COUNTS = Number.NEGATIVE_INFINITY

/** A sensor that has not been judged yet. */
export const UNJUDGED: JudgeState = { grade: 'normal', beyondSince: [] }

/**
 * Judges one sensor, on a new reading or, with null, because time has passed and a delay may be over.
 *
 * Readings that are suspect, bad or taken during maintenance say nothing: the state stays as it was. A grade that counts
 * falls with the first reading that is back within its limit by more than the hysteresis; one whose delay still runs
 * begins anew with the first reading within the limit itself.
 *
 * @param reading  the newest reading; older than the last one is a caller's mistake that goes unnoticed
 * @param now  clock [ms UTC]: the instant up to which the value is known to have lasted
 * @returns  the new state; the same object when nothing changed
 */
export function judge(
  state: JudgeState,
  reading: { readonly at: number; readonly value: number; readonly quality: Quality } | null,
  thresholds: readonly Threshold[],
  now: number,
): JudgeState {
  if (reading && reading.quality !== 'good') return state
  const beyondSince = thresholds.map((threshold, index) => {
    const since = state.beyondSince[index] ?? null
    const holds = reading === null || isBeyond(reading.value, threshold, since === COUNTS)
    const started = holds ? (since ?? reading?.at ?? null) : null
    if (started === null) return null
    return now - started >= threshold.delay_s * 1000 ? COUNTS : started
  })
  let urgency = 0
  thresholds.forEach((threshold, index) => {
    if (beyondSince[index] === COUNTS) urgency = Math.max(urgency, GRADES.indexOf(threshold.grade))
  })
  const grade = GRADES[urgency] ?? 'normal'
  const isSame =
    grade === state.grade && beyondSince.every((since, index) => since === (state.beyondSince[index] ?? null))
  return isSame ? state : { grade, beyondSince }
}

/**
 * The state to go on from after a restart: what was counted stays counted, what was not begins its delay at the newest
 * reading.
 */
export function resumeJudging(
  latest: { readonly at: number; readonly value: number; readonly grade: Grade },
  thresholds: readonly Threshold[],
): JudgeState {
  const urgency = GRADES.indexOf(latest.grade)
  const beyondSince = thresholds.map((threshold) => {
    const counts = GRADES.indexOf(threshold.grade) <= urgency
    if (!isBeyond(latest.value, threshold, counts)) return null
    return counts ? COUNTS : latest.at
  })
  return { grade: latest.grade, beyondSince }
}

/** Delays that still run begin anew: the readings that they rest on are not believed. */
export function dropPending(state: JudgeState): JudgeState {
  return state.beyondSince.every((since) => since === null || since === COUNTS)
    ? state
    : { ...state, beyondSince: state.beyondSince.map((since) => (since === COUNTS ? since : null)) }
}

/** Is some threshold exceeded whose delay still runs? Then time alone can raise the grade. */
export function isPending(state: JudgeState, thresholds: readonly Threshold[]): boolean {
  return thresholds.some(
    (threshold, index) =>
      (state.beyondSince[index] ?? null) !== null && GRADES.indexOf(threshold.grade) > GRADES.indexOf(state.grade),
  )
}

/** How long a sensor may be silent before it is stale [s]: its own patience, else three of its periods. */
export function staleAfter(sensor: { readonly period_s: number; readonly staleAfter_s: number | null }): number {
  return sensor.staleAfter_s ?? 3 * sensor.period_s
}

/**
 * How fresh a sensor's newest value is.
 *
 * @param staleAfter_s  see `staleAfter` [s], > 0
 * @param lastAt  instant of its newest reading [ms UTC]; null = it never reported
 * @param now  clock [ms UTC]
 * @returns  `stale` when silent for longer than that, `offline` for longer than 10/3 of it (10 periods as a rule)
 */
export function freshness(staleAfter_s: number, lastAt: number | null, now: number): Freshness {
  if (lastAt === null) return 'offline'
  const silence = (now - lastAt) / 1000
  if (silence > (10 / 3) * staleAfter_s) return 'offline'
  return silence > staleAfter_s ? 'stale' : 'live'
}

/** @param isHeld  the threshold counts already, so that its hysteresis holds it */
function isBeyond(value: number, threshold: Threshold, isHeld: boolean): boolean {
  const slack = isHeld ? threshold.hysteresis : 0
  return threshold.direction === 'above' ? value >= threshold.value - slack : value <= threshold.value + slack
}
