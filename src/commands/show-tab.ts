import type { AssetTab } from '../state/store.ts'
import type { CommandContext } from './context.ts'
import { loadVersions } from './load-versions.ts'

/** Turns the asset panel to one of its tabs. */
export function showTab(context: CommandContext, tab: AssetTab): void {
  const { store } = context
  store.setState({ tab })
  const { assetId, versions } = store.getState().selection
  if (tab === 'versions' && assetId !== null && versions.state === 'idle') void loadVersions(context)
}
