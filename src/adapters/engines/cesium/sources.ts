import type { Cesium3DTileset, CesiumWidget, TileProviderError } from 'cesium'
import type { Bounds } from '../../../domain/geo/coordinates.ts'
import { decodeGround, type Ground, groundHeight } from '../../../domain/geo/ground.ts'
import type { TileSource } from '../../../ports/scene.ts'
import { createDrapes } from './drapes.ts'
import type { Frame } from './frame.ts'
import { groundGrid } from './ground-grid.ts'
import { addLabels } from './labels.ts'
import { loadTileset } from './load-tileset.ts'
import { colorOf, type Palette } from './palette.ts'
import { applyPaint, fadePlain, growAsset } from './solid-shader.ts'
import { type CityTiling, gridTerrain, meshTerrain } from './terrain.ts'
import { vectorDrape } from './vector.ts'

/** height of names above the ground [m] */
const NAME_LIFT = 2
/** the squares on the ground among the drapes; a source cannot be called so */
const SQUARES = ''

/** What one source put on the picture. */
interface Shown {
  setVisible(isVisible: boolean): void
  /** tilesets look different while the ground is open: what stands on it fades, what lies below grows with distance */
  open?(isOpen: boolean): void
  paint?(rgba: Uint8Array): void
  restyle?(palette: Palette): void
  remove(): void
}

interface Stage {
  readonly widget: CesiumWidget
  readonly frame: Frame
  readonly tiling: CityTiling
  readonly bounds: Bounds
}

/** The tile sources of a scene and the ground they stand on. */
export interface Sources {
  ground(): Ground | null
  /** @throws Error when the source cannot be read; what is wrong with parts of it goes to `tell.failed` */
  add(source: TileSource): Promise<void>
  remove(id: string): void
  setVisible(id: string, isVisible: boolean): void
  paint(rgba: Uint8Array): void
  open(isOpen: boolean): void
  restyle(palette: Palette): void
}

export function createSources(
  { widget, frame, tiling, bounds }: Stage,
  first: Palette,
  tell: {
    readonly pending: (source: string, count: number) => void
    readonly failed: (source: string, detail: string) => void
  },
): Sources {
  const shown = new Map<string, Shown>()
  let ground: Ground | null = null
  let palette = first
  let rgba: Uint8Array | null = null
  let isOpen = false
  const drapes = createDrapes(widget, tiling.scheme)

  const styleGround = () => {
    widget.scene.backgroundColor = colorOf(palette.background)
    widget.scene.globe.baseColor = colorOf(palette.ground)
    widget.scene.globe.undergroundColor = colorOf(palette.underground)
    drapes.put(SQUARES, groundGrid(bounds, palette.grid))
  }
  /** Fetches a source; what it returns puts it on the picture. */
  const load = async (source: TileSource): Promise<() => Shown> => {
    switch (source.form) {
      case '3d-tiles': {
        const tileset = await loadTileset(source, (detail) => tell.failed(source.id, detail))
        tileset.loadProgress.addEventListener((requests: number, processing: number) =>
          tell.pending(source.id, requests + processing),
        )
        return () => shownTileset(widget, tileset, source)
      }
      case 'terrain': {
        const [decoded, mesh] = await Promise.all([
          fetchSource(source.url).then(async (file) => decodeGround(await file.arrayBuffer())),
          source.tiles === null ? null : meshTerrain(tiling, source.tiles),
        ])
        mesh?.errorEvent.addEventListener(({ message }: TileProviderError) => tell.failed(source.id, message))
        return () => {
          ground = decoded
          widget.terrainProvider = mesh ?? gridTerrain(tiling, frame, ground)
          return shownGlobe(widget)
        }
      }
      case 'vector': {
        const { draw, labels, unreadable } = vectorDrape(source, await (await fetchSource(source.url)).json())
        if (unreadable > 0)
          tell.failed(source.id, `${unreadable} features are neither lines nor areas and are not drawn`)
        return () => {
          const texts = labels.map(({ lon, lat, text }) => ({
            at: { lon, lat, height: (ground ? groundHeight(ground, lon, lat) : 0) + NAME_LIFT },
            text,
          }))
          const { collection, restyle } = addLabels(widget.scene, frame, texts, 'map', palette)
          drapes.put(source.id, draw)
          return {
            setVisible: (isVisible) => {
              drapes.setVisible(source.id, isVisible)
              collection.show = isVisible
            },
            restyle,
            remove: () => {
              drapes.remove(source.id)
              widget.scene.primitives.remove(collection)
            },
          }
        }
      }
      case 'flat':
        throw new Error('the flat extract is drawn by flat engines')
    }
  }

  styleGround()
  return {
    ground: () => ground,
    async add(source) {
      const place = await load(source)
      // closed while it loaded: nothing is left to put it on
      if (widget.isDestroyed()) return
      const item = place()
      shown.set(source.id, item)
      item.open?.(isOpen)
      if (rgba) item.paint?.(rgba)
    },
    remove(id) {
      shown.get(id)?.remove()
      shown.delete(id)
    },
    setVisible: (id, isVisible) => shown.get(id)?.setVisible(isVisible),
    paint(colors) {
      rgba = colors
      for (const item of shown.values()) item.paint?.(colors)
    },
    open(isGroundOpen) {
      isOpen = isGroundOpen
      for (const item of shown.values()) item.open?.(isOpen)
    },
    restyle(next) {
      palette = next
      styleGround()
      for (const item of shown.values()) item.restyle?.(palette)
    },
  }
}

async function fetchSource(url: string): Promise<Response> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
  return response
}

function shownTileset(
  widget: CesiumWidget,
  tileset: Cesium3DTileset,
  source: TileSource & { form: '3d-tiles' },
): Shown {
  const shader = tileset.customShader
  widget.scene.primitives.add(tileset)
  return {
    setVisible: (isVisible) => {
      tileset.show = isVisible
    },
    open: (isOpen) => {
      if (!shader) return
      if (source.isAsset) growAsset(shader, isOpen)
      else fadePlain(shader, source.color, isOpen)
    },
    paint: (rgba) => {
      if (shader && source.isAsset) applyPaint(shader, { rgba })
    },
    remove: () => widget.scene.primitives.remove(tileset),
  }
}

function shownGlobe({ scene }: CesiumWidget): Shown {
  const show = (isVisible: boolean) => {
    scene.globe.show = isVisible
  }
  show(true)
  return { setVisible: show, remove: () => show(false) }
}
