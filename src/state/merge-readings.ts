import type { SensorId } from '../domain/ids.ts'
import { QUALITIES, type Reading } from '../domain/sensing/reading.ts'
import type { ReadingSeries } from '../ports/readings.ts'

/**
 * Newest value per sensor: a reading replaces one of the same or an earlier time; an older one never overwrites.
 * Returns the same map when nothing changed, so that nobody redraws for a replayed batch.
 */
export function mergeReadings(
  latest: ReadonlyMap<SensorId, Reading>,
  readings: readonly Reading[],
): ReadonlyMap<SensorId, Reading> {
  let merged: Map<SensorId, Reading> | null = null
  for (const reading of readings) {
    const known = (merged ?? latest).get(reading.sensor)
    if (known && (known.at > reading.at || isSame(known, reading))) continue
    merged ??= new Map(latest)
    merged.set(reading.sensor, reading)
  }
  return merged ?? latest
}

/** The series with newer readings of its sensor at its end; the same series when there is none. */
export function appendReadings(series: ReadingSeries, readings: readonly Reading[]): ReadingSeries {
  let last = series.at.at(-1) ?? Number.NEGATIVE_INFINITY
  const added: Reading[] = []
  for (const reading of [...readings].sort((a, b) => a.at - b.at)) {
    if (reading.sensor !== series.sensor || reading.at <= last) continue
    added.push(reading)
    last = reading.at
  }
  if (added.length === 0) return series
  const values = added.map((reading) => reading.value)
  const { low, high } = series
  return {
    sensor: series.sensor,
    at: Float64Array.from([...series.at, ...added.map((reading) => reading.at)]),
    value: Float64Array.from([...series.value, ...values]),
    ...(low && high
      ? { low: Float64Array.from([...low, ...values]), high: Float64Array.from([...high, ...values]) }
      : {}),
    quality: Uint8Array.from([...series.quality, ...added.map((reading) => QUALITIES.indexOf(reading.quality))]),
  }
}

function isSame(a: Reading, b: Reading): boolean {
  return a.at === b.at && a.value === b.value && a.quality === b.quality && a.grade === b.grade
}
