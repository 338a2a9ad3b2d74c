import type { SensorId } from '../ids.ts'
import { findSensorKind } from './kinds/index.ts'

/** A sensor and where it stands; null = not known, so it has no neighbours. */
export interface PlacedSensor {
  readonly id: SensorId
  readonly kind: string
  readonly lon: number | null
  readonly lat: number | null
}

/** Metres in a degree of latitude, enough for distances within a city. */
const DEGREE = 111_320

/** Distance in plan [m]; infinite when one of the places is not known. Good to 0.5 % within a city. */
export function distanceBetween(a: Omit<PlacedSensor, 'id' | 'kind'>, b: Omit<PlacedSensor, 'id' | 'kind'>): number {
  if (a.lon === null || a.lat === null || b.lon === null || b.lat === null) return Number.POSITIVE_INFINITY
  const east = (a.lon - b.lon) * DEGREE * Math.cos((a.lat * Math.PI) / 180)
  return Math.hypot(east, (a.lat - b.lat) * DEGREE)
}

/**
 * Sensors of the same kind that one cause makes jump together with a sensor: within the `reach` of the kind. Looked for when
 * asked: jumps are rare.
 *
 * @param sensors  those there are now
 */
export function createNeighbours(
  sensors: () => ReadonlyMap<SensorId, PlacedSensor>,
): (sensor: SensorId) => readonly SensorId[] {
  return (id) => {
    const own = sensors().get(id)
    const reach = own && findSensorKind(own.kind)?.faults.reach
    if (!own || reach === undefined) return []
    const near: SensorId[] = []
    for (const other of sensors().values())
      if (other.kind === own.kind && other.id !== id && distanceBetween(own, other) <= reach) near.push(other.id)
    return near
  }
}
