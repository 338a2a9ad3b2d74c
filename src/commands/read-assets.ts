import type { AssetId } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import type { Asset } from '../ports/records.ts'
import type { CommandContext } from './context.ts'

/** The records of some assets, e.g. of the valves on a sheet; each succeeds or fails by itself. */
export async function readAssets(
  { ports }: CommandContext,
  ids: readonly AssetId[],
): Promise<ReadonlyMap<AssetId, Result<Asset>>> {
  const unique = [...new Set(ids)]
  const records = await Promise.all(unique.map((id) => ports.records.asset(id)))
  return new Map(unique.flatMap((id, i) => (records[i] ? [[id, records[i]] as const] : [])))
}
