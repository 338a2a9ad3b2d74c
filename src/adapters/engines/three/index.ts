import { Color, type Object3D, Vector3 } from 'three'
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
  UndergroundView,
  Viewpoint,
} from '../../../ports/scene.ts'
import { type Camera, createCamera } from './camera.ts'
import { createFrame, type Frame } from './frame.ts'
import { createGroundMesh, type GroundMesh } from './ground.ts'
import { createLabels, type Labels } from './labels.ts'
import { LOOKS } from './look.ts'
import { createMarkLayer, type MarkLayer } from './marks.ts'
import { drawOverlay, type Shown } from './overlays.ts'
import { applyPaint } from './paint.ts'
import { firstHit, pickAsset } from './pick.ts'
import { followPointer } from './pointer.ts'
import { applySection, isTakenAway } from './section.ts'
import { createShared } from './shading.ts'
import { createStage, type Stage } from './stage.ts'
import { openTiles, type Tiles } from './tiles.ts'
import { drawVector, type VectorMesh } from './vector.ts'

interface Mounted {
  readonly stage: Stage
  readonly frame: Frame
  readonly camera: Camera
  readonly labels: Labels
  readonly bounds: Bounds
  ground: GroundMesh
}

/** [m]; what lies less than this under a closed ground may be clicked: a lid lies in the surface */
const SKIN = 0.3
/** [m] */
const WALKING_HAZE = 420
/** height of a wall on which widths are as `look.ts` says [px] */
const PLAIN_HEIGHT = 1080
/** the view is told at most this often while it moves [ms] */
const VIEW_PERIOD = 120

