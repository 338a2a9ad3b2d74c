import { writeArrayBuffer } from 'geotiff'
import { EXTENT, ORIGIN } from './plane.ts'
import { groundAt } from './terrain.ts'

/** Cell size [m]. */
const CELL = 5
/** Land and sea floor around the built city [m]: the bounds of a build, which are whole steps, lie inside. */
export const MARGIN = { west: 200, east: 400, north: 400, south: 1200 }

/** Ground and sea floor as a float32 GeoTIFF in EPSG:4549, H in the 1985 datum, cell centres, no gaps. */
export function makeDem(): Uint8Array {
  const columns = (EXTENT.width + MARGIN.west + MARGIN.east) / CELL
  const rows = (EXTENT.height + MARGIN.north + MARGIN.south) / CELL
  const heights = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    const y = EXTENT.height + MARGIN.north - (row + 0.5) * CELL
    for (let column = 0; column < columns; column++) {
      heights[row * columns + column] = groundAt(-MARGIN.west + (column + 0.5) * CELL, y)
    }
  }
  const west = ORIGIN.east - MARGIN.west
  const north = ORIGIN.north + EXTENT.height + MARGIN.north
  return new Uint8Array(
    writeArrayBuffer(heights, {
      width: columns,
      height: rows,
      BitsPerSample: [32],
      SampleFormat: [3],
      SamplesPerPixel: 1,
      PhotometricInterpretation: 1,
      ModelPixelScale: [CELL, CELL, 0],
      ModelTiepoint: [0, 0, 0, west, north, 0],
      GTModelTypeGeoKey: 1,
      GTRasterTypeGeoKey: 1,
      ProjectedCSTypeGeoKey: 4549,
      GTCitationGeoKey: 'CGCS2000 / 3-degree Gauss-Kruger CM 120E',
    }),
  )
}
