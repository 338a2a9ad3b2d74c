import { ASSET_KINDS } from '../../domain/asset/asset.ts'
import type { AssetIndex } from '../../state/store.ts'

/** How many assets of each kind a discipline has. */
export interface AssetCount {
  lines: number
  points: number
  structures: number
}

const PLURALS = { line: 'lines', point: 'points', structure: 'structures' } as const

/** Counts by discipline code; a code that no asset has is absent. Entry 0 of the index is nobody. */
export function countAssets(index: AssetIndex): readonly (AssetCount | undefined)[] {
  const counts: (AssetCount | undefined)[] = []
  for (let gid = 1; gid < index.ids.length; gid++) {
    const code = index.discipline[gid]
    const kind = ASSET_KINDS[index.kind[gid] ?? -1]
    if (!index.ids.has(gid) || code === undefined || kind === undefined) continue
    const count = counts[code] ?? { lines: 0, points: 0, structures: 0 }
    count[PLURALS[kind]]++
    counts[code] = count
  }
  return counts
}
