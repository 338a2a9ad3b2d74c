import { freshness } from '../judge.ts'
import type { Fault } from './fault.ts'

/**
 * The fault of a sensor that is silent: stale, then offline; null while it is not.
 *
 * @param staleAfter_s  how long it may be silent [s]
 * @param lastAt  instant of its newest reading [ms UTC]
 * @param now  clock [ms UTC]
 */
export function silence(staleAfter_s: number, lastAt: number, now: number): Fault | null {
  const kind = freshness(staleAfter_s, lastAt, now)
  if (kind === 'live') return null
  const patience = kind === 'stale' ? staleAfter_s : (10 / 3) * staleAfter_s
  return { kind, since: Math.round(lastAt + patience * 1000), until: null, detail: {} }
}
