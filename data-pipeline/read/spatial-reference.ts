import { type Crs, crsOf, normalizeCrsName } from '../../src/domain/geo/crs.ts'
import { UnusableInput } from '../check/finding.ts'

/** How a model file gives its coordinates. */
export interface SpatialReference {
  readonly crs: Crs
  /** the first number is north (or latitude), the second east */
  readonly isNorthFirst: boolean
  /** vertical datum that the reference names; null when it names none */
  readonly vertical: string | null
}

const JAPAN_COMPOUND = { first: 10_162, last: 10_174, plane: 6669 }
/** heights above the ellipsoid: not H, so they cannot be used */
const ELLIPSOIDAL = [4979, 4937, 4480, 6667]

/**
 * The reference of an srsName. With a URN or URL the axes are in EPSG's order: north first in geographic systems, in
 * Japan's plane systems and in those of CGCS2000; a bare "EPSG:n" is east first, as GIS programs write it.
 *
 * @returns null when the horizontal system is not known
 * @throws UnusableInput when its heights are above the ellipsoid
 */
export function spatialReferenceOf(srsName: string, file: string): SpatialReference | null {
  // urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::7837 = plane, then height
  const plane = /^urn:ogc:def:crs,(crs:[^,]*),/.exec(srsName)?.[1] ?? srsName
  const code = Number(/(\d{4,6})\D*$/.exec(normalizeCrsName(plane))?.[1])
  if (ELLIPSOIDAL.includes(code)) {
    const message = {
      zh: '高度是椭球高，本系统只收正常高 H；请先转换',
      en: 'heights are above the ellipsoid; normal heights H are expected: convert them first',
    }
    throw new UnusableInput('ellipsoidal-heights', message, {
      file,
      value: srsName,
      expected: 'EPSG:6697, 10162–10174',
    })
  }
  if (code === 6697) return reference('EPSG:6668', true, 'JGD2011')
  if (code >= JAPAN_COMPOUND.first && code <= JAPAN_COMPOUND.last)
    return reference(`EPSG:${code - JAPAN_COMPOUND.first + JAPAN_COMPOUND.plane}`, true, 'JGD2011')
  const isOfficialOrder = /^(urn|https?):/i.test(srsName)
  const isNorthFirst =
    [4326, 4490, 6668].includes(code) || (code >= 4491 && code <= 4554) || (code >= 6669 && code <= 6687)
  return reference(normalizeCrsName(plane), isOfficialOrder && isNorthFirst, null)
}

function reference(name: string, isNorthFirst: boolean, vertical: string | null): SpatialReference | null {
  const crs = crsOf(name)
  return crs && { crs, isNorthFirst, vertical }
}
