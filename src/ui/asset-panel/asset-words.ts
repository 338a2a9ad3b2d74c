import { disciplines } from '../../domain/disciplines/index.ts'
import type { AssetSummary } from '../../ports/records.ts'
import type { Words } from '../page.tsx'

/** The source key of an id: `demo/water/JS1~JS2~1` → `JS1~JS2~1`. People on site know only that. */
export function shortId(id: string): string {
  return id.split('/').slice(2).join('/') || id
}

/** What an asset is, in one line: 给水 · 管线段. */
export function describeAsset(asset: AssetSummary, words: Words): string {
  const discipline = disciplines.find((it) => it.id === asset.discipline)
  const what = asset.feature ? words.known('feature', asset.feature) : words.t(`asset.${asset.kind}`)
  return `${discipline ? words.name(discipline.name) : asset.discipline} · ${what}`
}
