import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Raster } from '../../workers/inundation/case/raster.ts'
import { parseAsciiGrid } from './ascii-grid.ts'
import { parseGeoTiff } from './geotiff-grid.ts'

const GZIP = [0x1f, 0x8b]
/** How a .prj tells a CRS in degrees: WKT 1 and 2, and ARC/INFO. */
const DEGREES = /^\s*(GEOGCS|GEOGCRS|GEODCRS|Projection\s+GEOGRAPHIC)/i

/**
 * Reads an ESRI ASCII grid (also gzipped), with the .prj beside it where there is one, or the first band of a GeoTIFF.
 *
 * @throws Error naming the file and what is wrong in it
 */
export async function readRaster(path: string): Promise<Raster> {
  const name = basename(path)
  const bytes = await readFile(path).catch(() => {
    throw new Error(`${path}: cannot be read, expected an ESRI ASCII grid or a GeoTIFF`)
  })
  if (/^(II|MM)/.test(bytes.toString('latin1', 0, 2))) return await parseGeoTiff(name, bytes)
  const prj = await readFile(path.replace(/(\.[^./\\]+)?(\.gz)?$/i, '.prj'), 'utf8').catch(() => '')
  if (DEGREES.test(prj))
    throw new Error(
      `${name}: its .prj has a CRS in degrees (${prj.trim().slice(0, 40)}…), expected one in metres: project it first`,
    )
  const isGzip = bytes[0] === GZIP[0] && bytes[1] === GZIP[1]
  return parseAsciiGrid(name, (isGzip ? gunzipSync(bytes) : bytes).toString('utf8'))
}
