import type { PublicManifest } from '../../../domain/config/city-manifest.ts'
import { overview } from '../../../domain/geo/overview.ts'
import type {
  Overlay,
  Picked,
  SceneEvent,
  SceneLook,
  ScenePort,
  ScreenPoint,
  Section,
  TileSource,
  UndergroundView,
  Viewpoint,
  WaterFrame,
  WaterGrid,
  WaterPart,
} from '../../../ports/scene.ts'

interface Water {
  readonly grid: WaterGrid
  readonly frame: WaterFrame | null
}

/** What a scene would show, for tests that must not need a GPU. */
export interface Recording extends ScenePort {
  readonly sources: ReadonlyMap<string, { readonly source: TileSource; readonly isVisible: boolean }>
  readonly overlays: ReadonlyMap<string, Overlay>
  /** the latest paint; null before the first */
  readonly rgba: Uint8Array | null
  readonly underground: UndergroundView | null
  readonly view: Viewpoint | null
  readonly look: SceneLook | null
  readonly section: Section | null
  readonly water: Water | null
  /** what is drawn left of the split */
  readonly waterLeft: Water | null
  readonly split: number | null
  /** drawing calls so far, by name */
  readonly calls: readonly string[]
  /** what the next picks answer */
  answerPick(picked: Picked | null): void
  click(at: ScreenPoint): void
  point(at: ScreenPoint | null): void
  tell(event: SceneEvent): void
}

/** An engine that draws nothing and remembers everything. */
export function createRecordingScene(): Recording {
  const sources = new Map<string, { source: TileSource; isVisible: boolean }>()
  const overlays = new Map<string, Overlay>()
  const calls: string[] = []
  const views = new Set<(view: Viewpoint) => void>()
  const clicks = new Set<(at: ScreenPoint) => void>()
  const pointers = new Set<(at: ScreenPoint | null) => void>()
  const events = new Set<(event: SceneEvent) => void>()
  let rgba: Uint8Array | null = null
  let underground: UndergroundView | null = null
  let view: Viewpoint | null = null
  let home: Viewpoint | null = null
  let nextPick: Picked | null = null
  let look: SceneLook | null = null
  let section: Section | null = null
  const waters: Record<WaterPart, Water | null> = { own: null, left: null }
  let split: number | null = null

  const moveTo = (next: Viewpoint) => {
    view = next
    for (const listener of views) listener(next)
  }
  const forms: ReadonlySet<TileSource['form']> = new Set(['3d-tiles', 'terrain', 'vector', 'flat'])
  const tell = (event: SceneEvent) => {
    for (const listener of events) listener(event)
  }
  return {
    forms,
    abilities: new Set(['tilt', 'terrain', 'underground', 'water', 'section', 'walk']),
    sources,
    overlays,
    calls,
    get rgba() {
      return rgba
    },
    get underground() {
      return underground
    },
    get view() {
      return view
    },
    get look() {
      return look
    },
    get section() {
      return section
    },
    get water() {
      return waters.own
    },
    get waterLeft() {
      return waters.left
    },
    get split() {
      return split
    },
    answerPick(picked) {
      nextPick = picked
    },
    click(at) {
      for (const listener of clicks) listener(at)
    },
    point(at) {
      for (const listener of pointers) listener(at)
    },
    tell,
    async mount(_host: HTMLElement, manifest: PublicManifest, first: SceneLook) {
      look = first
      home = overview(manifest.bounds)
      moveTo(home)
    },
    async addSource(source) {
      if (!forms.has(source.form)) {
        tell({ kind: 'source-failed', source: source.id, detail: `unknown form "${source.form}"` })
        return
      }
      calls.push('addSource')
      sources.set(source.id, { source, isVisible: true })
    },
    removeSource(id) {
      calls.push('removeSource')
      sources.delete(id)
    },
    setSourceVisible(id, isVisible) {
      const known = sources.get(id)
      if (known) known.isVisible = isVisible
    },
    paint(paint) {
      calls.push('paint')
      rgba = paint.rgba.slice()
    },
    show(overlay) {
      calls.push(`show ${overlay.id}`)
      overlays.set(overlay.id, overlay)
    },
    hide(id) {
      overlays.delete(id)
    },
    showWater(grid, part = 'own') {
      calls.push('showWater')
      waters[part] = { grid, frame: null }
    },
    setWater(frame, part = 'own') {
      calls.push('setWater')
      const water = waters[part]
      if (water) waters[part] = { ...water, frame }
    },
    clearWater(part = 'own') {
      waters[part] = null
    },
    splitWater(share) {
      split = share
    },
    setUnderground(next) {
      underground = next
    },
    setLook(next) {
      look = next
    },
    setSection(next) {
      section = next
    },
    locate: () => (view ? { lon: view.lon, lat: view.lat, height: 0 } : null),
    pick: () => Promise.resolve(nextPick),
    async flyTo(next) {
      moveTo(next)
    },
    async flyHome() {
      if (home) moveTo(home)
    },
    step(step) {
      if (view)
        moveTo({ ...view, height: view.height + (step === 'up' ? 1 : step === 'down' || step === 'closer' ? -1 : 0) })
    },
    onView: (listener) => subscribe(views, listener),
    onClick: (listener) => subscribe(clicks, listener),
    onPointer: (listener) => subscribe(pointers, listener),
    onEvent: (listener) => subscribe(events, listener),
    dispose() {
      for (const listeners of [views, clicks, pointers, events]) listeners.clear()
      sources.clear()
      overlays.clear()
    },
  }
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
