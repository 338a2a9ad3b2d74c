import type { Localized } from '../localized.ts'

/** One kind of sensor: its unit, plausible range and how it is shown. Thresholds are data (sensor_threshold rows). */
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
}
