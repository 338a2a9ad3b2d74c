import { Cartesian3 } from 'cesium'
import type { PublicManifest } from '../../../domain/config/city-manifest.ts'
import type { Bounds } from '../../../domain/geo/coordinates.ts'
import { groundHeight } from '../../../domain/geo/ground.ts'
import { overview } from '../../../domain/geo/overview.ts'
import type {
  SceneEvent,
  SceneLook,
  ScenePort,
  ScreenPoint,
  TileSource,
  UndergroundView,
  Viewpoint,
  WaterPart,
} from '../../../ports/scene.ts'
import { flyTo, takeStep, viewOf, watchView } from './camera.ts'
import { drawUntilGroundIsThere } from './draw-until-ready.ts'
import { createFrame, type Frame } from './frame.ts'
import { locate } from './locate.ts'
import { mountWidget, unmountWidget } from './mount-widget.ts'
import { createOverlays, type Overlays } from './overlays.ts'
import { palettes } from './palette.ts'
import { pickAt } from './pick.ts'
import { watchPointer } from './pointer.ts'
import { createSources, type Sources } from './sources.ts'
import { cityTiling, gridTerrain } from './terrain.ts'
import { applyUnderground } from './underground.ts'
import { createWaterSurface, sideOf, type WaterSurface } from './water/index.ts'

type Widget = ReturnType<typeof mountWidget>

interface Mounted {
  readonly widget: Widget
  readonly frame: Frame
  readonly bounds: Bounds
  readonly sources: Sources
  readonly overlays: Overlays
  readonly stopPointer: () => void
  readonly waters: Map<WaterPart, WaterSurface>
}

const FORMS: ReadonlySet<TileSource['form']> = new Set(['3d-tiles', 'terrain', 'vector'])

