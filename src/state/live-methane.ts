import type { LeakArrival, LeakOutcome } from '../domain/leak/leak-outcome.ts'
import type { Leak } from './leak.ts'
import { type LiveView, liveReading } from './live-reading.ts'

/**
 * How a reading stands to the run at its present time: within what eight of ten members have, above or below it; null = it cannot
 * be compared, and so it is with methane beside a leak of another gas.
 */
export type MethaneFit = 'within' | 'above' | 'below' | 'otherGas' | null

/** What a methane sensor in a space of a gas run says. */
export interface LiveMethane {
  readonly id: string
  readonly name: string
  /** null = it has told nothing, or nothing is known of it */
  readonly reading: { readonly lel: number; readonly at: number; readonly isStale: boolean } | null
  readonly fit: MethaneFit
}

/**
 * Methane sensors of a space, with their latest readings beside the run: as if the leak had begun when it was computed. While one looks
 * back there is nothing live.
 *
 * @param gas  that leaks
 * @param space  id of the place
 */
export function liveMethane(
  seen: LiveView,
  { plan, scenario, startedAt }: Pick<Leak, 'plan' | 'scenario' | 'startedAt'>,
  gas: LeakOutcome['gas'],
  space: string,
  arrivals: readonly LeakArrival[],
): readonly LiveMethane[] {
  const present = (seen.now - startedAt) / 1000
  const isClosed = scenario.closedAfter_s !== null && present > scenario.closedAfter_s
  const isWithin = present >= 0 && present <= scenario.duration_s
  return plan.methane
    .filter((each) => each.space === space)
    .map(({ id, name }): LiveMethane => {
      const told = liveReading(seen, id)
      if (!told) return { id, name, reading: null, fit: null }
      const { value: lel, at, isStale } = told
      const reading = { lel, at, isStale }
      if (gas !== 'methane') return { id, name, reading, fit: 'otherGas' }
      const fit = isStale || !isWithin ? null : methaneFit(lel / 100, arrivals, present)
      // what has been reached may have fallen again once the leak is shut in
      return { id, name, reading, fit: fit === 'below' && isClosed ? null : fit }
    })
}

/**
 * Compares a share of the lower explosive limit with the levels that a run has reached at a time: at least that of nine tenths of
 * the members, at most that of a tenth. Levels are all that a run tells by time, so between two of them any reading fits.
 */
export function methaneFit(
  share: number,
  arrivals: readonly LeakArrival[],
  present: number,
): Exclude<MethaneFit, 'otherGas' | null> {
  const has = (time: number | null) => time !== null && time <= present
  const least = Math.max(0, ...arrivals.filter(({ p90 }) => has(p90)).map(({ level }) => level))
  const most = Math.min(...arrivals.filter(({ p10 }) => !has(p10)).map(({ level }) => level))
  if (share < least) return 'below'
  return share > most ? 'above' : 'within'
}
