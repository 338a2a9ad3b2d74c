import type { AssetTab } from '../state/store.ts'
import type { CommandContext } from './context.ts'

/** Turns the asset panel to one of its tabs. */
export function showTab({ store }: CommandContext, tab: AssetTab): void {
  store.setState({ tab })
}
