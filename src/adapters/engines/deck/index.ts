import { FlyToInterpolator, type Layer } from '@deck.gl/core'
import type { PublicManifest } from '../../../domain/config/city-manifest.ts'
import type { Bounds } from '../../../domain/geo/coordinates.ts'
import { labelBox, placeLabels } from '../../../domain/geo/place-labels.ts'
import { type Wish, withRoom } from '../../../domain/geo/room.ts'
import type { Theme } from '../../../domain/theme.ts'
import type {
  Overlay,
  Picked,
  SceneEvent,
  SceneLook,
  ScenePort,
  ScreenPoint,
  TileSource,
  Viewpoint,
  WaterGrid,
  WaterPart,
} from '../../../ports/scene.ts'
import { cameraAround, cameraOf, type MapCamera, type Size, stepped, viewOf } from './camera.ts'
import type { FlatLayers } from './flat.ts'
import { LOOKS } from './look.ts'
import { type MarkLayers, markLayers, SPACING } from './marks.ts'
import { MOST_ZOOM, type MountedDeck, mountDeck, unmountDeck } from './mount-deck.ts'
import { type OverlayDrawing, overlayDrawing } from './overlays.ts'
import { followPointer } from './pointer.ts'
import type { PlacedText } from './texts.ts'
import { type VectorDrawing, vectorDrawing, wishOf } from './vector.ts'
import { type WaterDrawing, waterDrawing } from './water.ts'

const FLIGHT_SECONDS = 1.2
const STEP_SECONDS = 0.2
/** how near a click must come to a thin line [px] */
const PICK_RADIUS = 6
/** zoom steps beyond the whole city that one may go out */
const OUTSIDE = 2
/** the camera rests when it has not moved for so long [ms] */
const REST = 150

type Source = { isVisible: boolean } & (
  | { readonly form: 'vector'; readonly drawing: VectorDrawing; names: readonly PlacedText[] }
  | { readonly form: 'flat'; readonly flat: FlatLayers }
)

