import { NO_SELECTION } from '../state/store.ts'
import type { CommandContext } from './context.ts'

/** Lets go of the selected asset; a finished simulation stays until it is closed itself. */
export function closeAsset({ store }: CommandContext): void {
  store.setState({ selection: NO_SELECTION, tab: 'attributes' })
}
