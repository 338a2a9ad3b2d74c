import type { OperationEntry } from '../domain/asset/operation-kinds.ts'
import type { AssetId } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import type { OperationRecord } from '../ports/records.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

/** Records what was done on an asset; its lifecycle is read again, so that the page shows what is stored. */
export async function recordOperation(
  context: CommandContext,
  assetId: AssetId,
  entry: OperationEntry,
): Promise<Result<OperationRecord>> {
  const result = await context.ports.records.recordOperation(assetId, entry)
  if (result.ok) await readAgain(context, assetId)
  return result
}

/** Takes back a record that was made by mistake. */
export async function withdrawOperation(
  context: CommandContext,
  assetId: AssetId,
  recordId: string,
): Promise<Result<null>> {
  const result = await context.ports.records.withdrawOperation(recordId)
  if (result.ok) await readAgain(context, assetId)
  return result
}

async function readAgain({ store, ports }: CommandContext, assetId: AssetId): Promise<void> {
  const lifecycle = await ports.records.lifecycle(assetId)
  // what was shown stays when it cannot be read now: the record is stored all the same
  if (!lifecycle.ok || store.getState().selection.assetId !== assetId) return
  store.setState(({ selection }) => ({ selection: { ...selection, lifecycle: settled(lifecycle) } }))
}
