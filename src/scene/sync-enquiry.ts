import type { PublicManifest } from '../domain/config/city-manifest.ts'
import { areaAt, cellAt, cellGrid } from '../domain/geo/cell-grid.ts'
import type { Bounds } from '../domain/geo/coordinates.ts'
import type { Localized } from '../domain/localized.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { Line, Rgba, ScenePort, TileSource, Unsubscribe } from '../ports/scene.ts'
import type { EnquiryState, EnquiryStore } from '../state/enquiry.ts'
import { createSourceSync } from './sync-sources.ts'

const CELLS = 'enquiry-cells'
const PLACE = 'enquiry-place'
const NAME = 'enquiry-name'
const MY_LOCATION: Localized = { zh: '我的位置', en: 'My location' }
const NO_SOURCE = new Set<string>()

/**
 * Keeps the map of the public page equal to its state, and tells the state what the map tells: the area that was asked
 * about, in it the cell of the place, and the cell under the cross-hair are outlined, the place itself is a dot.
 */
export function startEnquirySync(
  store: EnquiryStore,
  scene: ScenePort,
  sourcesOf: (city: PublicManifest, state: Pick<EnquiryState, 'locale' | 'theme'>) => readonly TileSource[],
): Unsubscribe {
  const sources = createSourceSync(scene)
  const draw = (state: EnquiryState, before: EnquiryState | null) => {
    const { city, locale, theme } = state
    if (city.state !== 'loaded') return
    const isNew = (...keys: (keyof EnquiryState)[]) => !before || keys.some((key) => state[key] !== before[key])
    if (isNew('theme')) scene.setLook({ theme, controls: 'orbit' })
    if (isNew('city', 'locale', 'theme')) sources.want(sourcesOf(city.value, { locale, theme }), NO_SOURCE)
    if (isNew('city', 'place', 'answer', 'aim', 'theme')) drawCells(scene, city.value, state)
    if (isNew('place', 'locale')) drawPlace(scene, state)
  }
  draw(store.getState(), null)
  const stops = [
    store.subscribe(draw),
    scene.onView((view) => store.setState({ view })),
    scene.onEvent((event) => {
      if (event.kind === 'ready') store.setState(({ scene: now }) => ({ scene: { ...now, isReady: true } }))
      if (event.kind === 'source-failed' || event.kind === 'render-failed') {
        store.setState(({ scene: now }) => ({ scene: { ...now, fault: event.detail } }))
      }
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function drawCells(scene: ScenePort, city: PublicManifest, { place, answer, aim, theme }: EnquiryState): void {
  const grid = cellGrid(city.bounds)
  const asked = answer.state === 'loaded' ? answer.value.bounds : place && areaAt(grid, place)
  const [red, green, blue] = signalColors[theme].select
  const ink: Rgba = theme === 'light' ? [20, 32, 43, 255] : [232, 237, 241, 255]
  const lines = [
    ...(place ? [outline('cell', cellAt(grid, place), [red, green, blue, 255], 1.5)] : []),
    ...(asked ? [outline('asked', asked, [red, green, blue, 255], 4)] : []),
    ...(aim ? [outline('aim', aim, ink, 2.5), ...crossHair(aim, ink)] : []),
  ]
  if (lines.length === 0) scene.hide(CELLS)
  else scene.show({ kind: 'lines', id: CELLS, lines })
}

function drawPlace(scene: ScenePort, { place, locale }: EnquiryState): void {
  scene.hide(PLACE)
  scene.hide(NAME)
  if (!place) return
  const at = { lon: place.lon, lat: place.lat, height: 0 }
  scene.show({ kind: 'points', id: PLACE, marks: [{ id: 'place', at, shape: 'circle', ring: 'none' }] })
  // a road's name is on the map already
  if (place.by === 'location') scene.show({ kind: 'labels', id: NAME, labels: [{ at, text: MY_LOCATION[locale] }] })
}

function outline(id: string, [west, south, east, north]: Bounds, color: Rgba, width: number): Line {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const
  return { id, path: corners.map(([lon, lat]) => ({ lon, lat, height: 0 })), color, width }
}

/** Short strokes from the middle of each side inwards: a shape of its own, not only another colour. */
function crossHair([west, south, east, north]: Bounds, color: Rgba): Line[] {
  const [lon, lat] = [(west + east) / 2, (south + north) / 2]
  const [dx, dy] = [(east - west) / 4, (north - south) / 4]
  const stroke = (id: string, from: readonly [number, number], to: readonly [number, number]): Line => ({
    id,
    path: [from, to].map(([x, y]) => ({ lon: x, lat: y, height: 0 })),
    color,
    width: 2.5,
  })
  return [
    stroke('west', [west, lat], [west + dx, lat]),
    stroke('east', [east, lat], [east - dx, lat]),
    stroke('south', [lon, south], [lon, south + dy]),
    stroke('north', [lon, north], [lon, north - dy]),
  ]
}
