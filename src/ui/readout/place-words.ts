import type { InternalManifest } from '../../domain/config/city-manifest.ts'
import type { LonLatHeight } from '../../domain/geo/coordinates.ts'
import { crsOf } from '../../domain/geo/crs.ts'
import { formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'

/** CGCS2000 is the frame of every projected CRS that a survey may declare but the local ones. */
const FRAME = 'CGCS2000'
/** [degrees]; 0.1 m */
const DEGREE_DIGITS = 6

/** One line of the readout: what it is, and its value with unit. */
export interface PlaceWords {
  readonly lonLat: string
  /** x north first, as Chinese surveys write it; null where the city's CRS is not known here or not projected */
  readonly plane: { readonly crs: string; readonly text: string } | null
  /** H with its datum; null without terrain */
  readonly ground: string | null
}

/** A place as surveyors read it. */
export function describePlace(
  at: LonLatHeight,
  internal: InternalManifest | null,
  hasTerrain: boolean,
  words: Words,
): PlaceWords {
  return {
    lonLat: `${degrees(at.lon, 'E', 'W')}  ${degrees(at.lat, 'N', 'S')}`,
    plane: internal && plane(at, internal),
    ground: hasTerrain ? `H ${formatQuantity(words.locale, at.height, 'm', 2)}` : null,
  }
}

function plane(at: LonLatHeight, { crs: name }: InternalManifest): PlaceWords['plane'] {
  const crs = crsOf(name)
  if (!crs || crs.isGeographic || name === 'EPSG:3857') return null
  const [east, north] = crs.fromLonLat(at.lon, at.lat)
  const metres = (value: number) => value.toFixed(2)
  return {
    crs: `${FRAME} · ${name}`,
    text: `x ${metres(north)}  y ${metres(east)}\u2009m`,
  }
}

function degrees(value: number, positive: string, negative: string): string {
  return `${Math.abs(value).toFixed(DEGREE_DIGITS)}° ${value < 0 ? negative : positive}`
}
