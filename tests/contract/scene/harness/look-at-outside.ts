import type { PublicManifest } from '../../../../src/domain/config/city-manifest.ts'
import type { Picked, SceneEvent, SceneLook, ScenePort } from '../../../../src/ports/scene.ts'
import type { OutsideTileset } from '../../../kit/outside-tilesets.ts'
import type { Seen } from '../scene-contract.ts'

const METRES = 111_000
/** of the eye, in widths of what it looks at, and at least [m]: nearer an engine may cut off what is high above the ground */
const [MARGIN, LEAST] = [1.2, 15]

/** What became of a tileset of others in an engine. */
export interface OutsideView {
  /** share of the picture that it changes [0…1] */
  readonly share: number
  /** of its own sources */
  readonly faults: readonly string[]
  /** in the middle of the picture */
  readonly picked: Picked | null
}

interface Setting {
  readonly city: PublicManifest
  readonly tileset: OutsideTileset
  readonly look: SceneLook
  standsStill(isLoaded: () => boolean): Promise<Seen>
}

/** Mounts a scene with nothing but the tileset, above it, and disposes of it. */
export async function lookAtOutside(scene: ScenePort, host: HTMLElement, setting: Setting): Promise<OutsideView> {
  const { city, tileset, look, standsStill } = setting
  const { bounds, heights, url } = tileset
  const [bottom, top] = heights
  const [west, south, east, north] = bounds
  const events: SceneEvent[] = []
  let pending = 0
  scene.onEvent((event) => {
    events.push(event)
    if (event.kind === 'loading') pending = event.pending
  })
  // its heights are ellipsoidal: without a geoid they are what the camera is told, too
  const geoid = { ...city.vertical.geoid, values: city.vertical.geoid.values.map(() => 0) }
  await scene.mount(host, { ...city, bounds: [west, south, east, north], vertical: { datum: 'local', geoid } }, look)
  await scene.addSource({
    form: '3d-tiles',
    id: 'outside',
    url: `/outside/${url}`,
    isAsset: false,
    color: [255, 0, 255, 255],
  })
  const view = async () => {
    if (!scene.forms.has('3d-tiles')) return { share: 0, picked: null }
    const size = METRES * Math.max(north - south, (east - west) * Math.cos((south * Math.PI) / 180))
    const distance = Math.max(MARGIN * size, LEAST) + (top - bottom) / 2
    // from the south, half way down: what stands upright is seen, too
    const lat = (south + north) / 2 - (distance * Math.SQRT1_2) / METRES
    const eye = { lon: (west + east) / 2, lat, height: (bottom + top) / 2 + distance * Math.SQRT1_2 }
    await scene.flyTo({ ...eye, heading: 0, pitch: -45 }, 0)
    const shown = await standsStill(() => pending === 0)
    const picked = await scene.pick({ x: host.clientWidth / 2, y: host.clientHeight / 2 })
    scene.setSourceVisible('outside', false)
    const hidden = await standsStill(() => pending === 0)
    return { share: shown.differenceTo(hidden), picked }
  }
  const seen = await view()
  const faults = events.flatMap((event) =>
    event.kind === 'source-failed' || event.kind === 'render-failed' ? [`${event.kind}: ${event.detail}`] : [],
  )
  scene.dispose()
  return { ...seen, faults }
}
