import {
  Math as CesiumMath,
  type CesiumWidget,
  type GeographicTilingScheme,
  GridImageryProvider,
  ImageryLayer,
} from 'cesium'
import type { Bounds } from '../../../domain/geo/coordinates.ts'

const TILE = 512
const METRES_PER_DEGREE = 111_320

/** Draws one square of the ground; the context counts in metres, so that widths are true in both directions. */
export interface TilePen {
  readonly context: CanvasRenderingContext2D
  /** west, south, east, north of the square [degrees] */
  readonly bounds: Bounds
  /** metres east of the square's west side */
  x(lon: number): number
  /** metres south of the square's north side */
  y(lat: number): number
  /** ground size of a pixel [m] */
  readonly pixel: number
}

export type Draw = (pen: TilePen) => void

/** What lies on the ground, each drape over those that were put before it. */
export interface Drapes {
  /** puts a drape on the ground, or another in its place */
  put(id: string, draw: Draw): void
  remove(id: string): void
  setVisible(id: string, isVisible: boolean): void
}

/** What the engine keeps of a square of the ground and of what is laid on it; its types leave it out. */
interface GroundSquare {
  readonly data: {
    readonly imagery: readonly {
      readonly loadingImagery?: { readonly state: number }
      processStateMachine(square: GroundSquare, frameState: undefined, isWithoutLoading: true): boolean
    }[]
  }
}

/** What the engine keeps of a painted square. */
interface Square {
  readonly x: number
  readonly y: number
  readonly level: number
  /** painted, not handed to the GPU yet */
  readonly image?: HTMLCanvasElement
  readonly texture?: { copyFrom(from: { readonly source: HTMLCanvasElement }): void; generateMipmap(): void }
}

/**
 * All drapes in one layer of the globe, painted square by square while it is needed: sharp at every distance, cheap on
 * any renderer, and right under a translucent ground, where clamped primitives cost a pass each.
 *
 * One layer, because the engine compiles its ground anew for every number of layers that are ready on a square, and
 * keeps 2.4 MB of text of each: three layers grew the heap by a tenth while one went about the city. For the same
 * reason it reaches over the whole ground, and a change is painted into the squares that are there.
 */
export function createDrapes(widget: CesiumWidget, tilingScheme: GeographicTilingScheme): Drapes {
  const drapes = new Map<string, { readonly draw: Draw; readonly isVisible: boolean }>()
  const paint = (canvas: HTMLCanvasElement, { x, y, level }: Pick<Square, 'x' | 'y' | 'level'>) => {
    const pen = penOf(canvas, tilingScheme, x, y, level)
    for (const { draw, isVisible } of drapes.values()) if (isVisible) draw(pen)
  }
  const layer = new DrapesLayer(new DrapesProvider(tilingScheme, paint))
  widget.imageryLayers.add(layer)

  let hasChanged = false
  // Before a frame no square is between its painting and the engine's hands, so that none is missed.
  widget.scene.preRender.addEventListener(() => {
    if (!hasChanged) return
    hasChanged = false
    const canvas = emptySquare()
    for (const square of Object.values(Reflect.get(layer, '_imageryCache') as Readonly<Record<string, Square>>)) {
      if (square.image) paint(square.image, square)
      if (!square.texture) continue
      paint(canvas, square)
      square.texture.copyFrom({ source: canvas })
      square.texture.generateMipmap()
    }
  })
  const change = () => {
    hasChanged = true
    widget.scene.requestRender()
  }
  return {
    put(id, draw) {
      drapes.set(id, { draw, isVisible: drapes.get(id)?.isVisible ?? true })
      change()
    },
    remove(id) {
      if (drapes.delete(id)) change()
    },
    setVisible(id, isVisible) {
      const drape = drapes.get(id)
      if (!drape || drape.isVisible === isVisible) return
      drapes.set(id, { ...drape, isVisible })
      change()
    },
  }
}

/** state of a painting that the engine has not asked for yet */
const UNLOADED = 0
const layOnSquare: unknown = Reflect.get(ImageryLayer.prototype, '_createTileImagerySkeletons')

class DrapesLayer extends ImageryLayer {
  /**
   * Called by the engine for each new square of the ground, before the square is painted. It may draw the square for
   * seconds before its turn to be painted comes: until then the square shows its part of a coarser one, and is not bare.
   */
  _createTileImagerySkeletons(square: GroundSquare, ...others: unknown[]): unknown {
    if (typeof layOnSquare !== 'function') throw new Error('DrapesLayer: the engine lays its layers in another way')
    const isLaid: unknown = layOnSquare.call(this, square, ...others)
    for (const laid of square.data.imagery) {
      if (laid.loadingImagery?.state === UNLOADED) laid.processStateMachine(square, undefined, true)
    }
    return isLaid
  }
}

class DrapesProvider extends GridImageryProvider {
  private readonly paint: (canvas: HTMLCanvasElement, square: Square) => void

  constructor(tilingScheme: GeographicTilingScheme, paint: (canvas: HTMLCanvasElement, square: Square) => void) {
    super({ tilingScheme, tileWidth: TILE, tileHeight: TILE, canvasSize: 1 })
    this.paint = paint
  }

  override requestImage(x: number, y: number, level: number): Promise<HTMLCanvasElement> {
    const canvas = emptySquare()
    this.paint(canvas, { x, y, level })
    return Promise.resolve(canvas)
  }
}

function emptySquare(): HTMLCanvasElement {
  return Object.assign(document.createElement('canvas'), { width: TILE, height: TILE })
}

/** A pen on an empty canvas. */
function penOf(
  canvas: HTMLCanvasElement,
  tilingScheme: GeographicTilingScheme,
  column: number,
  row: number,
  level: number,
): TilePen {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('penOf: the browser gives no canvas to draw in')
  const rectangle = tilingScheme.tileXYToRectangle(column, row, level)
  const west = CesiumMath.toDegrees(rectangle.west)
  const south = CesiumMath.toDegrees(rectangle.south)
  const east = CesiumMath.toDegrees(rectangle.east)
  const north = CesiumMath.toDegrees(rectangle.north)
  const metresPerLon = METRES_PER_DEGREE * Math.cos((rectangle.south + rectangle.north) / 2)
  const pixel = ((north - south) * METRES_PER_DEGREE) / TILE
  context.reset()
  context.setTransform(TILE / ((east - west) * metresPerLon), 0, 0, 1 / pixel, 0, 0)
  return {
    context,
    bounds: [west, south, east, north],
    x: (lon) => (lon - west) * metresPerLon,
    y: (lat) => (north - lat) * METRES_PER_DEGREE,
    pixel,
  }
}
