import { disciplines } from '../../domain/disciplines/index.ts'
import type { WordKey } from '../../i18n/words.ts'
import type { AssetSummary } from '../../ports/records.ts'

/** What nothing flows through has no up- and downstream: such assets are not offered a trace at all. */
export function isTraceable({ kind, discipline }: Pick<AssetSummary, 'kind' | 'discipline'>): boolean {
  return kind !== 'structure' && (disciplines.find(({ id }) => id === discipline)?.flow ?? 'none') !== 'none'
}

/** Why a traceable asset cannot be traced now, as a word that may name its `{discipline}`; null when it can. */
export function whyNoTrace(hasNetwork: boolean, isClosed: boolean, isLive: boolean): WordKey | null {
  if (isClosed) return 'traces.closed'
  if (!hasNetwork) return 'traces.noNetwork'
  return isLive ? null : 'traces.past'
}