/** The globe: terrain, translucent ground, underground camera, 3D Tiles painted by gid, fields of water and gas. */
export function createCesiumScene(): ScenePort {
  const listeners = {
    view: new Set<(view: Viewpoint) => void>(),
    click: new Set<(at: ScreenPoint) => void>(),
    pointer: new Set<(at: ScreenPoint | null) => void>(),
    event: new Set<(event: SceneEvent) => void>(),
  }
  const pending = new Map<string, number>()
  let mounted: Mounted | null = null
  let home: Cartesian3 | null = null
  let isReady = false
  let look: SceneLook | null = null
  let split: number | null = null

  const here = (): Mounted => {
    if (!mounted) throw new Error('createCesiumScene: not mounted')
    return mounted
  }
  const redraw = () => mounted?.widget.scene.requestRender()
  const tell = (event: SceneEvent) => {
    for (const listener of listeners.event) listener(event)
  }
  const tellFailed = (source: string, detail: string) => tell({ kind: 'source-failed', source, detail })
  const setPending = (source: string, count: number) => {
    pending.set(source, count)
    tellPending()
  }
  const tellPending = () => {
    const total = [...pending.values()].reduce((sum, value) => sum + value, 0)
    tell({ kind: 'loading', pending: total })
    if (total === 0 && !isReady && pending.size > 1) {
      isReady = true
      tell({ kind: 'ready' })
    }
  }
  const goHome = async (seconds?: number) => {
    const { widget, frame, bounds, sources } = here()
    const [west, south, east, north] = bounds
    const ground = sources.ground()
    const view = overview(bounds, ground ? groundHeight(ground, (west + east) / 2, (south + north) / 2) : 0)
    home = frame.toEngine(view)
    await flyTo(widget.scene, frame, view, seconds)
  }

  return {
    forms: FORMS,
    abilities: new Set(['tilt', 'terrain', 'underground', 'water']),
    async mount(host: HTMLElement, manifest: PublicManifest, first: SceneLook) {
      const { bounds } = manifest
      const palette = palettes[first.theme]
      const widget = mountWidget(host)
      const { scene } = widget
      const frame = createFrame(manifest.vertical.geoid)
      const tiling = cityTiling(bounds)
      widget.terrainProvider = gridTerrain(tiling, frame, null)
      const sources = createSources({ widget, frame, tiling, bounds }, palette, {
        pending: setPending,
        failed: tellFailed,
      })
      const overlays = createOverlays(scene, frame, palette, {
        groundOf: () => sources.ground(),
        onFailed: (detail) => tell({ kind: 'render-failed', detail }),
      })
      const stopPointer = watchPointer(widget.canvas, {
        click: (at) => {
          for (const listener of listeners.click) listener(at)
        },
        pointer: (at) => {
          for (const listener of listeners.pointer) listener(at)
        },
        pick: (at) => pickAt(scene, at),
      })
      mounted = { widget, frame, bounds, sources, overlays, stopPointer, waters: new Map() }
      look = first
      scene.renderError.addEventListener((_scene: unknown, error: unknown) =>
        tell({ kind: 'render-failed', detail: String(error) }),
      )
      scene.globe.tileLoadProgressEvent.addEventListener((count: number) => setPending('ground', count))
      drawUntilGroundIsThere(scene)
      watchView(scene, (isAtRest) => {
        const view = viewOf(scene, frame)
        for (const listener of listeners.view) listener(view)
        if (isAtRest) overlays.declutter()
      })
      await goHome(0)
    },
    async addSource(source: TileSource) {
      if (!FORMS.has(source.form)) {
        tellFailed(source.id, `the globe draws no source of the form "${source.form}"`)
        return
      }
      const { widget, sources } = here()
      setPending(source.id, 1)
      try {
        await sources.add(source)
      } catch (error) {
        tellFailed(source.id, String(error))
      }
      // A first look was taken at a city at sea level; unless somebody has moved since, it is taken anew.
      if (mounted && source.form === 'terrain' && isAtHome(widget, home)) await goHome(0)
      setPending(source.id, 0)
      redraw()
    },
    removeSource(id) {
      mounted?.sources.remove(id)
      // what of it was on its way is waited for no longer
      pending.delete(id)
      tellPending()
      redraw()
    },
    setSourceVisible(id, isVisible) {
      mounted?.sources.setVisible(id, isVisible)
      // the engine fetches nothing of what is hidden, and tells no more of it
      if (!isVisible) setPending(id, 0)
      redraw()
    },
    paint({ rgba }) {
      here().sources.paint(rgba.slice())
      redraw()
    },
    show(overlay) {
      here().overlays.show(overlay)
      redraw()
    },
    hide(id) {
      mounted?.overlays.hide(id)
      redraw()
    },
    showWater(grid, part = 'own') {
      const { widget, frame, waters } = here()
      waters.get(part)?.remove()
      const onFailed = (detail: string) => tell({ kind: 'render-failed', detail })
      waters.set(part, createWaterSurface(widget.scene, frame, grid, { sideOf: () => sideOf(part, split), onFailed }))
    },
    setWater: (frame, part = 'own') => mounted?.waters.get(part)?.set(frame),
    clearWater(part = 'own') {
      mounted?.waters.get(part)?.remove()
      mounted?.waters.delete(part)
    },
    splitWater(share) {
      split = share
      if (mounted && share !== null) mounted.widget.scene.splitPosition = share
      redraw()
    },
    setUnderground(view: UndergroundView) {
      here().sources.open(view.isOn)
      applyUnderground(here().widget.scene, view)
    },
    setLook(next) {
      if (next.theme !== look?.theme) {
        here().sources.restyle(palettes[next.theme])
        here().overlays.restyle(palettes[next.theme])
      }
      look = next
      redraw()
    },
    // neither is among the abilities: a globe cuts no solids, and one does not walk on it
    setSection: () => {},
    locate: (at) => {
      if (!mounted) return null
      const { widget, frame, sources } = mounted
      return locate(widget.scene, frame, sources.ground(), at)
    },
    pick: (at) => Promise.resolve(mounted ? pickAt(mounted.widget.scene, at) : null),
    flyTo: (view, seconds) => {
      // it leaves the first look at once, however near it still is
      home = null
      return flyTo(here().widget.scene, here().frame, view, seconds)
    },
    flyHome: (seconds) => goHome(seconds),
    step: (step) => takeStep(here().widget.scene, step),
    onView: (listener) => subscribe(listeners.view, listener),
    onClick: (listener) => subscribe(listeners.click, listener),
    onPointer: (listener) => subscribe(listeners.pointer, listener),
    onEvent: (listener) => subscribe(listeners.event, listener),
    dispose() {
      for (const set of Object.values(listeners)) set.clear()
      if (!mounted) return
      mounted.stopPointer()
      unmountWidget(mounted.widget)
      mounted = null
    },
  }
}

function isAtHome({ camera }: Widget, home: Cartesian3 | null): boolean {
  return home !== null && Cartesian3.equalsEpsilon(camera.positionWC, home, 0, 1)
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
