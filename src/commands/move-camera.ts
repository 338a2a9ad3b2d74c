import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { CameraStep } from '../ports/scene.ts'
import { lookAt } from '../state/viewpoints.ts'
import type { CommandContext } from './context.ts'

const VIEW_DISTANCE = 60

/** One press of a camera button. */
export function moveCamera({ ports }: CommandContext, step: CameraStep): void {
  ports.camera.step(step)
}

/** The whole city. */
export async function goHome({ ports }: CommandContext): Promise<void> {
  await ports.camera.flyHome()
}

/** Turns the camera to the north where it stands. */
export async function faceNorth({ store, ports }: CommandContext): Promise<void> {
  const { view } = store.getState()
  if (view) await ports.camera.flyTo({ ...view, heading: 0 }, 0.8)
}

/** Goes to a place, e.g. a valve of a result. */
export async function flyToPlace({ store, ports }: CommandContext, at: LonLatHeight): Promise<void> {
  await ports.camera.flyTo(lookAt(at, VIEW_DISTANCE, store.getState().view?.heading ?? 0))
}
