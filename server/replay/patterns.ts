import { wandering, white } from './noise.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Principal lunar semidiurnal tide M2 and the solar S2 [ms]. */
const M2 = 12.4206012 * HOUR
const S2 = 12 * HOUR

/** Where in its band a quantity is: 0…1 for an instant [ms UTC] and the sensor's seed. */
export type Pattern = (at: number, seed: number) => number

/** Clock time in China [h]: the whole country lives by UTC+8. */
function localHour(at: number): number {
  return (at / HOUR + 8) % 24
}

/** A bump around an hour of the day, 1 at its middle. */
function peak(hour: number, middle: number, width: number): number {
  const distance = Math.abs(hour - middle)
  const around = Math.min(distance, 24 - distance) / width
  return Math.exp(-around * around)
}

function waterDemand(at: number): number {
  const hour = localHour(at)
  return 0.1 + 0.75 * peak(hour, 7.5, 1.8) + 0.4 * peak(hour, 13, 3.5) + 0.8 * peak(hour, 19.5, 2.6)
}

function gasDemand(at: number): number {
  const hour = localHour(at)
  return 0.06 + 0.5 * peak(hour, 7, 1.1) + 0.65 * peak(hour, 11.7, 1.2) + 0.85 * peak(hour, 18.3, 1.4)
}

function traffic(at: number): number {
  const hour = localHour(at)
  return 0.08 + 0.8 * peak(hour, 8, 1.6) + 0.45 * peak(hour, 13, 4) + 0.85 * peak(hour, 17.8, 1.9)
}

const tidal: Pattern = (at) => {
  const turns = (period: number) => Math.sin((2 * Math.PI * at) / period)
  return 0.5 + 0.5 * (0.75 * turns(M2) + 0.25 * turns(S2))
}
const steady: Pattern = (at, seed) => 0.35 + 0.3 * wandering(seed, at, 40 * MINUTE)
/** Close to nothing: gases, water where none should be. */
const trace: Pattern = (at, seed) => 0.3 * wandering(seed, at, 25 * MINUTE) ** 2
/** Structures bend with the warmth of the day and creep with the weeks. */
const thermal: Pattern = (at, seed) =>
  0.5 + 0.22 * Math.cos((2 * Math.PI * (localHour(at) - 15)) / 24) + 0.3 * (wandering(seed, at, 300 * HOUR) - 0.5)
/** Vehicles: each report is what passed in its minute. */
const vehicles: Pattern = (at, seed) => traffic(at) * white(seed, Math.floor(at / MINUTE)) ** 0.5
const cold: Pattern = (at, seed) =>
  0.5 + 0.3 * Math.cos((2 * Math.PI * (localHour(at) - 5)) / 24) + 0.2 * (wandering(seed, at, 2 * HOUR) - 0.5)
const nothing: Pattern = () => 0

const patterns: Readonly<Record<string, Pattern>> = {
  'ch4-well': trace,
  'gas-pressure': (at) => 1 - 0.8 * gasDemand(at),
  'gas-flow': gasDemand,
  'gas-restaurant': trace,
  'water-pressure': (at) => 1 - 0.8 * waterDemand(at),
  'water-flow': waterDemand,
  'leak-acoustic': steady,
  'sewer-level': waterDemand,
  'sewer-flow': waterDemand,
  'road-water': nothing,
  'rain-gauge': nothing,
  tide: tidal,
  'wind-speed': (at, seed) => wandering(seed, at, 90 * MINUTE),
  'heat-temperature': cold,
  'heat-flow': cold,
  'bridge-strain': (at, seed) => 0.6 * thermal(at, seed) + 0.4 * vehicles(at, seed),
  'bridge-deflection': (at, seed) => 0.5 * thermal(at, seed) + 0.5 * vehicles(at, seed),
  'bridge-acceleration': vehicles,
  'bridge-tilt': thermal,
  'bridge-crack': thermal,
  'bridge-load': vehicles,
  'gallery-methane': trace,
  'gallery-h2s': trace,
  'tunnel-convergence': thermal,
  'tunnel-settlement': thermal,
  'tunnel-water-level': nothing,
  'tunnel-co': traffic,
  'manhole-cover': trace,
  'building-tilt': thermal,
  'building-settlement': thermal,
  'building-crack': thermal,
}

/** How a kind's values move through time; a kind without a pattern of its own wanders around its middle. */
export function patternOf(kind: string): Pattern {
  return patterns[kind] ?? steady
}
