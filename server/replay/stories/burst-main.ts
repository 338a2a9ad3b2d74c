import { decay, HOUR, incidentOf, MINUTE, rise, type Story } from '../story.ts'

/** Pressure lost at the burst [MPa], and how far it is felt: to 1/e [m]. */
const LOSS = 0.17
const REACH = 450
/** Water that runs out [m³/h]. */
const OUTFLOW = 240
/** Where it gathers on the road [cm]. */
const DEEPEST = 22
const LASTS = 75 * MINUTE

/**
 * A main bursts: pressure falls around it within a minute, the flow into the district jumps, water stands on the road
 * nearest to it a few minutes later. After 75 minutes the valves are shut: pressure comes back, the road drains.
 */
export const burstMain: Story = (field, start, seed) => {
  const origin = field.pick(
    'water-pressure',
    seed,
    (gauge) => field.around(gauge, 'water-pressure', 500, 4).length >= 3,
  )
  if (!origin) return null
  const shut = start + LASTS
  const gauges = field.around(origin, 'water-pressure', 900, 8).map(({ sensor, distance }) => ({
    sensor: sensor.id,
    from: start,
    to: shut + 30 * MINUTE,
    value: (at: number, healthy: number) =>
      Math.max(
        0.02,
        healthy - LOSS * Math.exp(-distance / REACH) * rise(at, start, 0.3 * MINUTE) * decay(at, shut, 4 * MINUTE),
      ),
  }))
  const meters = field.around(origin, 'water-flow', 2000, 1).map(({ sensor }) => ({
    sensor: sensor.id,
    from: start,
    to: shut + 30 * MINUTE,
    value: (at: number, healthy: number) =>
      healthy + OUTFLOW * rise(at, start, 0.5 * MINUTE) * decay(at, shut, 2 * MINUTE),
  }))
  const roads = field.around(origin, 'road-water', 700, 1).map(({ sensor }) => ({
    sensor: sensor.id,
    from: start + 4 * MINUTE,
    to: shut + 2 * HOUR,
    value: (at: number, healthy: number) =>
      healthy + DEEPEST * rise(Math.min(at, shut), start + 4 * MINUTE, 9 * MINUTE) * decay(at, shut, 25 * MINUTE),
  }))
  return incidentOf('burst-main', [...gauges, ...meters, ...roads])
}
