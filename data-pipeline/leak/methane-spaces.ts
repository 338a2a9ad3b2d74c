import type { Texts } from '../../src/domain/formats/packed-texts.ts'
import type { Crs } from '../../src/domain/geo/crs.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { SensorRow } from '../../src/domain/records/rows.ts'
import { placesOf } from '../publish/places.ts'
import type { ToldParts } from '../publish/told-parts.ts'
import type { PartOfStructure } from './structure-spaces.ts'

/** kinds of sensors of `src/domain/sensing/kinds` that measure methane in a space */
const METHANE = ['ch4-well', 'gallery-methane']
const WHY = {
  space: { zh: '甲烷传感器所在设施不是已知空间', en: 'methane sensors that stand in no known space' },
  cabin: { zh: '甲烷传感器所在舱室未知', en: 'methane sensors of which it is not known in what cabin they stand' },
} as const satisfies Record<string, Localized>

/** A methane sensor, and the position of the space that it stands in. */
export interface MethaneSensor {
  readonly id: string
  readonly name: string
  readonly at: number
}

/**
 * The methane sensors of a city with their spaces: that of their asset, or of a long one the part that is nearest, in the cabin
 * that their name has.
 *
 * @param parts  of structures, with their positions among all spaces
 */
export function methaneSpaces(
  sensors: readonly SensorRow[],
  ids: Texts,
  parts: readonly (PartOfStructure & { readonly at: number })[],
  crs: Crs,
  missing: ToldParts,
): MethaneSensor[] {
  const byAsset = new Map<string, (PartOfStructure & { readonly at: number })[]>()
  for (const part of parts) {
    const own = byAsset.get(part.asset)
    if (own) own.push(part)
    else byAsset.set(part.asset, [part])
  }
  return sensors.flatMap(({ id, name, kind, asset_id: asset, geometry }): MethaneSensor[] => {
    if (!METHANE.includes(kind)) return []
    const own = byAsset.get(asset ?? '') ?? []
    const place = placesOf(geometry)[0]
    const cabins = new Set(own.map(({ cabin }) => cabin))
    const meant = cabins.size > 1 ? own.filter(({ cabin }) => name.includes(cabin)) : own
    if (own.length > 0 && (new Set(meant.map(({ cabin }) => cabin)).size !== 1 || !place)) {
      missing.add('spaces', WHY.cabin, id)
      return []
    }
    const at =
      place && own.length > 0 ? nearestOf(meant, crs.fromLonLat(place.lon, place.lat)) : ids.indexOf(asset ?? '')
    if (at >= 0) return [{ id, name, at }]
    missing.add('spaces', WHY.space, id)
    return []
  })
}

function nearestOf(
  parts: readonly (PartOfStructure & { readonly at: number })[],
  [x, y]: readonly [number, number],
): number {
  let [nearest, least] = [-1, Number.POSITIVE_INFINITY]
  for (const { at, from, to } of parts) {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    const square = dx * dx + dy * dy
    const share = square > 0 ? Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / square)) : 0
    const distance = Math.hypot(x - from[0] - share * dx, y - from[1] - share * dy)
    if (distance < least) [nearest, least] = [at, distance]
  }
  return nearest
}
