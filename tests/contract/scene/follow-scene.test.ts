import { expect, it } from 'vitest'
import { createRecordingScene } from '../../../src/adapters/engines/recording/index.ts'
import { aPublicManifest } from '../../../src/scene/a-city.ts'
import { followScene } from '../../../src/scene/follow-scene.ts'
import { createTwinStore } from '../../../src/state/store.ts'
import { until } from '../../kit/until.ts'

const ABOVE = { lon: 120.35, lat: 36.06, height: 400, heading: 0, pitch: -90 }

/** A page with a scene that tilts ("globe") and one that does not ("map"). */
function aPage(sceneId: 'globe' | 'map') {
  const engines = {
    globe: createRecordingScene(),
    map: Object.assign(createRecordingScene(), { abilities: new Set<never>() }),
  }
  const store = createTwinStore({ locale: 'zh', now: 0, sceneId })
  store.setState({ city: { state: 'loaded', value: aPublicManifest() }, view: ABOVE })
  const follower = followScene(store, Promise.resolve({} as HTMLElement), {
    settingOf: (id) => ({ engine: id, controls: 'orbit' }),
    loadEngine: async (name) => engines[name as keyof typeof engines],
    sourcesOf: () => [],
    onMounted: () => () => {},
  })
  return { store, engines, follower }
}

it('a flat map that a link opened is left for a tilted view of the same place', async () => {
  const { store, engines, follower } = aPage('map')
  await follower.current()
  expect(engines.map.view).toEqual(ABOVE)
  store.setState({ view: ABOVE, sceneId: 'globe' })
  await until(() => expect(engines.globe.view).toMatchObject({ pitch: -45, heading: 0, lon: ABOVE.lon }))
  // 400 m away from the place, which lies to the north of the eye
  expect(engines.globe.view?.height).toBeCloseTo(400 * Math.SQRT1_2, 3)
  expect(engines.globe.view?.lat).toBeLessThan(ABOVE.lat)
})

it('a link to a view from straight above stays as it is', async () => {
  const { engines, follower } = aPage('globe')
  await follower.current()
  expect(engines.globe.view).toEqual(ABOVE)
})
