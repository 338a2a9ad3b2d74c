import { createSupabaseBackend } from './adapters/backend/supabase/index.ts'
import { createCityFiles } from './adapters/city/city-files.ts'
import { createWorkerSimulations } from './adapters/compute/workers.ts'
import { sourcesOf } from './adapters/tiles/index.ts'
import { type Commands, createCommands } from './commands/index.ts'
import type { PageConfig } from './domain/config/page-config.ts'
import type { SceneConfig } from './domain/config/scene-config.ts'
import type { ScenePort } from './ports/scene.ts'
import { reportScene } from './scene/report.ts'
import { ISOLATION, SENSORS, startSceneSync } from './scene/sync.ts'
import type { Address } from './state/address.ts'
import { applyAddress, bindAddress } from './state/bind-address.ts'
import { createTwinStore, type TwinStore } from './state/store.ts'
import { whenLoaded } from './state/when-loaded.ts'

export interface Page {
  readonly store: TwinStore
  readonly commands: Commands
  /** to be called once with the element that the engine draws into */
  readonly onSceneHost: (host: HTMLElement) => void
}

/** Picks an adapter for every port and joins them: nothing else in the page knows which they are. */
export function composePage(config: PageConfig, sceneConfig: SceneConfig, address: Address): Page {
  const store = createTwinStore({ locale: address.locale, now: Date.now() })
  store.setState({ underground: sceneConfig.underground })
  applyAddress(store, address)
  const backend = createSupabaseBackend(config, location.origin, (count) =>
    store.setState(({ badRows }) => ({ badRows: badRows + count })),
  )
  const host = Promise.withResolvers<HTMLElement>()
  const scene = Promise.all([host.promise, loadEngine(sceneConfig), whenLoaded(store, ({ city }) => city)]).then(
    async ([element, engine, city]) => {
      reportScene(engine, store)
      await engine.mount(element, city)
      return engine
    },
  )
  scene.catch((error: unknown) =>
    store.setState(({ scene: before }) => ({ scene: { ...before, fault: String(error) } })),
  )
  const renewGrant = once(() => backend.session.renewGrant())
  const commands = createCommands(store, {
    ...backend,
    city: createCityFiles(config.city, renewGrant),
    simulations: createWorkerSimulations(),
    camera: {
      flyTo: async (view, seconds) => (await scene).flyTo(view, seconds),
      flyHome: async (seconds) => (await scene).flyHome(seconds),
      step: (step) => void scene.then((engine) => engine.step(step)),
    },
  })
  void scene.then(async (engine) => {
    if (address.view) await engine.flyTo(address.view, 0)
    startSceneSync(store, engine, (publicManifest, internalManifest, locale) =>
      sourcesOf(sceneConfig, { publicManifest, internalManifest, renewGrant, locale }),
    )
    followClicks(engine, commands)
    bindAddress(store, (query) => history.replaceState(null, '', query))
  })
  void commands.openLink(address)
  return { store, commands, onSceneHost: host.resolve }
}

/** Callers that come while the work is under way share it: a lapsed grant refuses a dozen tiles at once. */
function once(work: () => Promise<unknown>): () => Promise<void> {
  let underWay: Promise<void> | null = null
  return () => {
    underWay ??= work().then(() => {
      underWay = null
    })
    return underWay
  }
}

/** The engine that a scene config names, with its code loaded only now. */
async function loadEngine({ engine }: SceneConfig): Promise<ScenePort> {
  switch (engine) {
    case 'cesium':
      return (await import('./adapters/engines/cesium/index.ts')).createCesiumScene()
  }
}

function followClicks(engine: ScenePort, commands: Commands): void {
  engine.onClick(async (at) => {
    const picked = await engine.pick(at)
    if (picked?.kind === 'asset') void commands.openAsset(picked.id)
    else if (picked?.kind === 'mark' && picked.overlay === SENSORS) void commands.selectSensor(picked.id)
    // A valve of a result belongs to the result: a click on its number must not open something else.
    else if (picked?.overlay !== ISOLATION) commands.closeAsset()
  })
}
