import { type AirGrid, puffField } from '../atmosphere/field.ts'
import { puffsAt, type WindStep } from '../atmosphere/puffs.ts'
import { windAt } from '../atmosphere/wind.ts'
import type { GasCase } from './case.ts'
import { passedBy } from './rates.ts'
import type { GasOutcome } from './run.ts'

/** Height of the wind that carries what leaves the ground [m]. */
export const CARRIED_AT = 2

/** The wind of a case by time, near the ground; without `winds` it blows to the east all the time. */
export function windsOf({ air }: Pick<GasCase, 'air'>): WindStep[] {
  const { terrain, stability, wind_m_s, wind_height_m, winds } = air
  return (winds ?? [[0, wind_m_s, 270]]).map(([time, speed, from]): WindStep => {
    const low = windAt(terrain, stability, speed, wind_height_m, CARRIED_AT)
    const towards = ((from + 180) * Math.PI) / 180
    return [time, low * Math.sin(towards), low * Math.cos(towards)]
  })
}

/**
 * Gas near the ground at a time, by puffs of what came out of ground and spaces until then, all of it above the leak.
 *
 * @returns  [m³/m³] a value a cell
 */
export function gasAbove(
  { air, release, emitted }: GasOutcome['above'],
  winds: readonly WindStep[],
  grid: AirGrid,
  time: number,
): Float32Array {
  const { size, columns, rows } = grid
  const far = 2 * size * Math.hypot(columns, rows)
  const amount = (from: number, to: number) => passedBy(emitted, to) - passedBy(emitted, from)
  return puffField(air, release, puffsAt(time, amount, winds, air, release, far), grid)
}
