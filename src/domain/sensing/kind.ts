import type { Localized } from '../localized.ts'
import type { FaultRules } from './faults/fault.ts'
import type { Threshold } from './judge.ts'

/** One kind of sensor: its unit, plausible range, how it is shown, and what is a matter for alarm where a city says nothing. */
export interface SensorKind {
  readonly id: string
  readonly name: Localized
  readonly unit: string
  /** digits after the point */
  readonly digits: number
  /** readings outside are `bad`, whatever the thresholds say; in `unit` */
  readonly range: readonly [low: number, high: number]
  /** what normal looks like, for the chart's axis and the replay; in `unit` */
  readonly normal: readonly [low: number, high: number]
  /** usual reporting period [s]; a sensor is stale after three times its own period */
  readonly period: number
  /** shape of the marker, so that kinds differ without colour */
  readonly marker: 'circle' | 'square' | 'triangle' | 'diamond' | 'hexagon'
  /** disciplines it serves */
  readonly disciplines: readonly string[]
  /**
   * what a sensor of the kind has where its city gives none: example values (示例值) unless a standard is named beside them;
   * none where limits depend on the place alone
   */
  readonly thresholds: readonly Threshold[]
  /** usual for limits of the kind [unit] */
  readonly hysteresis: number
  /** how a faulty instrument shows itself; 示例值 */
  readonly faults: FaultRules
}
