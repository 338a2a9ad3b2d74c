import { distance, ringAround } from '../domain/geo/beside.ts'
import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { Line, Mark, Rgba } from '../ports/scene.ts'
import { letteredValves, NEARBY_RADIUS } from '../state/incident.ts'
import type { Incident } from '../state/store.ts'

const CORNERS = 72
/** plain ink: the ring tells a distance, the grade is told by the sensor's own mark */
const INK: Rgba = [96, 108, 120, 230]
const OUTER_WIDTH = 2
const INNER_WIDTH = 4
/** the inner ring only points at the place [m] */
const INNER_RADIUS = 8

/** Two rings at the height of the sensor: a small one around it, and one around everything that counts as near. */
export function incidentRings(at: LonLatHeight): Line[] {
  return [
    { id: 'incident', path: ringAround(at, INNER_RADIUS, CORNERS), color: INK, width: INNER_WIDTH },
    { id: 'near', path: ringAround(at, NEARBY_RADIUS, CORNERS), color: INK, width: OUTER_WIDTH },
  ]
}

/** Valves near the incident, lettered as in the panel; the ring says whether they work, as in 关阀分析. */
export function valveMarks(nearby: Incident['nearby']): Mark[] {
  if (nearby.state !== 'loaded') return []
  return letteredValves(nearby.value).map(({ letter, valve }) => ({
    id: valve.id,
    at: valve.at,
    shape: 'square',
    ring: valve.is_operable === null ? 'suspect' : valve.is_operable ? 'blue' : 'offline',
    isAlwaysVisible: true,
    ...(letter === '' ? {} : { label: valve.is_operable === false ? `${letter} ✕` : letter }),
  }))
}

/** Is a place within the ring around the incident? */
export function isNear(place: LonLatHeight, incident: LonLatHeight): boolean {
  return distance(incident, place) <= NEARBY_RADIUS
}
