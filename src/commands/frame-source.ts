import { likelyPipes } from '../state/leak-source.ts'
import { direction, frame } from '../state/viewpoints.ts'
import type { CommandContext } from './context.ts'
import { setUnderground } from './set-underground.ts'

/** Shows the candidates that hold 90 %, with the ground opened. */
export async function frameSource(context: CommandContext): Promise<void> {
  const { store, ports } = context
  const { leakSource, underground } = store.getState()
  const points = leakSource ? likelyPipes(leakSource).map(({ at }) => at) : []
  if (points.length === 0) return
  if (!underground.isOn) setUnderground(context, true)
  await ports.camera.flyTo(frame(points, await ports.free(), ...direction(store.getState())))
}
