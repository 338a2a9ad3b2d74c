import { createEnquiryBackend } from '../adapters/backend/enquiry/index.ts'
import { createCityFiles } from '../adapters/city/city-files.ts'
import { createLocation } from '../adapters/location/index.ts'
import { sourcesOf } from '../adapters/tiles/index.ts'
import { pageClock } from '../commands/context.ts'
import { createEnquiryCommands, type EnquiryCommands } from '../commands/enquiry/index.ts'
import type { PageConfig } from '../domain/config/page-config.ts'
import type { SceneConfig } from '../domain/config/scene-config.ts'
import type { Theme } from '../domain/theme.ts'
import type { ScenePort } from '../ports/scene.ts'
import { startEnquirySync } from '../scene/sync-enquiry.ts'
import { createEnquiryStore, type EnquiryAddress, type EnquiryStore, writeEnquiryAddress } from '../state/enquiry.ts'

export interface Enquiry {
  readonly store: EnquiryStore
  readonly commands: EnquiryCommands
  /** to be called once with the element that the map draws into */
  readonly onSceneHost: (host: HTMLElement) => void
}

/**
 * Picks an adapter for every port of the public page and joins them.
 *
 * @param engine  already on its way, so that it loads beside everything else
 * @param usual   look of the page when its address names none
 */
export function composeEnquiry(
  config: PageConfig,
  setting: SceneConfig,
  engine: Promise<ScenePort>,
  address: EnquiryAddress,
  usual: Theme,
): Enquiry {
  const store = createEnquiryStore({ locale: address.locale, theme: address.theme ?? usual })
  const host = Promise.withResolvers<HTMLElement>()
  const noGrant = async () => {}
  const mounted = mountMap()
  mounted.catch((error: unknown) => store.setState({ scene: { isReady: false, fault: String(error) } }))
  const commands = createEnquiryCommands({
    store,
    clock: pageClock,
    ports: {
      city: createCityFiles(config.city, noGrant),
      enquiry: createEnquiryBackend(config),
      location: createLocation(navigator.geolocation),
      camera: {
        // without a map the answer is still given in words
        flyTo: (view, seconds) => mounted.then((scene) => scene.flyTo(view, seconds)).catch(() => {}),
        flyHome: (seconds) => mounted.then((scene) => scene.flyHome(seconds)).catch(() => {}),
        step: (step) => void mounted.then((scene) => scene.step(step)).catch(() => {}),
      },
    },
  })
  let written = location.search
  store.subscribe((state) => {
    const query = writeEnquiryAddress(state, usual)
    if (query === written) return
    written = query
    history.replaceState(null, '', query === '' ? location.pathname : query)
  })
  void commands.open(address.at)
  return { store, commands, onSceneHost: host.resolve }

  async function mountMap(): Promise<ScenePort> {
    const [scene, element, city] = await Promise.all([engine, host.promise, loadedCity(store)])
    await scene.mount(element, city, { theme: store.getState().theme, controls: setting.controls })
    startEnquirySync(store, scene, (publicManifest, { locale, theme }) =>
      sourcesOf(setting, { publicManifest, internalManifest: null, renewGrant: noGrant, locale, theme }),
    )
    scene.onClick((at) => {
      const place = scene.locate(at)
      if (place) void commands.askCell({ lon: place.lon, lat: place.lat, by: 'tap', name: null, accuracy: null })
    })
    return scene
  }
}

function loadedCity(store: EnquiryStore) {
  return new Promise<Parameters<ScenePort['mount']>[1]>((resolve) => {
    const stop = store.subscribe(({ city }) => {
      if (city.state !== 'loaded') return
      stop()
      resolve(city.value)
    })
  })
}
