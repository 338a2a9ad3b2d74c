import type { Threshold } from '../../src/domain/sensing/judge.ts'
import { sensorKindOf } from '../../src/domain/sensing/kinds/index.ts'
import { above } from '../../src/domain/sensing/kinds/limits.ts'
import type { Cell } from './csv.ts'
import type { Sensor } from './sensors.ts'

/** Two samples of a sewer [s]. */
const SEWER_DELAY = 600
/** m below ground at which a sewer level is red */
const BELOW_GROUND = 0.2

/** Rows of thresholds.csv: those of the kind, and of sewers their own by size. */
export function thresholdRows(sensors: readonly Sensor[]): Cell[][] {
  return sensors.flatMap((sensor) => {
    const limits = limitsOf(sensor)
    if (limits.length === 0) throw new Error(`thresholds: no limits for sensor ${sensor.id} of kind "${sensor.kind}"`)
    return limits.map(({ grade, direction, value, delay_s, hysteresis, clear_delay_s }) => [
      ...[sensor.id, grade, direction],
      ...[Number(value.toFixed(4)), delay_s, hysteresis, clear_delay_s],
    ])
  })
}

function limitsOf({ kind, sewer }: Sensor): readonly Threshold[] {
  const { thresholds, hysteresis } = sensorKindOf(kind)
  if (sewer && kind === 'sewer-level') {
    const { height, depth } = sewer
    const red = Math.max(depth - BELOW_GROUND, height + 0.1)
    return above([0.7 * height, 0.85 * height, height, red], SEWER_DELAY, hysteresis)
  }
  if (sewer && kind === 'sewer-flow') {
    const full = sewer.capacity
    return above([0.8 * full, 0.9 * full, full, 1.1 * full], SEWER_DELAY, hysteresis)
  }
  return thresholds
}
