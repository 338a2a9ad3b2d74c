import { distanceBetween } from '../../src/domain/sensing/neighbours.ts'
import type { KnownSensor, SensorDirectory } from '../ingest/sensor-directory.ts'
import { white } from './noise.ts'

/** The city's sensors as a story looks for them. */
export interface Field {
  /** all of a kind that may take part, by id */
  of(kind: string): readonly KnownSensor[]
  /** one of a kind, chosen by the seed; null when there is none */
  pick(kind: string, seed: number, isFit?: (sensor: KnownSensor) => boolean): KnownSensor | null
  /** those of a kind within `radius` [m] of a sensor, nearest first, at most `most`, with their distance [m] */
  around(
    center: KnownSensor,
    kind: string,
    radius: number,
    most: number,
  ): readonly { readonly sensor: KnownSensor; readonly distance: number }[]
}

/** @param isFree  takes part in no other trouble */
export function createField(sensors: SensorDirectory, isFree: (sensor: KnownSensor) => boolean): Field {
  const byKind = new Map<string, KnownSensor[]>()
  for (const sensor of sensors.values()) {
    if (!isFree(sensor)) continue
    const all = byKind.get(sensor.kind) ?? []
    all.push(sensor)
    byKind.set(sensor.kind, all)
  }
  const of = (kind: string): readonly KnownSensor[] => byKind.get(kind) ?? []
  return {
    of,
    pick(kind, seed, isFit = () => true) {
      const fit = of(kind).filter(isFit)
      return fit[Math.floor(white(seed, 11) * fit.length)] ?? null
    },
    around: (center, kind, radius, most) =>
      of(kind)
        .map((sensor) => ({ sensor, distance: sensor.id === center.id ? 0 : distanceBetween(center, sensor) }))
        .filter(({ distance }) => distance <= radius)
        .sort((a, b) => a.distance - b.distance)
        .slice(0, most),
  }
}
