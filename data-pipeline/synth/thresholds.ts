import type { Cell } from './csv.ts'
import type { Sensor } from './sensors.ts'

type Limits = readonly [blue: number | null, yellow: number | null, orange: number | null, red: number]
interface Rule {
  readonly above?: Limits
  readonly below?: Limits
  /** the value must stay beyond the limit so long before the alarm opens [s] */
  readonly delay: number
}

/** Set points of the pressure and temperature networks in B.2 (MPa, ℃). */
const GAS_SET = 0.34
const HEAT_SET = 95
const HEAT_PRESSURE_SET = 0.8

/** Limits by kind in the unit of the kind: domain B.2, example values; sewers have their own by size. */
const RULES: Readonly<Record<string, Rule>> = {
  'ch4-well': { above: [5, 10, 20, 50], delay: 60 },
  // B.2 names ±8 % as the first limit, which lies inside its own normal band 0.30–0.38 MPa: ±13 % is the first outside.
  'gas-pressure': { above: around(GAS_SET, [13, 16, 20, 25]), below: around(GAS_SET, [-13, -16, -20, -25]), delay: 30 },
  'gas-flow': { above: [1440, 1680, 1920, 2400], delay: 900 },
  'gas-restaurant': { above: [null, 5, 10, 25], delay: 10 },
  'water-pressure': { below: [0.25, 0.23, 0.2, 0.16], delay: 20 },
  'water-flow': { above: [420, 480, 560, 720], delay: 600 },
  'leak-acoustic': { above: [40, 50, 60, 70], delay: 0 },
  'road-water': { above: [5, 15, 27, 50], delay: 60 },
  // 20/30/50/80 mm in one hour, as the equal rate over five minutes
  'rain-gauge': { above: [1.7, 2.5, 4.2, 6.7], delay: 0 },
  tide: { above: [2, 2.3, 2.6, 3], delay: 0 },
  'heat-temperature': {
    above: shift(HEAT_SET, [6, 8, 12, 15]),
    below: shift(HEAT_SET, [-6, -8, -12, -15]),
    delay: 180,
  },
  'heat-pressure': { below: around(HEAT_PRESSURE_SET, [-10, -15, -20, -30]), delay: 180 },
  'heat-flow': { above: [240, 260, 300, 360], delay: 180 },
  'bridge-strain': { above: ofLimit(400), delay: 600 },
  'bridge-deflection': { above: ofLimit(40), delay: 600 },
  'bridge-acceleration': { above: ofLimit(0.5), delay: 600 },
  'bridge-tilt': { above: ofLimit(0.1), delay: 600 },
  'bridge-crack': { above: ofLimit(0.25), delay: 600 },
  'bridge-load': { above: ofLimit(60), delay: 0 },
  'wind-speed': { above: [13.9, 17.2, 20.8, 24.5], delay: 600 },
  'gallery-temperature': { above: [35, 38, 40, 50], delay: 60 },
  'gallery-humidity': { above: [80, 85, 90, 95], delay: 600 },
  'gallery-oxygen': { below: [20.5, 20, 19.5, 18], delay: 30 },
  'gallery-methane': { above: [5, 10, 20, 25], delay: 10 },
  'gallery-h2s': { above: [3, 5, 10, 20], delay: 30 },
  'gallery-water-level': { above: [0.5, 0.6, 0.8, 1], delay: 60 },
  'tunnel-convergence': { above: shares(10), delay: 0 },
  'tunnel-settlement': { above: shares(15), delay: 0 },
  'tunnel-water-level': { above: [5, 10, 20, 30], delay: 60 },
  'tunnel-co': { above: [50, 70, 100, 150], delay: 600 },
  'manhole-cover': { above: [null, 15, 30, 60], delay: 5 },
  'building-tilt': { above: [1, 2, 3, 4], delay: 0 },
  'building-settlement': { above: [10, 15, 20, 30], delay: 0 },
  'building-crack': { above: [0.3, 0.5, 1, 2], delay: 0 },
}
const GRADES = ['blue', 'yellow', 'orange', 'red'] as const
/** m below ground at which a sewer level is red */
const BELOW_GROUND = 0.2

/** Rows of thresholds.csv. */
export function thresholdRows(sensors: readonly Sensor[]): Cell[][] {
  return sensors.flatMap((sensor) => {
    const rule = ruleOf(sensor)
    return [
      ...rowsOf(sensor.id, 'above', rule.above, rule.delay),
      ...rowsOf(sensor.id, 'below', rule.below, rule.delay),
    ]
  })
}

function ruleOf({ id, kind, sewer }: Sensor): Rule {
  if (sewer && kind === 'sewer-level') {
    const { height, depth } = sewer
    return { above: [0.7 * height, 0.85 * height, height, Math.max(depth - BELOW_GROUND, height + 0.1)], delay: 600 }
  }
  if (sewer && kind === 'sewer-flow') {
    return { above: [0.8 * sewer.capacity, 0.9 * sewer.capacity, sewer.capacity, 1.1 * sewer.capacity], delay: 600 }
  }
  const rule = RULES[kind]
  if (!rule) throw new Error(`thresholds: no limits for sensor ${id} of kind "${kind}"`)
  return rule
}

function rowsOf(id: string, direction: string, limits: Limits | undefined, delay: number): Cell[][] {
  return (limits ?? []).flatMap((value, i): Cell[][] => {
    const grade = GRADES[i]
    return value === null || !grade ? [] : [[id, grade, direction, Number(value.toFixed(4)), delay]]
  })
}

type Four = readonly [number, number, number, number]

/** percent away from a set point */
function around(set: number, percents: Four): Limits {
  return shift(set, [
    set * percents[0] * 0.01,
    set * percents[1] * 0.01,
    set * percents[2] * 0.01,
    set * percents[3] * 0.01,
  ])
}

function shift(set: number, by: Four): Limits {
  return [set + by[0], set + by[1], set + by[2], set + by[3]]
}

/** 70/80/90/100 % of a limit */
function ofLimit(limit: number): Limits {
  return [0.7 * limit, 0.8 * limit, 0.9 * limit, limit]
}

/** 60/70/85/100 % of a limit */
function shares(limit: number): Limits {
  return [0.6 * limit, 0.7 * limit, 0.85 * limit, limit]
}
