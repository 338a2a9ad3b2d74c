import { firstShotOf, shotsOf, type TourScene } from '../state/shots.ts'
import { closeAsset } from './close-asset.ts'
import type { CommandContext } from './context.ts'

/** Holds the tour where it is. */
export function pauseTour({ store }: CommandContext): void {
  store.setState(({ tour }) => (tour === null || tour.isPaused ? {} : { tour: { ...tour, isPaused: true } }))
}

/** Goes on with the shot that was held, or begins with the scene that is shown; what was selected is let go. */
export function resumeTour(context: CommandContext, scenes: readonly TourScene[]): void {
  const { tour, sceneId } = context.store.getState()
  closeAsset(context)
  const begun = tour ?? { shot: firstShotOf(scenes, sceneId), subject: null }
  context.store.setState({ tour: { ...begun, isPaused: false } })
}

/** Ends the tour; the camera stays and is the reader's. */
export function stopTour({ store }: CommandContext): void {
  store.setState({ tour: null })
}

/** The next shot (1) or the one before (−1), around the end; one that was held stays held. */
export function stepTour({ store }: CommandContext, scenes: readonly TourScene[], step: 1 | -1): void {
  const count = shotsOf(scenes).length
  store.setState(({ tour, sceneId }) => {
    const shot = tour?.shot ?? firstShotOf(scenes, sceneId)
    return { tour: { shot: (shot + step + count) % count, isPaused: tour?.isPaused ?? true, subject: null } }
  })
}

/** The first shot of a scene. */
export function showScene({ store }: CommandContext, scenes: readonly TourScene[], sceneId: string): void {
  store.setState(({ tour }) => ({
    tour: { shot: firstShotOf(scenes, sceneId), isPaused: tour?.isPaused ?? true, subject: null },
  }))
}
