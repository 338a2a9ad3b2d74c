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
 * Readings that are bad or taken during maintenance say nothing: the state stays as it was. No hysteresis: a grade
 * falls with the first reading within its limit.
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
  if (reading && (reading.quality === 'bad' || reading.quality === 'maintenance')) return state
  const beyondSince = thresholds.map((threshold, index) => {
    const since = state.beyondSince[index] ?? null
    const started = reading ? (isBeyond(reading.value, threshold) ? (since ?? reading.at) : null) : since
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
    if (!isBeyond(latest.value, threshold)) return null
    return GRADES.indexOf(threshold.grade) <= urgency ? COUNTS : latest.at
  })
  return { grade: latest.grade, beyondSince }
}

/** Is some threshold exceeded whose delay still runs? Then time alone can raise the grade. */
export function isPending(state: JudgeState, thresholds: readonly Threshold[]): boolean {
  return thresholds.some(
    (threshold, index) =>
      (state.beyondSince[index] ?? null) !== null && GRADES.indexOf(threshold.grade) > GRADES.indexOf(state.grade),
  )
}

/**
 * How fresh a sensor's newest value is.
 *
 * @param period_s  the sensor's own reporting period [s], > 0
 * @param lastAt  instant of its newest reading [ms UTC]; null = it never reported
 * @param now  clock [ms UTC]
 * @returns  `stale` after more than 3 periods, `offline` after more than 10
 */
export function freshness(period_s: number, lastAt: number | null, now: number): Freshness {
  if (lastAt === null) return 'offline'
  const periods = (now - lastAt) / (period_s * 1000)
  if (periods > 10) return 'offline'
  return periods > 3 ? 'stale' : 'live'
}

function isBeyond(value: number, threshold: Threshold): boolean {
  return threshold.direction === 'above' ? value >= threshold.value : value <= threshold.value
}
