import type { SwitchOrder } from '../domain/inundation/scenario.ts'
import type { CommandContext } from './context.ts'

/**
 * Switches a pump or gate of the drains in the flood that is computed now. It waits in `ordered` until the run has taken
 * it, and then stands in `switched` with its time.
 */
export function switchInFlood({ store, flooding }: CommandContext, order: SwitchOrder): void {
  if (!flooding.order || store.getState().flood?.stage.state !== 'running') return
  store.setState(({ flood }) => ({ flood: flood && { ...flood, ordered: [...flood.ordered, order] } }))
  flooding.order(order)
}
