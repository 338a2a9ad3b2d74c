import type { TwinState } from './store.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** What the time bar spans [ms]: a day up to the running minute, longer where a link looks further back. */
export function timeSpan({ now, time }: Pick<TwinState, 'now' | 'time'>): {
  readonly from: number
  readonly to: number
} {
  const to = Math.floor(now / MINUTE) * MINUTE
  return { from: Math.min(to - DAY, time ?? to), to }
}
