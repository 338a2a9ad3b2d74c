import type { LonLatHeight } from '../../../src/domain/geo/coordinates.ts'
import { UnusableInput } from '../../check/finding.ts'
import type { Place, Survey } from '../../survey.ts'
import { type SpatialReference, spatialReferenceOf } from '../spatial-reference.ts'
import type { GmlPlaces } from './city-object.ts'

export interface GmlPlacer {
  /** lon, lat, H triples */
  readonly ring: (places: GmlPlaces) => number[]
  /** with the plane coordinates of the survey */
  readonly path: (places: GmlPlaces) => (Place & LonLatHeight)[]
}

/** Turns coordinates of a CityGML file into lon, lat, H, each by its own srsName, or by `fallback` where it has none. */
export function gmlPlacer(file: string, survey: Survey, fallback: string | null): GmlPlacer {
  const known = new Map<string | null, SpatialReference>()
  const referenceOf = (srsName: string | null): SpatialReference => {
    const cached = known.get(srsName)
    if (cached) return cached
    const made = spatialReferenceOf(srsName ?? fallback ?? '', file) ?? given(srsName)
    known.set(srsName, made)
    return made
  }
  /** A reference that is not known here, but whose definition the options give: read east first. */
  const given = (srsName: string | null): SpatialReference => {
    if (srsName !== null && fallback === null) {
      const message = { zh: `未知的坐标系 ${srsName}`, en: `unknown CRS ${srsName}` }
      throw new UnusableInput('crs-unknown', message, { file, value: srsName, expected: '--crs +proj=…' })
    }
    return { crs: survey.crs, isNorthFirst: false, vertical: null }
  }
  const ring = ({ srsName, numbers }: GmlPlaces): number[] => {
    const { crs, isNorthFirst } = referenceOf(srsName)
    const out: number[] = []
    for (let at = 0; at + 2 < numbers.length; at += 3) {
      const [first = Number.NaN, second = Number.NaN] = [numbers[at], numbers[at + 1]]
      // proj4 throws at what is no number
      const isPlace = Number.isFinite(first + second)
      const [x, y] = isNorthFirst ? [second, first] : [first, second]
      const { lon, lat } = isPlace ? crs.toLonLat(x, y) : { lon: Number.NaN, lat: Number.NaN }
      out.push(lon, lat, numbers[at + 2] ?? Number.NaN)
    }
    return out
  }
  const path = (places: GmlPlaces) => {
    const triples = ring(places)
    const found: (Place & LonLatHeight)[] = []
    for (let at = 0; at < triples.length; at += 3) {
      const [lon = 0, lat = 0, height = 0] = triples.slice(at, at + 3)
      if (!Number.isFinite(lon + lat + height)) continue
      const [x, y] = survey.crs.fromLonLat(lon, lat)
      found.push({ x, y, lon, lat, height })
    }
    return found
  }
  return { ring, path }
}
