import { disciplines } from '../../domain/disciplines/index.ts'
import type { WordKey } from '../../i18n/words.ts'
import type { AssetSummary } from '../../ports/records.ts'
import { isDrained } from '../leak/leak-start.tsx'

/** Why 关阀分析 is not offered for an asset, as a word that may name its `{discipline}`; null when it is. */
export function whyNoIsolation(
  { kind, discipline }: Pick<AssetSummary, 'kind' | 'discipline'>,
  hasNetwork: boolean,
  /** the networks, which are of the whole city, are closed to this person */
  isClosed = false,
): WordKey | null {
  if (kind === 'structure') return 'asset.isolate.structure'
  if (disciplines.find(({ id }) => id === discipline)?.flow !== 'pressure') return 'asset.isolate.unpressurised'
  if (isClosed) return 'asset.isolate.closed'
  return hasNetwork ? null : 'asset.isolate.noNetwork'
}

/** Why 泄漏模拟 is not offered; what drains by gravity can be let into though it cannot be shut in. */
export function whyNoLeak(
  asset: Pick<AssetSummary, 'kind' | 'discipline'>,
  hasNetwork: boolean,
  isClosed = false,
): WordKey | null {
  if (!isDrained(asset)) return whyNoIsolation(asset, hasNetwork, isClosed)
  if (isClosed) return 'asset.isolate.closed'
  return hasNetwork ? null : 'asset.isolate.noNetwork'
}
