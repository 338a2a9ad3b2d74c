import type {
  Cesium3DTileset,
  CesiumWidget,
  GeographicTilingScheme,
  ImageryLayer,
  LabelCollection,
  Primitive,
} from 'cesium'
import { Cartesian2, Cartesian3, ScreenSpaceEventHandler, ScreenSpaceEventType } from 'cesium'
import type { PublicManifest } from '../../../domain/config/city-manifest.ts'
import type { Bounds } from '../../../domain/geo/coordinates.ts'
import { decodeGround, type Ground, groundHeight } from '../../../domain/geo/ground.ts'
import { overview } from '../../../domain/geo/overview.ts'
import type {
  Overlay,
  SceneEvent,
  SceneLook,
  ScenePort,
  ScreenPoint,
  TileSource,
  Viewpoint,
} from '../../../ports/scene.ts'
import { flyTo, takeStep, viewOf } from './camera.ts'
import { createFrame, type Frame } from './frame.ts'
import { groundGrid } from './ground-grid.ts'
import { showHover } from './hover.ts'
import { addLabels } from './labels.ts'
import { linesPrimitive } from './lines.ts'
import { loadTileset } from './load-tileset.ts'
import { createMarkLayer, type MarkLayer } from './marks.ts'
import { mountWidget } from './mount-widget.ts'
import { pickAt } from './pick.ts'
import { applyPaint, fadePlain, growAsset } from './solid-shader.ts'
import { cityTiling, terrainProvider } from './terrain.ts'
import { applyUnderground } from './underground.ts'
import { vectorLayer } from './vector.ts'

/** Something on the picture that can be hidden and taken away. */
interface Shown {
  setVisible(isVisible: boolean): void
  remove(): void
}

interface Mounted {
  readonly widget: CesiumWidget
  readonly frame: Frame
  readonly tiling: GeographicTilingScheme
  readonly bounds: Bounds
}

