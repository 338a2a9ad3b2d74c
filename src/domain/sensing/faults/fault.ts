import type { Heard } from '../judge.ts'

/** What an instrument or its line can have wrong with it; never an alarm. Kept as text in public.sensor_fault. */
export const FAULT_KINDS = ['stale', 'offline', 'flat-line', 'spike', 'drift', 'out-of-range'] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** A fault of one sensor. */
export interface Fault {
  readonly kind: FaultKind
  /** [ms UTC] */
  readonly since: number
  /** null = it lasts */
  readonly until: number | null
  /** figures behind it, in the unit of the sensor's kind: value, expected */
  readonly detail: Readonly<Record<string, number>>
}

/** How a faulty instrument of a kind shows itself; in the unit of the kind. See README.md beside this file. */
export interface FaultRules {
  /**
   * a report that departs further from the median of the last five is not believed until another report, or a neighbour,
   * confirms it; null = every report stands for itself (a vehicle, a cover that moves)
   */
  readonly jump: number | null
  /** one cause makes sensors of the kind jump together this far apart [m]; 0 where there is no `jump` */
  readonly reach: number
  /** such a report may open an alarm all the same when its delay ends before another came: gas first, marked 待复核 */
  readonly isAlarmedAtOnce: boolean
  /** null = too few reports a day to tell */
  readonly flat: FlatRule | null
  /** departure of six hourly means from those of earlier days; null = a slow departure is what is measured */
  readonly drift: number | null
}

export interface FlatRule {
  /** unchanged for so long it is a fault [s] */
  readonly after_s: number
  /** values where a sound instrument rests unchanged, e.g. no water on a road; null = none */
  readonly rest: readonly [low: number, high: number] | null
}

/** A reading as the watchers see it. */
export type Sample = Pick<Heard, 'at' | 'value'>
