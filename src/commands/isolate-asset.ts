import type { AssetId } from '../domain/ids.ts'
import type { CommandContext } from './context.ts'
import { openAsset } from './open-asset.ts'
import { runIsolation } from './run-isolation.ts'

/** 关阀分析 of an asset that need not be open yet: its record is read first. */
export async function isolateAsset(context: CommandContext, id: AssetId): Promise<void> {
  const { store } = context
  const isOpen = () => {
    const { assetId, asset } = store.getState().selection
    return assetId === id && asset.state === 'loaded'
  }
  if (!isOpen()) await openAsset(context, id)
  if (store.getState().selection.assetId === id) await runIsolation(context, id)
}
