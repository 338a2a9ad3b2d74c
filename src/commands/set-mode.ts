import type { Mode } from '../state/store.ts'
import type { CommandContext } from './context.ts'
import { recordAct } from './record-act.ts'
import { setUnderground } from './set-underground.ts'

/**
 * 常态 or 应急. An emergency opens the ground, because what is handled lies in it; selection, instant, filter, incident
 * and analysis stay in both directions.
 */
export function setMode(context: CommandContext, mode: Mode): void {
  const { store } = context
  if (store.getState().mode === mode) return
  store.setState({ mode })
  if (mode === 'emergency' && !store.getState().underground.isOn) setUnderground(context, true)
  recordAct(context, mode)
}