/** Local metres: the stage, sections, and the inside of tunnels. */
export function createThreeScene(): ScenePort {
  const listeners = {
    view: new Set<(view: Viewpoint) => void>(),
    click: new Set<(at: ScreenPoint) => void>(),
    pointer: new Set<(at: ScreenPoint | null) => void>(),
    event: new Set<(event: SceneEvent) => void>(),
  }
  const shared = createShared()
  const sources = new Map<string, Shown>()
  const tilesets = new Map<string, Tiles>()
  const vectors = new Map<string, VectorMesh>()
  const marks = new Map<string, MarkLayer>()
  const overlays = new Map<string, Shown>()
  const adding = new Set<string>()
  let mounted: Mounted | null = null
  let heights: Ground | null = null
  let paint: Uint8Array | null = null
  let underground: UndergroundView = { isOn: false, groundAlpha: 1 }
  let look: SceneLook = { theme: 'light', controls: 'orbit' }
  let pending = -1
  let isReady = false
  let home: Viewpoint | null = null
  let told = { position: new Vector3(), direction: new Vector3(), at: 0 }

  const here = (): Mounted => {
    if (!mounted) throw new Error('createThreeScene: not mounted')
    return mounted
  }
  const tell = (event: SceneEvent) => {
    for (const listener of listeners.event) listener(event)
  }
  const tellPending = (count: number) => {
    if (count !== pending) {
      pending = count
      tell({ kind: 'loading', pending })
    }
    if (count === 0 && !isReady && sources.size > 0) {
      isReady = true
      tell({ kind: 'ready' })
    }
  }
  const tellView = ({ stage, camera, labels }: Mounted, at: number, isUnderWay: boolean) => {
    const position = stage.camera.position
    const direction = stage.camera.getWorldDirection(new Vector3())
    if (position.equals(told.position) && direction.equals(told.direction)) return
    labels.place()
    for (const layer of marks.values()) layer.declutter()
    if (isUnderWay && at - told.at < VIEW_PERIOD) return
    if (at - told.at < VIEW_PERIOD) return stage.invalidate()
    told = { position: position.clone(), direction, at }
    const view = camera.view()
    for (const listener of listeners.view) listener(view)
  }
  const beforeFrame = (at: number) => {
    if (!mounted) return
    const { stage, camera } = mounted
    const isUnderWay = camera.update(at)
    if (isUnderWay) stage.invalidate()
    stage.camera.updateMatrixWorld()
    shared.u_pixel.value = (2 * Math.tan((stage.camera.fov * Math.PI) / 360)) / stage.size.height
    let count = adding.size
    for (const tiles of tilesets.values()) count += tiles.update()
    tellPending(count)
    tellView(mounted, at, isUnderWay)
  }
  const applyLook = () => {
    const { stage, ground, camera, bounds } = here()
    const { background, ground: groundColor, grid, glow, growth, halo, haze } = LOOKS[look.theme]
    const [west, south, east, north] = bounds
    const citySize = Math.max(east - west, north - south) * 111_320
    shared.u_background.value.setRGB(...background)
    // Inside a structure the haze tells distance where nothing else does.
    shared.u_haze.value = look.controls === 'walk' ? WALKING_HAZE : haze * Math.max(citySize, 1000)
    shared.u_glow.value = glow
    // on a wall of more pixels lines are as wide and light reaches as far as on a plain one
    const sharpness = look.theme === 'wall' ? Math.max(1, stage.size.height / PLAIN_HEIGHT) : 1
    shared.u_growth.value = underground.isOn ? growth * sharpness : 0
    shared.u_halo.value = underground.isOn ? halo * sharpness : 0
    stage.scene.background = new Color(...background)
    ground.setColors(new Color(...groundColor), new Color(...grid))
    const alpha = underground.isOn ? underground.groundAlpha : 1
    ground.setAlpha(alpha)
    for (const vector of vectors.values()) vector.setAlpha(alpha)
    for (const layer of marks.values()) layer.setTheme(look.theme)
    for (const tiles of tilesets.values()) tiles.setFaded(underground.isOn)
    camera.setControls(look.controls)
    stage.invalidate()
  }
  const setGround = (next: Ground | null) => {
    const { stage, frame, bounds, ground } = here()
    const mesh = createGroundMesh(frame, bounds, next, shared)
    mesh.mesh.visible = ground.mesh.visible
    stage.scene.remove(ground.mesh)
    ground.dispose()
    stage.scene.add(mesh.mesh)
    here().ground = mesh
    applyLook()
  }
  const goHome = (seconds?: number) => {
    const { camera, bounds } = here()
    const [west, south, east, north] = bounds
    home = overview(bounds, heights ? groundHeight(heights, (west + east) / 2, (south + north) / 2) : 0)
    return camera.flyTo(home, seconds)
  }
  const isHome = () => {
    const view = here().camera.view()
    return home !== null && Math.abs(view.height - home.height) < 0.1 && Math.abs(view.lon - home.lon) < 1e-7
  }
  const load = async (source: TileSource): Promise<Shown | null> => {
    const { stage, frame, labels } = here()
    const onFailed = (detail: string) => tell({ kind: 'source-failed', source: source.id, detail })
    if (source.form === '3d-tiles') {
      const tiles = openTiles(source, { stage, frame, shared }, onFailed)
      tiles.setFaded(underground.isOn)
      tilesets.set(source.id, tiles)
      return {
        setVisible: (isVisible) => {
          tiles.group.visible = isVisible
        },
        remove: () => {
          tilesets.delete(source.id)
          tiles.dispose()
        },
      }
    }
    if (source.form === 'terrain') {
      heights = decodeGround(await (await fetchSource(source.url)).arrayBuffer())
      const wasHome = isHome()
      setGround(heights)
      // A first look was taken at a city at sea level; unless somebody has moved since, it is taken anew.
      if (wasHome) await goHome(0)
      return {
        setVisible: (isVisible) => {
          here().ground.mesh.visible = isVisible
        },
        remove: () => {
          heights = null
          setGround(null)
        },
      }
    }
    if (source.form === 'vector') {
      // that of the drawn ground: one that is true where the ground is coarse lies under it
      const { heightAt } = here().ground
      const text = await (await fetchSource(source.url)).json()
      const vector = drawVector(source, text, { frame, heightAt, shared })
      vector.setAlpha(underground.isOn ? underground.groundAlpha : 1)
      vectors.set(source.id, vector)
      stage.scene.add(vector.mesh)
      labels.set(
        source.id,
        vector.labels.map(({ lon, lat, text }) => ({
          position: frame.toLocal({ lon, lat, height: heightAt(lon, lat) + 2 }),
          text,
          look: 'map',
        })),
      )
      if (vector.unreadable > 0) onFailed(`${vector.unreadable} features are neither lines nor areas and are not drawn`)
      return {
        setVisible: (isVisible) => {
          vector.mesh.visible = isVisible
          labels.setVisible(source.id, isVisible)
        },
        remove: () => {
          vectors.delete(source.id)
          stage.scene.remove(vector.mesh)
          labels.set(source.id, [])
          vector.dispose()
        },
      }
    }
    onFailed(`the engine "three" does not draw the form "${source.form}"`)
    return null
  }

  return {
    forms: new Set(['3d-tiles', 'terrain', 'vector']),
    abilities: new Set(['tilt', 'terrain', 'underground', 'section', 'walk']),
    async mount(host: HTMLElement, manifest: PublicManifest, wanted: SceneLook) {
      look = wanted
      const stage = createStage(host, beforeFrame, () => tell({ kind: 'render-failed', detail: 'webglcontextlost' }))
      const frame = createFrame(manifest.vertical.geoid, manifest.bounds)
      const groundAt = (x: number, y: number): number => {
        const { lon, lat } = frame.fromLocal(new Vector3(x, y, 0))
        return frame.toLocal({ lon, lat, height: heights ? groundHeight(heights, lon, lat) : 0 }).z
      }
      const camera = createCamera(stage, frame, groundAt)
      const ground = createGroundMesh(frame, manifest.bounds, null, shared)
      stage.scene.add(ground.mesh)
      const labels = createLabels(stage)
      mounted = { stage, frame, camera, labels, bounds: manifest.bounds, ground }
      followPointer(stage.canvas, listeners)
      applyLook()
      camera.setGroundOpen(underground.isOn)
      await goHome(0)
    },
    setLook(wanted) {
      look = wanted
      applyLook()
    },
    async addSource(source: TileSource) {
      adding.add(source.id)
      here().stage.invalidate()
      try {
        const shown = await load(source)
        if (shown) sources.set(source.id, shown)
      } catch (error) {
        tell({ kind: 'source-failed', source: source.id, detail: String(error) })
      }
      adding.delete(source.id)
      mounted?.stage.invalidate()
    },
    removeSource(id) {
      sources.get(id)?.remove()
      sources.delete(id)
      mounted?.stage.invalidate()
    },
    setSourceVisible(id, isVisible) {
      sources.get(id)?.setVisible(isVisible)
      mounted?.stage.invalidate()
    },
    paint({ rgba }) {
      paint = rgba.slice()
      applyPaint(shared, { rgba })
      mounted?.stage.invalidate()
    },
    show(overlay: Overlay) {
      const { stage, frame, labels } = here()
      if (overlay.kind === 'points') {
        const layer =
          marks.get(overlay.id) ?? createMarkLayer(stage, frame, labels, { overlay: overlay.id, theme: look.theme })
        marks.set(overlay.id, layer)
        layer.update(overlay.marks)
      } else {
        overlays.get(overlay.id)?.remove()
        overlays.set(overlay.id, drawOverlay(here(), overlay))
      }
      stage.invalidate()
    },
    hide(id) {
      overlays.get(id)?.remove()
      overlays.delete(id)
      marks.get(id)?.remove()
      marks.delete(id)
      mounted?.stage.invalidate()
    },
    // not among the abilities
    showWater: () => {},
    setWater: () => {},
    clearWater: () => {},
    splitWater: () => {},
    setUnderground(view) {
      underground = view
      here().camera.setGroundOpen(view.isOn)
      applyLook()
    },
    setSection(section) {
      const { stage, frame } = here()
      applySection(shared, section, frame)
      for (const tiles of tilesets.values()) tiles.moveCut()
      stage.invalidate()
    },
    pick: (at) => {
      if (!mounted) return Promise.resolve(null)
      const { stage, ground } = mounted
      for (const [overlay, layer] of marks) {
        const mark = layer.pick(at)
        if (mark !== null) return Promise.resolve({ kind: 'mark', overlay, id: mark })
      }
      const groups: Object3D[] = []
      for (const tiles of tilesets.values()) {
        if (tiles.isAsset && tiles.group.visible) groups.push(tiles.group)
        if (tiles.isAsset && tiles.caps.mesh.visible) groups.push(tiles.caps.mesh)
      }
      const isClosed = !underground.isOn || underground.groundAlpha >= 1
      const surface = isClosed && ground.mesh.visible ? (firstHit(stage, ground.mesh, at)?.distance ?? null) : null
      return Promise.resolve(
        pickAsset(stage, groups, at, {
          isShown: (gid, hit) =>
            (paint === null || paint[4 * gid + 3] !== 0) &&
            !isTakenAway(shared, hit.point) &&
            (surface === null || hit.distance < surface + SKIN),
        }),
      )
    },
    locate: (at) => {
      if (!mounted) return null
      const hit = firstHit(mounted.stage, mounted.ground.mesh, at)
      return hit ? mounted.frame.fromLocal(hit.point) : null
    },
    flyTo: (view, seconds) => {
      // it leaves the first look at once, however near it still is
      home = null
      return here().camera.flyTo(view, seconds)
    },
    flyHome: (seconds) => goHome(seconds),
    step: (step) => here().camera.step(step),
    onView: (listener) => subscribe(listeners.view, listener),
    onClick: (listener) => subscribe(listeners.click, listener),
    onPointer: (listener) => subscribe(listeners.pointer, listener),
    onEvent: (listener) => subscribe(listeners.event, listener),
    dispose() {
      for (const set of Object.values(listeners)) set.clear()
      for (const drawn of [...sources.values(), ...overlays.values(), ...marks.values()]) drawn.remove()
      sources.clear()
      overlays.clear()
      marks.clear()
      mounted?.labels.dispose()
      shared.u_state.value.dispose()
      mounted?.ground.dispose()
      mounted?.camera.dispose()
      mounted?.stage.dispose()
      mounted = null
    },
  }
}

async function fetchSource(url: string): Promise<Response> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
  return response
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
