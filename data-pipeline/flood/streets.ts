import type { Crs } from '../../src/domain/geo/crs.ts'
import type { FloodPlan } from '../../src/domain/inundation/flood-plan.ts'
import { onPlane } from '../publish/city-plane.ts'
import { placesOf } from '../publish/places.ts'
import type { TableRows } from '../survey.ts'

export type Street = FloodPlan['streets'][number]

/** The streets of a city in the plane of its flood. */
export function streetsOf(roads: TableRows['road'], crs: Crs): Street[] {
  return roads.map(({ id, name_zh, name_en, class: kind, width_m, geometry }) => ({
    id,
    name: { zh: name_zh, en: name_en },
    class: kind,
    width_m,
    axis: placesOf(geometry).map((place) => onPlane(crs, place)),
  }))
}
