import type { LonLatHeight } from '../geo/coordinates.ts'
import type { Localized } from '../localized.ts'

/** What became of a sensor: it reads more than its noise (of water: less pressure), it does not, or it tells nothing. */
export const SENSOR_ANSWERS = ['responding', 'quiet', 'silent'] as const
export type SensorAnswer = (typeof SENSOR_ANSWERS)[number]

/** A pipe with how likely it is the one that leaks. */
export interface CandidatePipe {
  readonly id: string
  /** drawing index; 0 = not drawn */
  readonly gid: number
  /** its most likely place; height 0 where it is not known */
  readonly at: LonLatHeight
  readonly probability: number
  /** of this pipe and all above it, of what is not biogas */
  readonly cumulative: number
  /** [m³/s], order of magnitude; null = not known, of gas: a leak there explains nothing */
  readonly rate: number | null
  /** since the record begins [s]; null = not known, or before it */
  readonly start: number | null
  /** pipes of one group read alike: no order within it means anything; null = not within the 90 % */
  readonly group: number | null
}

/** Where what sensors read comes from. */
export interface LeakSourceOutcome {
  /** likeliest first */
  readonly pipes: readonly CandidatePipe[]
  /** how many of the first pipes hold 50 and 90 % of what is not biogas */
  readonly half: number
  readonly ninety: number
  /** groups that can be told apart within the 90 % */
  readonly groups: number
  /** that no pipe leaks, and it is steady gas of sewage; null = of water */
  readonly biogas: number | null
  readonly sensors: readonly { readonly id: string; readonly answer: SensorAnswer }[]
  /** pipes that no reading speaks for or against */
  readonly unreached: number
  /** why nobody may rely on it, told before all else; null = nothing of that kind is known */
  readonly doubt: Localized | null
  readonly evidence: 'B' | 'C'
}

/** Fewer sensors than these cannot tell pipes apart. */
export const LEAST_RESPONDING = 2
