import type { ScenePort, Unsubscribe } from '../ports/scene.ts'
import type { TwinStore } from '../state/store.ts'

/** What the engine tells the page: where the camera is, what still loads, and every fault, so that no blank picture goes unexplained. */
export function reportScene(scene: ScenePort, store: TwinStore): Unsubscribe {
  const stops = [
    scene.onView((view) => store.setState({ view })),
    scene.onEvent((event) => {
      store.setState(({ scene: before }) => {
        switch (event.kind) {
          case 'loading':
            return before.pending === event.pending ? {} : { scene: { ...before, pending: event.pending } }
          case 'ready':
            return { scene: { ...before, isReady: true } }
          case 'source-failed':
            return { scene: { ...before, fault: `${event.source}: ${event.detail}` } }
          case 'render-failed':
            return { scene: { ...before, fault: event.detail } }
        }
      })
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
