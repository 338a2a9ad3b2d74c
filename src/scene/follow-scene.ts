import { tiltedBack } from '../domain/geo/overhead.ts'
import type { Controls, ScenePort, Unsubscribe, Viewpoint } from '../ports/scene.ts'
import type { TwinState, TwinStore } from '../state/store.ts'
import { whenLoaded } from '../state/when-loaded.ts'
import { reportScene } from './report.ts'
import { type SourcesOf, startSceneSync } from './sync.ts'

/** What of a scene config decides how it is mounted. */
export interface SceneSetting {
  readonly engine: string
  readonly controls: Controls
}

/** of a scene that can tilt, entered from a flat one that the page was opened with [degrees] */
const FIRST_PITCH = -45

interface Stage {
  readonly engine: string
  readonly scene: ScenePort
  /** the picture no longer follows the state */
  rest(): void
  close(): void
}

export interface SceneFollower {
  /** the scene that is mounted, or the next one to be */
  current(): Promise<ScenePort>
  stop: Unsubscribe
}

/**
 * Keeps one engine mounted: the one that the scene of the state names. Another scene of the same engine only changes
 * what is drawn; another engine takes over the view, and the one before gives back all it made.
 *
 * @param host       element the engine draws into
 * @param onMounted  called for each engine once it is mounted; returns what undoes it
 */
export function followScene(
  store: TwinStore,
  host: Promise<HTMLElement>,
  parts: {
    readonly settingOf: (sceneId: string) => SceneSetting
    readonly loadEngine: (name: string) => Promise<ScenePort>
    readonly sourcesOf: SourcesOf
    readonly onMounted: (scene: ScenePort) => Unsubscribe
  },
): SceneFollower {
  let chain: Promise<Stage | null> = Promise.resolve(null)
  let mounted: Stage | null = null
  let isStopped = false
  /** how a scene that can tilt was left for a flat one, to be gone back to */
  let tilted: Viewpoint | null = null

  const open = (sceneId: string) => {
    const setting = parts.settingOf(sceneId)
    store.setState({ controls: setting.controls })
    // at once, before the scene that leaves is asked for what only the next one can draw
    if (mounted && mounted.engine !== setting.engine) mounted.rest()
    chain = chain.then(async (stage) => {
      if (isStopped || stage?.engine === setting.engine) return stage
      stage?.close()
      mounted = null
      mounted = await mount(setting.engine, stage)
      return mounted
    })
    chain.catch((error: unknown) => store.setState(({ scene }) => ({ scene: { ...scene, fault: String(error) } })))
  }
  const mount = async (engine: string, before: Stage | null): Promise<Stage> => {
    const { view } = store.getState()
    const isFromFlat = before !== null && !before.scene.abilities.has('tilt')
    if (before && !isFromFlat) tilted = view
    store.setState({ abilities: new Set(), scene: { pending: 0, isReady: false, fault: null } })
    const [element, scene, city] = await Promise.all([
      host,
      parts.loadEngine(engine),
      whenLoaded(store, (state) => state.city),
    ])
    const stopReport = reportScene(scene, store)
    const { theme, controls } = store.getState()
    await scene.mount(element, city, { theme, controls })
    const isTilting = isFromFlat && scene.abilities.has('tilt')
    if (view) await scene.flyTo(isTilting ? tiltedBack(view, tilted ?? { ...view, pitch: FIRST_PITCH }) : view, 0)
    store.setState({ abilities: scene.abilities })
    const stops = [startSceneSync(store, scene, parts.sourcesOf), parts.onMounted(scene), stopReport]
    const rest = () => {
      for (const stop of stops) stop()
    }
    return {
      engine,
      scene,
      rest,
      close: () => {
        rest()
        scene.dispose()
      },
    }
  }

  open(store.getState().sceneId)
  const stopFollowing = store.subscribe((state: TwinState, before: TwinState) => {
    if (state.sceneId !== before.sceneId) open(state.sceneId)
  })
  return {
    current: async () => {
      const stage = await chain
      if (!stage) throw new Error('followScene: no scene is mounted')
      return stage.scene
    },
    stop: () => {
      isStopped = true
      stopFollowing()
      void chain.then((stage) => stage?.close())
    },
  }
}
