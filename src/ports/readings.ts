import type { SensorId } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import type { Reading } from '../domain/sensing/reading.ts'
import type { Unsubscribe } from './scene.ts'

/** `lost` after 5 s without the server: every live value is then marked 连接中断 with its time. */
export type LinkState = 'connecting' | 'live' | 'lost'

export interface ReadingSeries {
  readonly sensor: SensorId
  /** milliseconds UTC, ascending */
  readonly at: Float64Array
  readonly value: Float64Array
  /** codes of QUALITIES */
  readonly quality: Uint8Array
  /**
   * There when each point tells of a stretch of time, an hour or more: `value` is its mean, these are the lowest and the
   * highest reading in it.
   */
  readonly low?: Float64Array
  readonly high?: Float64Array
}

export interface WatchListener {
  onReadings(readings: readonly Reading[]): void
  onAlarmsChanged(): void
  onLink(state: LinkState): void
  /** once joined: re-read latest and alarms, what came between their reading and the join was heard by nobody */
  onJoined(): void
  /** after a rejoin: re-read latest and alarms, the stream may have a gap that replay did not fill */
  onResync(): void
  /** rows of a batch that did not match the schema; counted and shown, never fatal */
  onBadRows(count: number): void
}

export interface ReadingPort {
  /**
   * Readings of one sensor between two instants [ms], at most `limit` points: thinned so that no peak is lost, or by
   * hours where they are too many.
   */
  history(sensor: SensorId, from: number, to: number, limit: number): Promise<Result<ReadingSeries>>
  /** Live batches of `sensors:<district>:<kind>` topics and alarm wake-ups, until unsubscribed. */
  watch(topics: readonly { readonly district: string; readonly kind: string }[], listener: WatchListener): Unsubscribe
}
