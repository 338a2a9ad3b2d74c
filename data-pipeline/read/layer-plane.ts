import { type Crs, crsOf, normalizeCrsName } from '../../src/domain/geo/crs.ts'
import { UnusableInput } from '../check/finding.ts'
import type { Place, Survey } from '../survey.ts'
import type { GeoFeature } from './geo-feature.ts'
import type { LayerOverview } from './layer-overview.ts'
import { FARTHEST, readPlane } from './plane-reading.ts'

/** How vertices of a layer become places of the survey. */
export interface LayerPlane {
  /** null, and told, when a vertex lies far from all others */
  path(feature: GeoFeature, asset: string): Place[] | null
  finish(): void
}

/**
 * @param given  stands for a CRS that the layer declares and nobody knows; null when there is none
 * @throws UnusableInput when the layer's CRS is not known
 */
export function planeOf({ layer, sample }: LayerOverview, survey: Survey, given: Crs | null): LayerPlane {
  const { findings } = survey
  const own = layer.crs === null ? survey.crs : (crsOf(normalizeCrsName(layer.crs)) ?? given)
  if (!own) throw unknownCrs(layer.label, layer.crs ?? '')
  const isSame = own.name === survey.crs.name
  // without the frame of a Gauss-Krueger belt a layer may be of a whole country
  const farthest = own.meridian === null ? Infinity : FARTHEST
  const reading = readPlane(sample, { file: layer.label, column: 'geometry', crs: own, farthest }, findings)
  return {
    finish: reading.finish,
    path: ({ vertices, row }, asset) => {
      const path: Place[] = []
      for (const [east, north] of vertices) {
        const place = reading.place({ north, east })
        if (!place) {
          const message = {
            zh: '坐标远离本图层其他要素（可能 X、Y 对调或有错），该要素略去',
            en: 'coordinate far from all other features (swapped or wrong); the feature is left out',
          }
          const told = { file: layer.label, row, column: 'geometry', value: `${east}, ${north}`, assets: [asset] }
          findings.add('error', 'point-far-away', message, { ...told, expected: reading.expected })
          return null
        }
        if (isSame) path.push(place)
        else {
          const [x, y] = survey.crs.fromLonLat(place.lon, place.lat)
          path.push({ x, y, lon: place.lon, lat: place.lat })
        }
      }
      return path
    },
  }
}

/** A CRS that nothing is known of; told with what is. */
export function unknownCrs(file: string | null, name: string): UnusableInput {
  const shown = shownCrs(name)
  const message = {
    zh: `坐标系 ${shown} 未知、不以米为单位，或其基准到 CGCS2000 的转换未知；请用 --crs "+proj=… +towgs84=…" 给出`,
    en: `CRS ${shown} is not known, not in metres, or nothing tells how its datum lies to CGCS2000: give --crs "+proj=… +towgs84=…"`,
  }
  const expected = 'EPSG:4490, 4326, 3857, 4491–4554, +proj=…, WKT (.prj), local'
  return new UnusableInput('crs-unknown', message, { file, value: shown, expected })
}

/** A CRS as people know it: the name out of a WKT, else what was given. */
export function shownCrs(name: string): string {
  return name.includes('[') ? (/"([^"]*)"/.exec(name)?.[1] ?? 'WKT') : name
}
