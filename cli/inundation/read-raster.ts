import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { fromArrayBuffer } from 'geotiff'
import type { Raster } from '../../workers/inundation/case/raster.ts'
import { parseAsciiGrid } from './ascii-grid.ts'

const GZIP = [0x1f, 0x8b]

/**
 * Reads an ESRI ASCII grid (also gzipped) or the first band of a GeoTIFF.
 *
 * @throws Error naming the file and what is wrong in it
 */
export async function readRaster(path: string): Promise<Raster> {
  const name = basename(path)
  const bytes = await readFile(path).catch(() => {
    throw new Error(`${path}: cannot be read, expected an ESRI ASCII grid or a GeoTIFF`)
  })
  if (/^(II|MM)/.test(bytes.toString('latin1', 0, 2))) return await readGeoTiff(name, bytes)
  const isGzip = bytes[0] === GZIP[0] && bytes[1] === GZIP[1]
  return parseAsciiGrid(name, (isGzip ? gunzipSync(bytes) : bytes).toString('utf8'))
}

async function readGeoTiff(name: string, bytes: Buffer): Promise<Raster> {
  try {
    const tiff = await fromArrayBuffer(new Uint8Array(bytes).buffer)
    const image = await tiff.getImage()
    const [columns, rows] = [image.getWidth(), image.getHeight()]
    const [west = 0, south = 0, east = 0, north = 0] = image.getBoundingBox()
    const [size, height] = [(east - west) / columns, (north - south) / rows]
    if (Math.abs(size - height) > size * 1e-6) throw new Error(`cells of ${size} × ${height}, expected square ones`)
    const noData = image.getGDALNoData()
    const [band] = await image.readRasters({ samples: [0] })
    if (!band || typeof band === 'number') throw new Error('no band, expected one of numbers')
    const values = new Float64Array(columns * rows)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const value = Number(band[row * columns + column])
        const isNone = value === noData || (Number.isNaN(value) && noData !== null && Number.isNaN(noData))
        if (!(Number.isFinite(value) || isNone))
          throw new Error(`${value} in row ${row + 1}, column ${column + 1}, expected a number or the file's no data`)
        values[(rows - 1 - row) * columns + column] = isNone ? Number.NaN : value
      }
    return { columns, rows, size, west, south, values }
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
