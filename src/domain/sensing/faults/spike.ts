import type { Sample } from './fault.ts'

/** So many believed values make the median; with fewer than three there is nothing to depart from. */
const MOST_VALUES = 5
const LEAST_VALUES = 3
/** An instrument that gave a spike gives another before so long, rather than not [ms]. */
const UNRELIABLE = 24 * 3_600_000

/** What is remembered to tell a lone report from the beginning of something. */
export interface SpikeState {
  /** the newest values that were believed */
  readonly believed: readonly number[]
  readonly lastAt: number
  /** a report that departs and that nothing has confirmed or belied yet */
  readonly held: Sample | null
  /** instant of the newest report that was a spike [ms UTC]; −∞ = none is known */
  readonly lastSpikeAt: number
}

export const UNSPIKED: SpikeState = {
  ...{ believed: [], lastAt: Number.NEGATIVE_INFINITY, held: null },
  lastSpikeAt: Number.NEGATIVE_INFINITY,
}

/** What a new report says of itself and of the one that was held. */
export interface SpikeVerdict {
  readonly state: SpikeState
  /** the new one departs: it waits for another */
  readonly isHeld: boolean
  /** what became of the one that was held; null = none was, or it was too long ago to say */
  readonly earlier: 'confirmed' | 'spike' | null
}

/**
 * A report that departs from the median of the last five by more than `jump` is held. The next one decides: near the
 * median again, the held one was a spike; away on the same side, both are true.
 *
 * @param jump  largest credible change between reports [unit of the kind]
 * @param patience  after a silence longer than this [ms] any value is credible
 */
export function watchSpikes(state: SpikeState, sample: Sample, jump: number, patience: number): SpikeVerdict {
  const { believed, held, lastSpikeAt } = state
  if (sample.at - state.lastAt > patience || believed.length < LEAST_VALUES) {
    const before = sample.at - state.lastAt > patience ? [] : believed
    return { state: believe(before, sample, lastSpikeAt), isHeld: false, earlier: null }
  }
  const middle = median(believed)
  const departure = sample.value - middle
  const told = held ? held.at : lastSpikeAt
  if (Math.abs(departure) <= jump)
    return { state: believe(believed, sample, told), isHeld: false, earlier: held ? 'spike' : null }
  if (held && Math.sign(departure) === Math.sign(held.value - middle))
    return { state: believe([held.value], sample, lastSpikeAt), isHeld: false, earlier: 'confirmed' }
  const next = { believed, lastAt: sample.at, held: sample, lastSpikeAt: told }
  return { state: next, isHeld: true, earlier: held ? 'spike' : null }
}

/** Somebody else saw the same: the held report is believed. */
export function believeHeld(state: SpikeState): SpikeState {
  return state.held ? believe([], state.held, state.lastSpikeAt) : state
}

/** May a held report confirm that of a neighbour, and be confirmed by it? Not while its instrument gives spikes. */
export function isWitness({ held, lastSpikeAt }: SpikeState): boolean {
  return held !== null && held.at - lastSpikeAt > UNRELIABLE
}

/** Where a held report departs to: 1 up, −1 down; 0 = none is held. */
export function departure(state: SpikeState): number {
  return state.held ? Math.sign(state.held.value - median(state.believed)) : 0
}

function believe(before: readonly number[], { at, value }: Sample, lastSpikeAt: number): SpikeState {
  return { believed: [...before.slice(1 - MOST_VALUES), value], lastAt: at, held: null, lastSpikeAt }
}

/** The middle one of some numbers; of an even count the upper of the two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
