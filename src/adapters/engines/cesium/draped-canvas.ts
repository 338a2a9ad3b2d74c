import { Math as CesiumMath, type GeographicTilingScheme, GridImageryProvider, ImageryLayer, Rectangle } from 'cesium'
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

/**
 * A layer on the ground that is drawn square by square while it is needed: sharp at every distance, cheap on any
 * renderer, and right under a translucent ground, where clamped primitives cost a pass each.
 */
export function drapedCanvas(
  tilingScheme: GeographicTilingScheme,
  bounds: Bounds,
  draw: (pen: TilePen) => void,
): ImageryLayer {
  return new ImageryLayer(new DrapedCanvasProvider(tilingScheme, draw), { rectangle: Rectangle.fromDegrees(...bounds) })
}

class DrapedCanvasProvider extends GridImageryProvider {
  private readonly draw: (pen: TilePen) => void

  constructor(tilingScheme: GeographicTilingScheme, draw: (pen: TilePen) => void) {
    super({ tilingScheme, tileWidth: TILE, tileHeight: TILE, canvasSize: 1 })
    this.draw = draw
  }

  override requestImage(column: number, row: number, level: number): Promise<HTMLCanvasElement> {
    const canvas = document.createElement('canvas')
    canvas.width = TILE
    canvas.height = TILE
    const context = canvas.getContext('2d')
    const rectangle = this.tilingScheme.tileXYToRectangle(column, row, level)
    const west = CesiumMath.toDegrees(rectangle.west)
    const south = CesiumMath.toDegrees(rectangle.south)
    const east = CesiumMath.toDegrees(rectangle.east)
    const north = CesiumMath.toDegrees(rectangle.north)
    const metresPerLon = METRES_PER_DEGREE * Math.cos((rectangle.south + rectangle.north) / 2)
    const pixel = ((north - south) * METRES_PER_DEGREE) / TILE
    context?.setTransform(TILE / ((east - west) * metresPerLon), 0, 0, 1 / pixel, 0, 0)
    if (context) {
      this.draw({
        context,
        bounds: [west, south, east, north],
        x: (lon) => (lon - west) * metresPerLon,
        y: (lat) => (north - lat) * METRES_PER_DEGREE,
        pixel,
      })
    }
    return Promise.resolve(canvas)
  }
}
