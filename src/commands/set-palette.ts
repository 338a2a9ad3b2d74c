import type { Palette } from '../domain/asset/asset-bands.ts'
import type { CommandContext } from './context.ts'

/** Chooses what the colour of an asset tells. */
export function setPalette({ store }: CommandContext, palette: Palette): void {
  store.setState({ palette })
}
