import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff'
import { refuseCut } from '../../data-pipeline/read/dem.ts'
import type { Raster } from '../../workers/inundation/case/raster.ts'

/** Values of GeoKeys (OGC 19-008r4, GeoTIFF 1.1). */
const [PROJECTED, POINT, METRE, USER_DEFINED] = [1, 2, 9001, 32_767]
/** A metre of it is one on the ground at the equator alone. */
const WEB_MERCATOR = 3857
/** Two lengths that differ by less of themselves are one. */
const HAIR = 1e-6

/**
 * Reads the first band of a GeoTIFF whose plane is in metres. A file without GeoKeys is taken as one, as an ESRI ASCII grid is.
 *
 * @param name  of the file, for what is told
 * @throws Error naming the file and what is wrong in it: its CRS, its cells, a value
 */
export async function parseGeoTiff(name: string, bytes: Buffer): Promise<Raster> {
  try {
    const tiff = await fromArrayBuffer(new Uint8Array(bytes).buffer)
    const image = await tiff.getImage()
    await refuseCut(image, bytes.length)
    const keys = image.getGeoKeys() ?? {}
    refuseNoMetres(keys)
    const [columns, rows] = [image.getWidth(), image.getHeight()]
    const { size, west, north } = placeOf(image, keys.GTRasterTypeGeoKey === POINT)
    const noData = image.getGDALNoData()
    const [band] = await image.readRasters({ samples: [0] })
    if (!band || typeof band === 'number') throw new Error('no band, expected one of numbers')
    // a cell holds what is declared as its numbers can: -9999.9 is -9999.900390625 in float32
    const mark = noData !== null && band instanceof Float32Array ? Math.fround(noData) : noData
    const values = new Float64Array(columns * rows)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const value = Number(band[row * columns + column])
        const isNone = value === mark || Object.is(value, mark)
        if (!(Number.isFinite(value) || isNone))
          throw new Error(`${value} in row ${row + 1}, column ${column + 1}, expected a number or the file's no data`)
        values[(rows - 1 - row) * columns + column] = isNone ? Number.NaN : value
      }
    return { columns, rows, size, west, south: north - rows * size, values }
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

type GeoKeys = NonNullable<ReturnType<GeoTIFFImage['getGeoKeys']>>

/** Degrees, feet and stretched metres would be taken as metres on the ground. */
function refuseNoMetres(keys: GeoKeys): void {
  const projected = Number(keys.ProjectedCSTypeGeoKey ?? 0)
  const geographic = Number(keys.GeographicTypeGeoKey ?? 0)
  const model = Number(keys.GTModelTypeGeoKey ?? (geographic && !projected ? 2 : PROJECTED))
  const names = [keys.GTCitationGeoKey, keys.PCSCitationGeoKey, keys.GeogCitationGeoKey].filter(Boolean)
  const code = (model === PROJECTED ? projected : geographic) || USER_DEFINED
  const crs = code === USER_DEFINED ? (names[0] ?? 'no EPSG code') : `EPSG:${code}`
  const expected =
    'expected a projected CRS in metres, as CGCS2000 / Gauss-Kruger (EPSG:4513 to 4554): project it first'
  if (model !== PROJECTED) throw new Error(`its CRS (${crs}) is not projected: its units are degrees, ${expected}`)
  if (projected === WEB_MERCATOR)
    throw new Error(`its CRS (${crs}, Web Mercator) stretches lengths by 1/cos of the latitude, ${expected}`)
  const unit = Number(keys.ProjLinearUnitsGeoKey ?? METRE)
  if (unit !== METRE && !(unit === USER_DEFINED && Number(keys.ProjLinearUnitSizeGeoKey) === 1))
    throw new Error(`its CRS (${crs}) counts in the unit EPSG:${unit}, ${expected}`)
}

/** Of square cells without a turn: width of one, west and north edge of the raster [m]. */
function placeOf({ fileDirectory }: GeoTIFFImage, isPoint: boolean) {
  const read = (tag: 'ModelPixelScale' | 'ModelTiepoint' | 'ModelTransformation') =>
    fileDirectory.getValue(tag) as ArrayLike<number> | undefined
  const [scale, tie] = [read('ModelPixelScale'), read('ModelTiepoint')]
  const [sx = 0, sy = 0] = Array.from(scale ?? [])
  const [i = 0, j = 0, , x = 0, y = 0] = Array.from(tie ?? [])
  const tied = scale && tie?.length === 6 ? [sx, 0, 0, x - i * sx, 0, -sy, 0, y + j * sy] : []
  const [width, turn, , west, otherTurn, down, , north] = Array.from(read('ModelTransformation') ?? tied)
  if (width === undefined || down === undefined || west === undefined || north === undefined)
    throw new Error('no place, expected ModelPixelScale with one ModelTiepoint, or ModelTransformation')
  if (turn !== 0 || otherTurn !== 0 || !(width > 0) || !(down < 0))
    throw new Error('rows do not run from west to east, from north to south, expected a raster that is not turned')
  if (Math.abs(width + down) > width * HAIR) throw new Error(`cells of ${width} × ${-down}, expected square ones`)
  // of points the place is that of the middle of a cell
  const half = isPoint ? width / 2 : 0
  return { size: width, west: west - half, north: north + half }
}
