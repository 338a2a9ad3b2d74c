import type { KnownSensor } from '../../ingest/sensor-directory.ts'
import { hash, white } from '../noise.ts'
import { type Effect, HOUR, incidentOf, MINUTE, type Story } from '../story.ts'

const LASTS = 150 * MINUTE
/** Where in the storm its peak is: 0.4 for most Chinese cities. */
const PEAK = 0.4
/** Rain of the heaviest five minutes [mm]. */
const HEAVIEST = 9
/** From rain to what it fills, and how long that takes to run off [ms]. */
const TO_SEWERS = 10 * MINUTE
const TO_ROADS = 25 * MINUTE
const TO_ENTRIES = 40 * MINUTE
const RUNOFF = 35 * MINUTE

/** Share of the heaviest rain, 0…1, by time since the storm began. */
function intensity(since: number): number {
  if (since < 0 || since > LASTS) return 0
  const middle = PEAK * LASTS
  const width = since < middle ? middle : LASTS - middle
  return Math.exp(-(((since - middle) / (0.45 * width)) ** 2))
}

/** What has gathered, 0…1: rises with the rain a while later and runs off slowly. */
function gathered(since: number, lag: number): number {
  const peak = PEAK * LASTS + lag
  return since < peak ? intensity(since - lag) : Math.exp((peak - since) / RUNOFF)
}

/**
 * A storm over the whole city: rain, minutes later full storm sewers, then water on the lowest roads, then at the entries of
 * underpasses and the metro.
 */
export const storm: Story = (field, start, seed) => {
  const fill = (sensor: KnownSensor, lag: number, top: number): Effect => ({
    sensor: sensor.id,
    from: start + lag,
    to: start + LASTS + lag + 2 * HOUR,
    value: (at, healthy) => healthy + (Math.max(top, healthy) - healthy) * gathered(at - start, lag),
  })
  const strength = (sensor: KnownSensor) => white(seed ^ hash(sensor.id), 3)
  /** as a share of the sensor's own limit of that grade, or of a fixed height */
  const limit = (sensor: KnownSensor, grade: string) =>
    sensor.thresholds.find((threshold) => threshold.grade === grade && threshold.direction === 'above')?.value ?? 1
  const drains = (sensor: KnownSensor) => sensor.assetId?.includes('/storm/') ?? false
  const sewers = field
    .of('sewer-level')
    .filter(drains)
    .map((sensor) => fill(sensor, TO_SEWERS, limit(sensor, 'blue') * (0.6 + 0.75 * strength(sensor))))
  const flows = field
    .of('sewer-flow')
    .filter(drains)
    .map((sensor) => fill(sensor, TO_SEWERS, limit(sensor, 'blue') * (0.6 + 0.7 * strength(sensor))))
  const roads = field
    .of('road-water')
    .filter((sensor) => strength(sensor) > 0.6)
    .map((sensor) => fill(sensor, TO_ROADS, 60 * strength(sensor) ** 2))
  const entries = field
    .of('tunnel-water-level')
    .filter((sensor) => strength(sensor) > 0.6)
    .map((sensor) => fill(sensor, TO_ENTRIES, 28 * strength(sensor)))
  const rain = field.of('rain-gauge').map((sensor) => ({
    sensor: sensor.id,
    from: start,
    to: start + LASTS,
    value: (at: number) => HEAVIEST * (0.85 + 0.15 * strength(sensor)) * intensity(at - start),
  }))
  return rain.length === 0 ? null : incidentOf('storm', [...rain, ...sewers, ...flows, ...roads, ...entries])
}
