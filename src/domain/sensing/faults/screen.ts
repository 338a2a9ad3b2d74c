import type { Heard } from '../judge.ts'
import type { Quality } from '../reading.ts'
import { type DriftState, driftOf, explainedBy, UNDRIFTED, watchDrift } from './drift.ts'
import type { Fault, FaultRules, Sample } from './fault.ts'
import { type FlatRun, followRun, isFlat, resumeRun } from './flat-line.ts'
import { believeHeld, median, type SpikeState, UNSPIKED, watchSpikes } from './spike.ts'

/** Unchanged for so long an instrument may be stuck [s]. */
const STILL = 3600

/** What is remembered of a sensor to tell a faulty reading. */
export interface ScreenState {
  readonly spike: SpikeState
  readonly run: FlatRun | null
  readonly drift: DriftState
  /** faults of the readings that last: flat-line, drift, out-of-range; one a kind */
  readonly open: readonly Fault[]
}

export const UNSCREENED: ScreenState = { spike: UNSPIKED, run: null, drift: UNDRIFTED, open: [] }

/** What a reading is worth. */
export interface Screened {
  readonly state: ScreenState
  /** of the new reading: what came, or `suspect` */
  readonly quality: Quality
  /** what the judge is to hear, in order: the held one too when it turned out to be true */
  readonly judged: readonly Heard[]
  /** the judged ones may be wrong: an alarm that they open is marked 待复核 */
  readonly isUnconfirmed: boolean
  /** stuck: no delay runs on either */
  readonly isFaulty: boolean
  /** earlier readings whose quality is now known to be another */
  readonly corrections: readonly { readonly at: number; readonly quality: Quality }[]
  /** faults that begin, end, or are told for the first time */
  readonly faults: readonly Fault[]
}

/** What a sensor's kind says of its faults; `range` outside of which nothing is possible. */
export interface Screen {
  readonly rules: FaultRules
  readonly range: readonly [low: number, high: number]
  /** after a silence longer than this any value is credible [ms] */
  readonly patience: number
}

/**
 * Screens one reading, in order of time. A reading that came as bad or during maintenance is not looked into further; one
 * that its own device suspects is judged only where gas comes first.
 */
export function screen(
  state: ScreenState,
  reading: Sample & { readonly quality: Quality },
  { rules, range, patience }: Screen,
): Screened {
  const { quality } = reading
  const isPossible = reading.value >= range[0] && reading.value <= range[1]
  if (quality !== 'good') {
    const [open, faults] = follow(state.open, 'out-of-range', quality === 'bad' && !isPossible, reading.at, {
      value: reading.value,
    })
    const isHeard = quality === 'suspect' && rules.isAlarmedAtOnce
    return {
      state: quality === 'suspect' ? { ...state, open } : { ...state, open, run: null },
      ...{ quality, judged: isHeard ? [reading] : [], isUnconfirmed: isHeard, isFaulty: false },
      ...{ corrections: [], faults },
    }
  }

  const { spike, earlier, isHeld } =
    rules.jump === null
      ? { spike: state.spike, earlier: null, isHeld: false }
      : lookForSpikes(state.spike, reading, rules.jump, patience)
  const held = state.spike.held
  const run = followRun(state.run, reading)
  const stuck = rules.flat !== null && isFlat(run, reading.at, rules.flat)
  // a lone report says nothing of the hours, nor does an instrument that may be stuck
  const isOfHours =
    rules.drift !== null && !isHeld && !(rules.flat && isFlat(run, reading.at, { ...rules.flat, after_s: STILL }))
  const drift = isOfHours ? watchDrift(state.drift, reading, rules.drift) : state.drift

  let open = state.open
  const faults: Fault[] = []
  const note = (kind: Fault['kind'], isThere: boolean, since: number, detail: Fault['detail']) => {
    const [next, changed] = follow(open, kind, isThere, isThere ? since : reading.at, detail)
    open = next
    faults.push(...changed)
  }
  note('out-of-range', false, reading.at, {})
  note('flat-line', stuck, run.from, { value: run.value })
  note('drift', drift.since !== null, drift.since ?? reading.at, { departure: driftOf(drift) ?? 0 })
  if (earlier === 'spike' && held)
    faults.push({
      ...{ kind: 'spike', since: held.at, until: held.at },
      detail: { value: held.value, expected: median(state.spike.believed) },
    })

  const isDrifting = drift.since !== null
  const isDoubted = isHeld || stuck || isDrifting
  const late = earlier === 'confirmed' && held && !rules.isAlarmedAtOnce ? [held] : []
  const heard = [...late, ...(isHeld && !rules.isAlarmedAtOnce ? [] : [reading])]
  // gas first: there nothing is taken off
  const told = open.find((fault) => fault.kind === 'drift')?.detail.departure ?? 0
  const explained =
    rules.drift === null || rules.isAlarmedAtOnce ? 0 : explainedBy(drift, told, rules.drift, reading.at)
  return {
    state: { spike, run, drift, open },
    quality: isDoubted ? 'suspect' : 'good',
    judged: stuck ? [] : explained === 0 ? heard : heard.map(({ at, value }) => ({ at, value, drift: explained })),
    isUnconfirmed: isDoubted,
    isFaulty: stuck,
    corrections: earlier === 'confirmed' && held && !stuck && !isDrifting ? [{ at: held.at, quality: 'good' }] : [],
    faults,
  }
}

/**
 * The state to go on from after a restart: what was stuck or drifting is so until its readings say otherwise.
 *
 * @param faults  those of its readings that last, and its newest spikes
 */
export function resumeScreening(faults: readonly Fault[], drift: DriftState = UNDRIFTED): ScreenState {
  const open = faults.filter(({ until }) => until === null)
  const spikes = faults.filter(({ kind }) => kind === 'spike').map(({ since }) => since)
  const stuck = open.find(({ kind }) => kind === 'flat-line')
  const drifting = open.find(({ kind }) => kind === 'drift')
  const { value } = stuck?.detail ?? {}
  return {
    spike: { ...UNSPIKED, lastSpikeAt: Math.max(...spikes, Number.NEGATIVE_INFINITY) },
    run: stuck && value !== undefined ? resumeRun(stuck.since, value) : null,
    drift: { ...drift, since: drifting?.since ?? null },
    open,
  }
}

/** A neighbour saw the same: the held report is true. Null when none is held. */
export function confirm(state: ScreenState): { readonly state: ScreenState; readonly sample: Sample } | null {
  const { held } = state.spike
  return held ? { state: { ...state, spike: believeHeld(state.spike) }, sample: held } : null
}

function lookForSpikes(state: SpikeState, sample: Sample, jump: number, patience: number) {
  const { state: spike, earlier, isHeld } = watchSpikes(state, sample, jump, patience)
  return { spike, earlier, isHeld }
}

/** Opens or closes the fault of one kind; answers the faults that last and what changed. */
function follow(
  open: readonly Fault[],
  kind: Fault['kind'],
  isThere: boolean,
  at: number,
  detail: Fault['detail'],
): readonly [open: readonly Fault[], changed: readonly Fault[]] {
  const known = open.find((fault) => fault.kind === kind)
  if (isThere === (known !== undefined)) return [open, []]
  if (known) return [open.filter((fault) => fault !== known), [{ ...known, until: Math.max(at, known.since) }]]
  const begun: Fault = { kind, since: at, until: null, detail }
  return [[...open, begun], [begun]]
}
