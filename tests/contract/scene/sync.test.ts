import { describe, expect, it } from 'vitest'
import cityTwin from '../../../scene-configs/city-twin.json' with { type: 'json' }
import { createRecordingScene } from '../../../src/adapters/engines/recording/index.ts'
import { sourcesOf } from '../../../src/adapters/tiles/index.ts'
import { sceneConfigSchema } from '../../../src/domain/config/scene-config.ts'
import type { TileSource } from '../../../src/ports/scene.ts'
import { anAssetIndex, anInternalManifest, aPublicManifest } from '../../../src/scene/a-city.ts'
import { reportScene } from '../../../src/scene/report.ts'
import { startSceneSync } from '../../../src/scene/sync.ts'
import { createTwinStore } from '../../../src/state/store.ts'
import { pipe } from '../../kit/a-page.ts'
import { until } from '../../kit/until.ts'

const config = sceneConfigSchema.parse(cityTwin)
const PIPE = 'demo/water/P1'
const index = anAssetIndex([
  { id: PIPE, discipline: 'water' },
  { id: 'demo/gas/P2', discipline: 'gas' },
])

function aPage() {
  const store = createTwinStore({ locale: 'zh', now: 0 })
  const scene = createRecordingScene()
  reportScene(scene, store)
  startSceneSync(store, scene, (publicManifest, internalManifest) =>
    sourcesOf(config, { publicManifest, internalManifest, renewGrant: async () => {}, locale: 'zh', theme: 'light' }),
  )
  const signIn = () =>
    store.setState({
      internal: { state: 'loaded', value: anInternalManifest() },
      assets: { state: 'loaded', value: index },
    })
  store.setState({ city: { state: 'loaded', value: aPublicManifest() } })
  return { store, scene, signIn }
}

describe('the scene', () => {
  it('shows the public build, and nothing internal, to a visitor who has not signed in', async () => {
    const { scene } = aPage()
    await until(() =>
      expect(new Set(scene.sources.keys())).toEqual(new Set(['terrain', 'roads', 'buildings', 'bridges'])),
    )
    expect([...scene.sources.values()].every(({ source }) => source.url.startsWith('/tiles/demo/public/'))).toBe(true)
  })

  it('lays roads on the ground, and lets no tileset wait for the ground', async () => {
    const store = createTwinStore({ locale: 'zh', now: 0 })
    let arrive = () => {}
    const ground = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const recording = createRecordingScene()
    const asked: string[] = []
    const scene = {
      ...recording,
      addSource: async (source: TileSource) => {
        asked.push(source.id)
        if (source.form === 'terrain') await ground
        await recording.addSource(source)
      },
    }
    startSceneSync(store, scene, (publicManifest, internalManifest) =>
      sourcesOf(config, { publicManifest, internalManifest, renewGrant: async () => {}, locale: 'zh', theme: 'light' }),
    )
    store.setState({ city: { state: 'loaded', value: aPublicManifest() } })
    expect(asked).toEqual(['terrain', 'buildings', 'bridges'])
    arrive()
    await until(() => expect(recording.sources.has('roads')).toBe(true))
  })

  it('adds the assets on signing in and takes them away on signing out', async () => {
    const { scene, store, signIn } = aPage()
    signIn()
    await until(() => expect(scene.sources.has('pipes')).toBe(true))
    store.setState({ internal: null, assets: { state: 'idle' } })
    await until(() => expect(scene.sources.has('pipes')).toBe(false))
  })

  it('does not draw a bridge twice once its parts have an identity', async () => {
    const { scene, signIn } = aPage()
    signIn()
    await until(() => expect(scene.sources.has('pipes')).toBe(true))
    await until(() => expect(scene.sources.has('bridges')).toBe(false))
  })

  it('hides a layer, also one that is still loading', async () => {
    const { scene, store } = aPage()
    store.setState({ layers: { hiddenDisciplines: new Set(), hiddenLayers: new Set(['buildings']) } })
    await until(() => expect(scene.sources.get('buildings')?.isVisible).toBe(false))
    expect(scene.sources.get('roads')?.isVisible).toBe(true)
  })

  it('outlines and names what is selected, and lets it go again', () => {
    const { scene, store, signIn } = aPage()
    signIn()
    const { selection } = store.getState()
    store.setState({ selection: { ...selection, assetId: PIPE } })
    expect([...scene.overlays.keys()]).toEqual(['selection-outline', 'selection-name'])
    store.setState({ selection })
    expect(scene.overlays.size).toBe(0)
  })

  it('rings a selected point, also for an enterprise, whose picture has no asset in it', () => {
    const { scene, store } = aPage()
    const { selection } = store.getState()
    const valve = { ...pipe, id: 'demo/water/V1', kind: 'point' as const }
    store.setState({ selection: { ...selection, assetId: valve.id, asset: { state: 'loaded', value: valve } } })
    expect([...scene.overlays.keys()]).toEqual(['selection-ring', 'selection-name'])
    expect(scene.overlays.get('selection-ring')).toMatchObject({ marks: [{ at: valve.at, ring: 'selected' }] })
    store.setState({ selection })
    expect(scene.overlays.size).toBe(0)
  })

  it('does not draw anything again when only the clock moves', () => {
    const { scene, store, signIn } = aPage()
    signIn()
    const before = scene.calls.length
    store.setState({ now: 1000 })
    expect(scene.calls.length).toBe(before)
  })

  it('follows the ground of the state', () => {
    const { scene, store } = aPage()
    store.setState({ underground: { isOn: true, groundAlpha: 0.3 } })
    expect(scene.underground).toEqual({ isOn: true, groundAlpha: 0.3 })
  })

  it('asks nothing more of an engine that has been left, also not for what was under way', async () => {
    const store = createTwinStore({ locale: 'zh', now: 0 })
    const scene = createRecordingScene()
    const stop = startSceneSync(store, scene, (publicManifest, internalManifest) =>
      sourcesOf(config, { publicManifest, internalManifest, renewGrant: async () => {}, locale: 'zh', theme: 'light' }),
    )
    store.setState({ city: { state: 'loaded', value: aPublicManifest() } })
    const asked = [...scene.calls]
    stop()
    await new Promise((resolve) => setImmediate(resolve))
    expect(scene.calls).toEqual(asked)
  })

  it('tells the page of the camera and of faults', async () => {
    const { scene, store } = aPage()
    await scene.flyTo({ lon: 1, lat: 2, height: 3, heading: 4, pitch: -5 })
    scene.tell({ kind: 'source-failed', source: 'pipes', detail: 'HTTP 500' })
    expect(store.getState().view).toEqual({ lon: 1, lat: 2, height: 3, heading: 4, pitch: -5 })
    expect(store.getState().scene.fault).toBe('pipes: HTTP 500')
  })
})
