import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { CameraStep } from '../ports/scene.ts'
import { direction, frame, isMiddleFree, lookAt } from '../state/viewpoints.ts'
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

/**
 * Goes to a place, e.g. a valve of a result, and has it in the middle of the picture, or where panels lie on that in the middle of
 * what they leave free. Inside a structure it is always the former: the eye must not be moved aside into a wall.
 *
 * @param distance  from the eye to it [m]
 */
export async function flyToPlace(
  { store, ports }: CommandContext,
  at: LonLatHeight,
  distance = VIEW_DISTANCE,
): Promise<void> {
  const state = store.getState()
  const free = state.controls === 'orbit' ? await ports.free() : null
  await ports.camera.flyTo(
    free && !isMiddleFree(free)
      ? frame([at], free, ...direction(state), distance)
      : lookAt(at, distance, state.view?.heading ?? 0),
  )
}