/** The flat map: roads, water, cells and the axes of assets, painted by gid; no ground, no depth, no tilt. */
export function createDeckScene(): ScenePort {
  const listeners = {
    view: new Set<(view: Viewpoint) => void>(),
    click: new Set<(at: ScreenPoint) => void>(),
    pointer: new Set<(at: ScreenPoint | null) => void>(),
    event: new Set<(event: SceneEvent) => void>(),
  }
  const sources = new Map<string, Source>()
  const loading = new Set<string>()
  const overlays = new Map<string, OverlayDrawing>()
  const marks = new Map<string, MarkLayers>()
  const ends = new Set<() => void>()
  const waters = new Map<WaterPart, { readonly grid: WaterGrid; readonly drawing: WaterDrawing | null }>()
  let split: number | null = null
  let mounted: MountedDeck | null = null
  let stopPointer = () => {}
  let host: HTMLElement | null = null
  let bounds: Bounds = [0, 0, 0, 0]
  let size: Size = { width: 1, height: 1 }
  let camera: MapCamera = { longitude: 0, latitude: 0, zoom: 1 }
  let theme: Theme = 'light'
  let paint: Uint8Array | null = null
  let isReady = false
  let isHand = false
  let isLayerRequested = false
  let isCrowded = false
  let rest: ReturnType<typeof setTimeout> | undefined

  const here = (): MountedDeck => {
    if (!mounted) throw new Error('createDeckScene: not mounted')
    return mounted
  }
  const tell = (event: SceneEvent) => {
    for (const listener of listeners.event) listener(event)
  }
  const tellLoading = () => {
    tell({ kind: 'loading', pending: loading.size })
    // asked again a moment later: the next source may be on its way
    setTimeout(() => {
      if (isReady || loading.size > 0 || !mounted) return
      isReady = true
      tell({ kind: 'ready' })
    })
  }
  const project = (lon: number, lat: number): ScreenPoint | null => {
    const [viewport] = here().deck.getViewports()
    const [x = -1, y = -1] = viewport?.project([lon, lat]) ?? []
    return x >= 0 && y >= 0 && x <= size.width && y <= size.height ? { x, y } : null
  }
  /** @returns  what the labels stand on that are shown */
  const makeRoomForLabels = (): Wish[] => {
    const writers = [...overlays.values(), ...marks.values()]
    const wishes = writers.map((writer) => writer.wishes?.(project) ?? [])
    const taken = [...marks.values()].flatMap((layer) => layer.taken(project))
    const sides = placeLabels(wishes.flat(), taken)
    let next = 0
    for (const [i, writer] of writers.entries()) {
      const count = wishes[i]?.length ?? 0
      writer.place?.(sides.slice(next, next + count))
      next += count
    }
    return wishes.flat().flatMap((wish, i) => {
      const side = sides[i]
      return side ? [labelBox(wish, side)] : []
    })
  }
  const makeRoom = () => {
    for (const layer of marks.values()) layer.settle(project)
    const labels = makeRoomForLabels()
    const named = [...sources.values()].filter((source) => source.form === 'vector' && source.isVisible)
    const wishes = named.flatMap((source) =>
      source.form === 'vector'
        ? source.drawing.names.map((name) => ({ source, name, wish: wishOf(name, project(...name.position)) }))
        : [],
    )
    // Names stand beside marks; one that finds no such place stands on them, for a map without names is none.
    const places = [...marks.values()].flatMap((layer) => layer.marks.map(({ at }) => project(at.lon, at.lat)))
    const taken = places.map((at) => ({ at, width: SPACING, height: SPACING, urgency: 1 }))
    const beside = withRoom([...wishes.map(({ wish }) => wish), ...taken])
    const room = withRoom([
      ...wishes.map(({ wish }, i) => ({ ...wish, urgency: beside[i] ? 1 : 0 })),
      ...labels.map((label) => ({ ...label, urgency: 2 })),
    ])
    for (const source of named) {
      if (source.form !== 'vector') continue
      source.names = wishes.filter((wish, i) => room[i] && wish.source === source).map(({ name }) => name)
    }
  }
  const layersNow = (): Layer[] => {
    const look = LOOKS[theme]
    const ground: Layer[] = []
    const assets: Layer[] = []
    const names: Layer[] = []
    for (const source of sources.values()) {
      if (source.form === 'flat') assets.push(...source.flat.layers(source.isVisible, camera.zoom))
      else {
        const drawn = source.drawing.layers(look, source.isVisible, source.names)
        ground.push(...drawn.ground)
        names.push(...drawn.names)
      }
    }
    const layersOf = (wanted: Overlay['kind']) =>
      [...overlays.values()].filter(({ kind }) => kind === wanted).flatMap((overlay) => overlay.layers(look))
    return [
      ...ground,
      ...[...waters.values()].flatMap(({ drawing }) => drawing?.(split) ?? []),
      ...layersOf('depth-grid'),
      ...assets,
      ...layersOf('plume'),
      ...names,
      ...layersOf('lines'),
      ...layersOf('labels'),
      ...[...marks.values()].flatMap((layer) => layer.layers(look, theme)),
    ]
  }
  /** Several changes of one turn make one new list of layers. */
  const drawSoon = () => {
    if (isLayerRequested) return
    isLayerRequested = true
    queueMicrotask(() => {
      isLayerRequested = false
      if (!mounted) return
      if (isCrowded) makeRoom()
      isCrowded = false
      mounted.deck.setProps({ layers: layersNow() })
    })
  }
  /** Names and marks take their places anew. */
  const settle = () => {
    isCrowded = true
    drawSoon()
  }
  const moved = (next: MapCamera) => {
    const { longitude, latitude, zoom } = next
    camera = { longitude, latitude, zoom }
    for (const listener of listeners.view) listener(viewOf(camera, size))
    clearTimeout(rest)
    rest = setTimeout(settle, REST)
  }
  const flyTo = (to: MapCamera, seconds: number): Promise<void> => {
    const { deck } = here()
    const least = cameraAround(bounds, size).zoom - OUTSIDE
    const zoom = Math.min(Math.max(to.zoom, least), MOST_ZOOM)
    const isStill = seconds === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches
    return new Promise((resolve) => {
      const end = () => {
        ends.delete(end)
        resolve()
      }
      const view = { ...to, zoom, minZoom: least, maxZoom: MOST_ZOOM, onTransitionEnd: end, onTransitionInterrupt: end }
      if (isStill) {
        deck.setProps({ initialViewState: { ...view, transitionDuration: 0 } })
        moved({ ...to, zoom })
        end()
        return
      }
      ends.add(end)
      const transition = { transitionDuration: seconds * 1000, transitionInterpolator: new FlyToInterpolator() }
      deck.setProps({ initialViewState: { ...view, ...transition } })
    })
  }
  const pickAt = ({ x, y }: ScreenPoint): Picked | null => {
    const { deck } = here()
    deck.setProps({ _pickable: true })
    const info = deck.pickObject({ x, y, radius: PICK_RADIUS })
    deck.setProps({ _pickable: false })
    const layer = info?.layer?.id
    if (!info || layer === undefined) return null
    for (const [overlay, drawn] of marks) {
      const id = drawn.markOf(layer, info.index)
      if (id !== null) return { kind: 'mark', overlay, id }
    }
    for (const source of sources.values()) {
      const asset = source.form === 'flat' ? source.flat.assetOf(layer, info.index) : null
      if (asset) return { kind: 'asset', ...asset }
    }
    return null
  }
  const canPick = () => marks.size > 0 || [...sources.values()].some(({ form }) => form === 'flat')
  const setGround = () => {
    if (host) host.style.backgroundColor = LOOKS[theme].ground
  }

  return {
    forms: new Set(['vector', 'flat']),
    abilities: new Set(['water']),
    async mount(element: HTMLElement, manifest: PublicManifest, look: SceneLook) {
      host = element
      theme = look.theme
      bounds = manifest.bounds
      setGround()
      mounted = await mountDeck(element, {
        camera: moved,
        resize: (next) => {
          size = next
          if (mounted) moved(camera)
        },
        fault: (detail) => tell({ kind: 'render-failed', detail }),
        cursor: () => (isHand ? 'pointer' : 'grab'),
      })
      size = { width: element.clientWidth, height: element.clientHeight }
      stopPointer = followPointer(mounted.canvas, {
        click: (at) => {
          for (const listener of listeners.click) listener(at)
        },
        move: (at) => {
          isHand = false
          for (const listener of listeners.pointer) listener(at)
        },
        rest: (at) => {
          isHand = canPick() && pickAt(at) !== null
        },
      })
      await flyTo(cameraAround(bounds, size), 0)
      tellLoading()
    },
    setLook(look) {
      theme = look.theme
      setGround()
      drawSoon()
    },
    async addSource(source: TileSource) {
      const { device } = here()
      const onFailed = (detail: string) => tell({ kind: 'source-failed', source: source.id, detail })
      if (source.form !== 'vector' && source.form !== 'flat') {
        onFailed(`a flat map cannot draw the form "${source.form}"`)
        return
      }
      loading.add(source.id)
      tellLoading()
      try {
        if (source.form === 'flat') {
          const { loadFlat } = await import('./flat.ts')
          const flat = await loadFlat(source, device)
          if (paint) flat.paint(paint)
          sources.set(source.id, { form: 'flat', flat, isVisible: true })
        } else {
          const drawing = vectorDrawing(source, await readJson(source.url))
          sources.set(source.id, { form: 'vector', drawing, names: [], isVisible: true })
          if (drawing.unreadable > 0) {
            onFailed(`${drawing.unreadable} features are neither lines nor areas and are not drawn`)
          }
        }
      } catch (error) {
        onFailed(String(error))
      }
      loading.delete(source.id)
      tellLoading()
      settle()
    },
    removeSource(id) {
      const source = sources.get(id)
      sources.delete(id)
      if (mounted) mounted.deck.setProps({ layers: layersNow() })
      // after its layers: their colours are in it
      if (source?.form === 'flat') source.flat.remove()
      settle()
    },
    setSourceVisible(id, isVisible) {
      const source = sources.get(id)
      if (!source || source.isVisible === isVisible) return
      source.isVisible = isVisible
      settle()
    },
    paint({ rgba }) {
      paint = rgba.slice()
      for (const source of sources.values()) if (source.form === 'flat') source.flat.paint(paint)
    },
    show(overlay: Overlay) {
      here()
      if (overlay.kind === 'points') {
        const layer = markLayers(overlay.id, overlay.marks)
        marks.set(overlay.id, layer)
      } else {
        overlays.set(overlay.id, overlayDrawing(overlay))
      }
      settle()
    },
    hide(id) {
      if (overlays.delete(id) || marks.delete(id)) settle()
    },
    showWater(grid, part = 'own') {
      waters.set(part, { grid, drawing: null })
      drawSoon()
    },
    setWater(frame, part = 'own') {
      const grid = waters.get(part)?.grid
      if (grid) waters.set(part, { grid, drawing: waterDrawing(grid, frame, part) })
      drawSoon()
    },
    clearWater(part = 'own') {
      waters.delete(part)
      drawSoon()
    },
    splitWater(share) {
      split = share
      drawSoon()
    },
    setUnderground: () => {},
    setSection: () => {},
    locate({ x, y }) {
      const [lon, lat] = mounted?.deck.getViewports()[0]?.unproject([x, y]) ?? []
      return lon === undefined || lat === undefined ? null : { lon, lat, height: 0 }
    },
    pick: async (at) => (mounted && canPick() ? pickAt(at) : null),
    flyTo: (view, seconds = FLIGHT_SECONDS) => flyTo(cameraOf(view, size), seconds),
    flyHome: (seconds = FLIGHT_SECONDS) => flyTo(cameraAround(bounds, size), seconds),
    step: (step) => {
      const next = stepped(camera, step, size)
      if (next !== camera) void flyTo(next, STEP_SECONDS)
    },
    onView: (listener) => subscribe(listeners.view, listener),
    onClick: (listener) => subscribe(listeners.click, listener),
    onPointer: (listener) => subscribe(listeners.pointer, listener),
    onEvent: (listener) => subscribe(listeners.event, listener),
    dispose() {
      clearTimeout(rest)
      for (const set of Object.values(listeners)) set.clear()
      for (const end of ends) end()
      stopPointer()
      if (mounted) unmountDeck(mounted)
      for (const source of sources.values()) if (source.form === 'flat') source.flat.remove()
      for (const map of [sources, overlays, marks]) map.clear()
      if (host) host.style.backgroundColor = ''
      mounted = null
    },
  }
}

async function readJson(url: string): Promise<unknown> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
  return await response.json()
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
