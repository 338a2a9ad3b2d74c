import type { AssetId } from '../domain/ids.ts'
import type { AssetThen } from '../ports/records.ts'
import type { Loadable } from '../state/store.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

/** What is known of an asset at an instant before it was asked: while live nothing is. */
export function thenUnread(time: number | null, assetId: AssetId | null): Loadable<AssetThen> {
  return { state: time === null || assetId === null ? 'idle' : 'loading' }
}

/** Reads what the open asset was at the instant that is looked at; does nothing while live. */
export async function loadAssetThen({ store, ports }: CommandContext): Promise<void> {
  const { time, selection } = store.getState()
  const { assetId } = selection
  if (time === null || assetId === null) return
  store.setState((state) => ({ selection: { ...state.selection, past: { state: 'loading' } } }))
  const result = await ports.records.assetThen(assetId, time)
  const state = store.getState()
  if (state.time !== time || state.selection.assetId !== assetId) return
  store.setState(({ selection: chosen }) => ({ selection: { ...chosen, past: settled(result) } }))
}
