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
  /** once it counts, the value must come so far back within [unit of the kind], ≥ 0 … */
  readonly hysteresis: number
  /** … and stay there for so long, before it counts no more [s], ≥ 0 */
  readonly clear_delay_s: number
}

/** A value as the judge hears it. */
export interface Heard {
  /** [ms UTC] */
  readonly at: number
  /** in the unit of the sensor's kind */
  readonly value: number
  /**
   * how far off a drifting instrument may be [unit of the kind], up is positive: no limit begins to count, and none ends,
   * by what the drift alone explains
   */
  readonly drift?: number
}

/** What the judge remembers of a sensor between readings. */
export interface JudgeState {
  readonly grade: Grade
  /**
   * Since when the value has been beyond each threshold [ms UTC], in the order of the thresholds; null = it is not;
   * −∞ = its delay is over and it counts until the value is back within.
   */
  readonly beyondSince: readonly (number | null)[]
  /** Since when the value has been back within each threshold that counts [ms UTC]; null = it is not, or does not count. */
  readonly withinSince: readonly (number | null)[]
}

const COUNTS = Number.NEGATIVE_INFINITY

/** A sensor that has not been judged yet. */
export const UNJUDGED: JudgeState = { grade: 'normal', beyondSince: [], withinSince: [] }

/**
 * Judges one sensor, on a new reading or, with null, because time has passed and a delay may be over.
 *
 * Readings that are suspect, bad or taken during maintenance say nothing: the state stays as it was. A grade that counts
 * falls when the value has been back within its limit by more than the hysteresis for its clear-delay; one reading beyond
 * begins that delay anew. One whose delay still runs begins anew with the first reading within the limit itself.
 *
 * @param reading  the newest reading; older than the last one is a caller's mistake that goes unnoticed
 * @param now  clock [ms UTC]: the instant up to which the value is known to have lasted
 * @returns  the new state; the same object when nothing changed
 */
export function judge(
  state: JudgeState,
  reading: (Heard & { readonly quality: Quality }) | null,
  thresholds: readonly Threshold[],
  now: number,
): JudgeState {
  if (reading && reading.quality !== 'good') return state
  const limits = thresholds.map((threshold, index) => {
    const limit = { beyond: state.beyondSince[index] ?? null, within: state.withinSince[index] ?? null }
    return limit.beyond === COUNTS ? clear(limit, reading, threshold, now) : pass(limit, reading, threshold, now)
  })
  let urgency = 0
  thresholds.forEach((threshold, index) => {
    if (limits[index]?.beyond === COUNTS) urgency = Math.max(urgency, GRADES.indexOf(threshold.grade))
  })
  const grade = GRADES[urgency] ?? 'normal'
  const isSame =
    grade === state.grade &&
    limits.every(
      ({ beyond, within }, index) =>
        beyond === (state.beyondSince[index] ?? null) && within === (state.withinSince[index] ?? null),
    )
  if (isSame) return state
  return { grade, beyondSince: limits.map(({ beyond }) => beyond), withinSince: limits.map(({ within }) => within) }
}

/** Where the value stands to one threshold: the two instants of `JudgeState`. */
interface Limit {
  readonly beyond: number | null
  readonly within: number | null
}

const FREE: Limit = { beyond: null, within: null }

/** A threshold that does not count yet. */
function pass({ beyond }: Limit, reading: Heard | null, threshold: Threshold, now: number): Limit {
  const holds = reading === null || isBeyond(reading, threshold, false)
  const started = holds ? (beyond ?? reading?.at ?? null) : null
  if (started === null) return FREE
  return { beyond: now - started >= threshold.delay_s * 1000 ? COUNTS : started, within: null }
}

/** A threshold that counts. */
function clear({ within }: Limit, reading: Heard | null, threshold: Threshold, now: number): Limit {
  const isOut = reading !== null && isBeyond(reading, threshold, true)
  const started = isOut ? null : (within ?? reading?.at ?? null)
  if (started === null) return { beyond: COUNTS, within: null }
  return now - started >= threshold.clear_delay_s * 1000 ? FREE : { beyond: COUNTS, within: started }
}

/**
 * The state to go on from after a restart: what was counted stays counted, and is cleared no sooner than its clear-delay
 * after the newest reading; what was not begins its delay at the newest reading.
 *
 * @param latest  its value is null where the newest reading is not to be believed
 */
export function resumeJudging(
  latest: { readonly at: number; readonly value: number | null; readonly grade: Grade },
  thresholds: readonly Threshold[],
): JudgeState {
  const { at, value, grade } = latest
  const urgency = GRADES.indexOf(grade)
  const isOut = (threshold: Threshold, isHeld: boolean) => value !== null && isBeyond({ at, value }, threshold, isHeld)
  const isHeldByOne = thresholds.some((threshold) => threshold.grade === grade && isOut(threshold, true))
  const limits = thresholds.map((threshold): Limit => {
    const rank = GRADES.indexOf(threshold.grade)
    if (rank <= urgency && isOut(threshold, true)) return { beyond: COUNTS, within: null }
    // its clear-delay was running, or nothing is known of the value now
    if (threshold.grade === grade && !isHeldByOne) return { beyond: COUNTS, within: value === null ? null : at }
    return { beyond: rank > urgency && isOut(threshold, false) ? at : null, within: null }
  })
  return { grade, beyondSince: limits.map(({ beyond }) => beyond), withinSince: limits.map(({ within }) => within) }
}

/** Delays that still run begin anew: the readings that they rest on are not believed. */
export function dropPending(state: JudgeState): JudgeState {
  return state.beyondSince.every((since) => since === null || since === COUNTS) &&
    state.withinSince.every((since) => since === null)
    ? state
    : {
        ...restartClearing(state),
        beyondSince: state.beyondSince.map((since) => (since === COUNTS ? since : null)),
      }
}

/** Clear-delays that run begin anew: nobody knows what the value was meanwhile. */
export function restartClearing(state: JudgeState): JudgeState {
  return state.withinSince.every((since) => since === null)
    ? state
    : { ...state, withinSince: state.withinSince.map(() => null) }
}

/** Does some delay still run, to raise the grade or to let it fall? Then time alone can change it. */
export function isPending(state: JudgeState, thresholds: readonly Threshold[]): boolean {
  return thresholds.some(
    (threshold, index) =>
      (state.withinSince[index] ?? null) !== null ||
      ((state.beyondSince[index] ?? null) !== null && GRADES.indexOf(threshold.grade) > GRADES.indexOf(state.grade)),
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

/** @param isHeld  the threshold counts already, so that its hysteresis holds it, and a drift may have brought the value back */
function isBeyond({ value, drift = 0 }: Heard, threshold: Threshold, isHeld: boolean): boolean {
  const slack = isHeld ? threshold.hysteresis : 0
  const [low, high] = [Math.min(value, value - drift), Math.max(value, value - drift)]
  return threshold.direction === 'above'
    ? (isHeld ? high : low) >= threshold.value - slack
    : (isHeld ? low : high) <= threshold.value + slack
}
