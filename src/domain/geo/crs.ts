import proj4 from 'proj4'
import type { LonLat } from './coordinates.ts'
import { japanPlane } from './japan-plane.ts'

/** A survey's plane coordinates, X east first (CJJ 61 tables, X north, are swapped by their reader). */
export interface Crs {
  /** as declared: "EPSG:4549", "local" */
  readonly name: string
  /** coordinates are degrees, so plane lengths mean nothing */
  readonly isGeographic: boolean
  /** 3° or 6° zone number that eastings carry in front, e.g. 39 of 39500000; null when they carry none */
  readonly zone: number | null
  toLonLat(x: number, y: number): LonLat
  fromLonLat(lon: number, lat: number): readonly [x: number, y: number]
}

/** GRS80 differs from the CGCS2000 ellipsoid by 1e-9 in 1/f: below 0.1 mm. */
const GRS80 = '+ellps=GRS80 +units=m +no_defs'

/**
 * The CRS of a declared name: EPSG:4490, 4326, 3857, the CGCS2000 3° Gauss-Krueger zones EPSG:4513–4533 (zone number
 * in the easting) and 4534–4554, the Japanese 6668 and 6669–6687, or any proj4 text beginning with "+proj=".
 *
 * @returns null when the name is not known
 */
export function crsOf(name: string): Crs | null {
  const definition = definitionOf(name.trim())
  if (!definition) return null
  return projected(name.trim(), definition.text, definition.zone)
}

/**
 * A local grid in metres whose point (x, y) lies at the anchor; north up, true to scale (transverse Mercator with
 * k = 1: within 20 km of the anchor lengths are right to 5 mm/km).
 */
export function localCrs(anchor: LonLat, x: number, y: number): Crs {
  const text = `+proj=tmerc +lat_0=${anchor.lat} +lon_0=${anchor.lon} +k=1 +x_0=${x} +y_0=${y} ${GRS80}`
  return projected('local', text, null)
}

/** "EPSG:4549" out of "EPSG:4549", "urn:ogc:def:crs:EPSG::4549", "http://www.opengis.net/def/crs/EPSG/0/4549"; CRS84 is 4326. */
export function normalizeCrsName(name: string): string {
  if (/CRS84$/i.test(name)) return 'EPSG:4326'
  const code = /EPSG.*?(\d{4,6})$/i.exec(name)?.[1]
  return code ? `EPSG:${code}` : name
}

function definitionOf(name: string): { text: string; zone: number | null } | null {
  if (name.startsWith('+proj=')) return { text: name, zone: null }
  const code = Number(/^EPSG:(\d+)$/i.exec(name)?.[1])
  if (code === 4326 || code === 4490 || code === 6668)
    return { text: `+proj=longlat ${GRS80.replace('+units=m ', '')}`, zone: null }
  if (code === 3857) return { text: 'EPSG:3857', zone: null }
  if (code >= 4513 && code <= 4533) {
    const zone = code - 4513 + 25
    return { text: gaussKrueger(zone * 3, zone * 1e6 + 500_000), zone }
  }
  if (code >= 4534 && code <= 4554) return { text: gaussKrueger(75 + 3 * (code - 4534), 500_000), zone: null }
  const japan = japanPlane(code)
  return japan === null ? null : { text: japan, zone: null }
}

function gaussKrueger(meridian: number, falseEasting: number): string {
  return `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 ${GRS80}`
}

function projected(name: string, text: string, zone: number | null): Crs {
  const converter = proj4(text)
  return {
    name,
    zone,
    isGeographic: text.includes('+proj=longlat'),
    toLonLat: (x, y) => {
      const [lon = Number.NaN, lat = Number.NaN] = converter.inverse([x, y])
      return { lon, lat }
    },
    fromLonLat: (lon, lat) => {
      const [x = Number.NaN, y = Number.NaN] = converter.forward([lon, lat])
      return [x, y]
    },
  }
}
