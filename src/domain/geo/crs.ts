import proj4 from 'proj4'
import type { LonLat } from './coordinates.ts'
import { beltOfCode, codeOfBelt } from './gauss-krueger.ts'
import { japanPlane } from './japan-plane.ts'

/** A survey's plane coordinates, X east first (CJJ 61 tables, X north, are swapped by their reader). */
export interface Crs {
  /** as declared: "EPSG:4549", "local"; a WKT that is one of ours has its EPSG name */
  readonly name: string
  /** coordinates are degrees, so plane lengths mean nothing */
  readonly isGeographic: boolean
  /** 3° or 6° zone number that eastings carry in front, e.g. 39 of 39500000; null when they carry none */
  readonly zone: number | null
  /** central meridian of a Gauss-Krueger grid of CGCS2000 [degrees]; null of any other CRS */
  readonly meridian: number | null
  toLonLat(x: number, y: number): LonLat
  fromLonLat(lon: number, lat: number): readonly [x: number, y: number]
}

/** GRS80 differs from the CGCS2000 ellipsoid by 1e-9 in 1/f: below 0.1 mm. */
const GRS80 = '+ellps=GRS80 +units=m +no_defs'
const WKT = /^\s*(PROJCS|GEOGCS|PROJCRS|GEOGCRS|GEODCRS|BOUNDCRS|COMPD_CS|COMPOUNDCRS|GEODETICCRS|PROJECTEDCRS)\s*\[/i
/** of GRS80, WGS 84 and CGCS2000; other ellipsoids belong to datums up to some 100 m away */
const [AXIS, INVERSE_FLATTENING] = [6_378_137, 298.2572]
/** kinds of proj4's datums that carry their own way to WGS 84: three or seven parameters, or a grid */
const SHIFTED_DATUMS = [1, 2, 3]

/** what this file reads of a definition that proj4 has taken apart */
interface Definition {
  readonly projName?: string
  readonly a?: number
  readonly rf?: number
  readonly b?: number
  readonly long0?: number
  readonly lat0?: number
  readonly k0?: number
  readonly x0?: number
  readonly y0?: number
  readonly datum?: { readonly datum_type?: number }
  /** of its unit; degrees have one too */
  readonly to_meter?: number
  /** +towgs84, also when all are 0 */
  readonly datum_params?: readonly (number | string)[]
}

/**
 * The CRS of a declared name: EPSG:4490, 4326, 3857, the CGCS2000 Gauss-Krueger grids EPSG:4491–4554 (6° zones with and
 * without number in the easting, then 3° zones), the Japanese 6668 and 6669–6687, any proj4 text beginning with
 * "+proj=", or a WKT (.prj).
 *
 * @returns null when the name is not known, or its datum is neither that of WGS 84 or CGCS2000 to a metre nor says how
 *   to get there, or its unit is neither metre nor degree (Beijing 1954 and Xian 1980 need +towgs84 in a proj4 text: unshifted they are up to 100 m off)
 */
export function crsOf(name: string): Crs | null {
  const plain = name.trim()
  const text = definitionOf(plain)
  if (text === null) return null
  const definition = takenApart(text)
  const isOurs = /^EPSG:/i.test(plain)
  if (!definition || !(isOurs || (isReachable(definition) && isInMetres(definition)))) return null
  const short = WKT.test(plain) ? shortName(plain, definition) : plain
  const belt = beltOfCode(Number(/^EPSG:(\d+)$/i.exec(short)?.[1]))
  return {
    ...projected(short, text),
    isGeographic: definition.projName === 'longlat',
    zone: belt?.zone ?? null,
    meridian: belt?.meridian ?? null,
  }
}

/**
 * A local grid in metres whose point (x, y) lies at the anchor; north up, true to scale (transverse Mercator with
 * k = 1: within 20 km of the anchor lengths are right to 5 mm/km).
 */
export function localCrs(anchor: LonLat, x: number, y: number): Crs {
  const text = `+proj=tmerc +lat_0=${anchor.lat} +lon_0=${anchor.lon} +k=1 +x_0=${x} +y_0=${y} ${GRS80}`
  return { ...projected('local', text), isGeographic: false, zone: null, meridian: null }
}

/**
 * "EPSG:4549" out of "EPSG:4549", "urn:ogc:def:crs:EPSG::4549", "http://www.opengis.net/def/crs/EPSG/0/4549", or a WKT
 * of it; CRS84 is 4326.
 */
export function normalizeCrsName(name: string): string {
  if (WKT.test(name)) return crsOf(name)?.name ?? name.trim()
  if (name.startsWith('+proj=')) return name.trim()
  if (/CRS84$/i.test(name)) return 'EPSG:4326'
  const code = /EPSG.*?(\d{4,6})$/i.exec(name)?.[1]
  return code ? `EPSG:${code}` : name
}

function definitionOf(name: string): string | null {
  if (name.startsWith('+proj=') || WKT.test(name)) return name
  const code = Number(/^EPSG:(\d+)$/i.exec(name)?.[1])
  if (code === 4326 || code === 4490 || code === 6668) return `+proj=longlat ${GRS80.replace('+units=m ', '')}`
  if (code === 3857) return 'EPSG:3857'
  const belt = beltOfCode(code)
  return belt ? gaussKrueger(belt.meridian, (belt.zone ?? 0) * 1e6 + 500_000) : japanPlane(code)
}

function gaussKrueger(meridian: number, falseEasting: number): string {
  return `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 ${GRS80}`
}

function takenApart(text: string): Definition | null {
  try {
    return new proj4.Proj(text) as Definition
  } catch {
    return null
  }
}

function isReachable({ a, b, rf, datum, datum_params }: Definition): boolean {
  if (datum_params || SHIFTED_DATUMS.includes(datum?.datum_type ?? 0)) return true
  const inverse = rf ?? (a !== undefined && b !== undefined ? a / (a - b) : Number.NaN)
  return Math.abs((a ?? 0) - AXIS) < 0.5 && Math.abs(inverse - INVERSE_FLATTENING) < 0.001
}

function isInMetres({ projName, to_meter: metres = 1 }: Definition): boolean {
  return projName === 'longlat' || metres === 1
}

/** Our EPSG name of a WKT where it is one of ours, by its own code or by its figures; else the WKT. */
function shortName(wkt: string, definition: Definition): string {
  const own = /(?:AUTHORITY\s*\[\s*"EPSG"\s*,|ID\s*\[\s*"EPSG"\s*,)\s*"?(\d+)"?[^[]*$/i.exec(wkt)?.[1]
  if (own !== undefined && definitionOf(`EPSG:${own}`) !== null) return `EPSG:${own}`
  const isChina = /china_?(geodetic.*)?2000|cgcs_?2000/i.test(wkt)
  const { projName = '', long0 = Number.NaN, lat0, k0 = 1, x0, y0 } = definition
  if (isChina && projName === 'longlat') return 'EPSG:4490'
  if (projName === 'longlat' && /wgs_?(19)?84/i.test(wkt)) return 'EPSG:4326'
  if (!isChina || !/gauss|transverse|tmerc/i.test(projName) || k0 !== 1 || (lat0 ?? 0) !== 0 || (y0 ?? 0) !== 0) {
    return wkt
  }
  const code = codeOfBelt(Math.round((long0 * 180e9) / Math.PI) / 1e9, x0 ?? 0)
  return code === null ? wkt : `EPSG:${code}`
}

function projected(name: string, text: string): Pick<Crs, 'name' | 'toLonLat' | 'fromLonLat'> {
  const converter = proj4(text)
  return {
    name,
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