/** The globe: terrain, translucent ground, underground camera, 3D Tiles painted by gid. */
export function createCesiumScene(): ScenePort {
  const listeners = {
    view: new Set<(view: Viewpoint) => void>(),
    click: new Set<(at: ScreenPoint) => void>(),
    pointer: new Set<(at: ScreenPoint | null) => void>(),
    event: new Set<(event: SceneEvent) => void>(),
  }
  const sources = new Map<string, Shown>()
  const overlays = new Map<string, Shown>()
  const marks = new Map<string, MarkLayer>()
  const assetTilesets = new Set<Cesium3DTileset>()
  const pending = new Map<string, number>()
  /** tilesets look different while the ground is open: what stands on it fades, what lies below grows with distance */
  const groundFollowers = new Map<string, (isOpen: boolean) => void>()
  let mounted: Mounted | null = null
  let ground: Ground | null = null
  let home: Cartesian3 | null = null
  let paint: Uint8Array | null = null
  let isReady = false
  let isOpen = false

  const here = (): Mounted => {
    if (!mounted) throw new Error('createCesiumScene: not mounted')
    return mounted
  }
  const tell = (event: SceneEvent) => {
    for (const listener of listeners.event) listener(event)
  }
  const setPending = (source: string, count: number) => {
    pending.set(source, count)
    const total = [...pending.values()].reduce((sum, value) => sum + value, 0)
    tell({ kind: 'loading', pending: total })
    if (total === 0 && !isReady && pending.size > 1) {
      isReady = true
      tell({ kind: 'ready' })
    }
  }

  return {
    forms: new Set(['3d-tiles', 'terrain', 'vector']),
    abilities: new Set(['tilt', 'terrain', 'underground']),
    async mount(host: HTMLElement, manifest: PublicManifest, _look: SceneLook) {
      const widget = mountWidget(host)
      const frame = createFrame(manifest.vertical.geoid)
      const tiling = cityTiling(manifest.bounds)
      mounted = { widget, frame, tiling, bounds: manifest.bounds }
      widget.terrainProvider = terrainProvider(tiling, frame, null)
      const { scene } = widget
      scene.renderError.addEventListener((_scene: unknown, error: unknown) =>
        tell({ kind: 'render-failed', detail: String(error) }),
      )
      scene.globe.tileLoadProgressEvent.addEventListener((count: number) => setPending('ground', count))
      const tellView = () => {
        for (const listener of listeners.view) listener(viewOf(scene, frame))
      }
      scene.camera.percentageChanged = 0.05
      scene.camera.changed.addEventListener(tellView)
      scene.camera.moveEnd.addEventListener(() => {
        tellView()
        for (const layer of marks.values()) layer.declutter()
      })
      const pointer = new ScreenSpaceEventHandler(widget.canvas)
      pointer.setInputAction(({ position }: ScreenSpaceEventHandler.PositionedEvent) => {
        for (const listener of listeners.click) listener({ x: position.x, y: position.y })
      }, ScreenSpaceEventType.LEFT_CLICK)
      showHover(widget.canvas, pointer, (at) => pickAt(scene, at))
      widget.imageryLayers.add(groundGrid(tiling, manifest.bounds))
      await goHome(0)
    },
    async addSource(source: TileSource) {
      const { widget, frame, tiling } = here()
      const onFailed = (detail: string) => tell({ kind: 'source-failed', source: source.id, detail })
      setPending(source.id, 1)
      try {
        if (source.form === '3d-tiles') sources.set(source.id, await addTileset(source, onFailed))
        if (source.form === 'terrain') {
          ground = decodeGround(await (await fetchSource(source.url)).arrayBuffer())
          widget.terrainProvider = terrainProvider(tiling, frame, ground)
          // A first look was taken at a city at sea level; unless somebody has moved since, it is taken anew.
          if (home && Cartesian3.equalsEpsilon(widget.camera.positionWC, home, 0, 1)) await goHome(0)
          sources.set(source.id, shownGlobe(widget))
        }
        if (source.form === 'vector') {
          const { layer, labels, unreadable } = vectorLayer(
            source,
            await (await fetchSource(source.url)).json(),
            tiling,
          )
          const texts = labels.map(({ lon, lat, text }) => ({
            at: { lon, lat, height: (ground ? groundHeight(ground, lon, lat) : 0) + 2 },
            text,
          }))
          sources.set(source.id, shownLayer(widget, layer, addLabels(widget.scene, frame, texts, 'map')))
          if (unreadable > 0) onFailed(`${unreadable} features are neither lines nor areas and are not drawn`)
        }
      } catch (error) {
        onFailed(String(error))
      }
      setPending(source.id, 0)
      widget.scene.requestRender()
    },
    removeSource(id) {
      sources.get(id)?.remove()
      sources.delete(id)
      pending.delete(id)
      mounted?.widget.scene.requestRender()
    },
    setSourceVisible(id, isVisible) {
      sources.get(id)?.setVisible(isVisible)
      mounted?.widget.scene.requestRender()
    },
    paint({ rgba }) {
      paint = rgba.slice()
      for (const tileset of assetTilesets) if (tileset.customShader) applyPaint(tileset.customShader, { rgba: paint })
      mounted?.widget.scene.requestRender()
    },
    show(overlay: Overlay) {
      const { widget, frame } = here()
      if (overlay.kind === 'points') {
        const layer = marks.get(overlay.id) ?? createMarkLayer(widget.scene, frame, overlay.id)
        marks.set(overlay.id, layer)
        layer.update(overlay.marks)
      } else {
        overlays.get(overlay.id)?.remove()
        if (overlay.kind === 'lines') {
          const primitive = widget.scene.primitives.add(linesPrimitive(overlay.lines, frame)) as Primitive
          overlays.set(overlay.id, shownPrimitive(widget, primitive))
        }
        if (overlay.kind === 'labels') {
          overlays.set(overlay.id, shownPrimitive(widget, addLabels(widget.scene, frame, overlay.labels, 'plain')))
        }
      }
      widget.scene.requestRender()
    },
    hide(id) {
      overlays.get(id)?.remove()
      overlays.delete(id)
      marks.get(id)?.remove()
      marks.delete(id)
      mounted?.widget.scene.requestRender()
    },
    setUnderground(view) {
      isOpen = view.isOn
      for (const follow of groundFollowers.values()) follow(isOpen)
      applyUnderground(here().widget.scene, view)
    },
    setLook: () => {},
    setSection: () => {},
    locate: (at) => {
      if (!mounted) return null
      const { widget, frame } = mounted
      const ray = widget.camera.getPickRay(new Cartesian2(at.x, at.y))
      const hit = ray && widget.scene.globe.pick(ray, widget.scene)
      return hit ? frame.fromEngine(hit) : null
    },
    pick: (at) => Promise.resolve(mounted ? pickAt(mounted.widget.scene, at) : null),
    flyTo: (view, seconds) => flyTo(here().widget.scene, here().frame, view, seconds),
    flyHome: (seconds) => goHome(seconds),
    step: (step) => takeStep(here().widget.scene, step),
    onView: (listener) => subscribe(listeners.view, listener),
    onClick: (listener) => subscribe(listeners.click, listener),
    onPointer: (listener) => subscribe(listeners.pointer, listener),
    onEvent: (listener) => subscribe(listeners.event, listener),
    dispose() {
      for (const set of Object.values(listeners)) set.clear()
      mounted?.widget.destroy()
      mounted = null
    },
  }

  async function goHome(seconds?: number): Promise<void> {
    const { widget, frame, bounds } = here()
    const [west, south, east, north] = bounds
    const view = overview(bounds, ground ? groundHeight(ground, (west + east) / 2, (south + north) / 2) : 0)
    home = frame.toEngine(view)
    await flyTo(widget.scene, frame, view, seconds)
  }

  async function addTileset(
    source: TileSource & { form: '3d-tiles' },
    onFailed: (detail: string) => void,
  ): Promise<Shown> {
    const { widget } = here()
    const tileset = await loadTileset(source, onFailed)
    tileset.loadProgress.addEventListener((requests: number, processing: number) =>
      setPending(source.id, requests + processing),
    )
    widget.scene.primitives.add(tileset)
    if (source.isAsset) {
      assetTilesets.add(tileset)
      if (paint && tileset.customShader) applyPaint(tileset.customShader, { rgba: paint })
    }
    const follow = (isGroundOpen: boolean) => {
      if (!tileset.customShader) return
      if (source.isAsset) growAsset(tileset.customShader, isGroundOpen)
      else fadePlain(tileset.customShader, source.color, isGroundOpen)
    }
    groundFollowers.set(source.id, follow)
    follow(isOpen)
    return {
      setVisible: (isVisible) => {
        tileset.show = isVisible
      },
      remove: () => {
        assetTilesets.delete(tileset)
        groundFollowers.delete(source.id)
        widget.scene.primitives.remove(tileset)
      },
    }
  }
}

async function fetchSource(url: string): Promise<Response> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
  return response
}

function shownGlobe(widget: CesiumWidget): Shown {
  return {
    setVisible: (isVisible) => {
      widget.scene.globe.show = isVisible
    },
    remove: () => {
      widget.scene.globe.show = false
    },
  }
}

function shownLayer(widget: CesiumWidget, layer: ImageryLayer, labels: LabelCollection): Shown {
  widget.imageryLayers.add(layer)
  return {
    setVisible: (isVisible) => {
      layer.show = isVisible
      labels.show = isVisible
    },
    remove: () => {
      widget.imageryLayers.remove(layer)
      widget.scene.primitives.remove(labels)
    },
  }
}

function shownPrimitive(widget: CesiumWidget, primitive: Primitive | LabelCollection): Shown {
  return {
    setVisible: (isVisible) => {
      primitive.show = isVisible
    },
    remove: () => widget.scene.primitives.remove(primitive),
  }
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
