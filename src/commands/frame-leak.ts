import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import { leakSummary } from '../state/leak.ts'
import { direction, frame } from '../state/viewpoints.ts'
import type { CommandContext } from './context.ts'
import { setUnderground } from './set-underground.ts'

/** of those that are reached first so many are brought into the picture */
const FIRST = 5

/** Shows where it leaks and what it reaches first, beside the panels, with the ground opened. */
export async function frameLeak(context: CommandContext): Promise<void> {
  const { leak } = context.store.getState()
  const outcome = leak && leakSummary(leak)?.outcome
  if (!outcome) return
  const first = outcome.reached.slice(0, FIRST).flatMap(({ place }) => leak.places[place]?.at ?? [])
  await look(context, [outcome.at, ...first])
}

/** Goes to one of the places of the leak, by its number; the panels stay beside it. */
export async function goToLeakPlace(context: CommandContext, place: number): Promise<void> {
  const at = context.store.getState().leak?.places[place]?.at
  if (at) await look(context, [at])
}

async function look(context: CommandContext, points: readonly LonLatHeight[]): Promise<void> {
  const { store, ports } = context
  if (!store.getState().underground.isOn) setUnderground(context, true)
  const known = points.map((at) => (Number.isFinite(at.height) ? at : { ...at, height: 0 }))
  await ports.camera.flyTo(frame(known, await ports.free(), ...direction(store.getState())))
}
