import type { AssetId } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import type { FaultReport } from '../ports/records.ts'
import type { CommandContext } from './context.ts'

/** 报错: says that a record is wrong. `field` names a field of the record; null = the whole. */
export async function reportFault(
  { ports }: CommandContext,
  assetId: AssetId,
  field: string | null,
  text: string,
): Promise<Result<FaultReport>> {
  return await ports.records.reportFault({ assetId, field, text })
}

/** What was reported of an asset so far, newest first. */
export async function readFaultReports(
  { ports }: CommandContext,
  assetId: AssetId,
): Promise<Result<readonly FaultReport[]>> {
  return await ports.records.faultReports(assetId)
}
