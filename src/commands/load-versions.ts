import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

/** Reads what the record of the chosen asset was before, once its tab is looked at. */
export async function loadVersions({ store, ports }: CommandContext): Promise<void> {
  const { assetId } = store.getState().selection
  if (assetId === null) return
  store.setState(({ selection }) => ({ selection: { ...selection, versions: { state: 'loading' } } }))
  const result = await ports.records.versions(assetId)
  if (store.getState().selection.assetId !== assetId) return
  store.setState(({ selection }) => ({ selection: { ...selection, versions: settled(result) } }))
}
