import type { FloodPlan } from '../../../src/domain/inundation/flood-plan.ts'

const HOUR = 3600

type Water = FloodPlan['waters'][number]

/**
 * A water over the city's design day, which every run begins at hour 0 of: [s, m or m³/s] by rising times, linear between.
 *
 * @param of     what of it
 * @param surge  the sea above its tide [m]; a river has none
 */
export function dayOf(
  waters: FloodPlan['waters'],
  water: Water['water'] | null,
  of: 'level_m' | 'discharge_m3_s',
  surge = 0,
): [time: number, value: number][] {
  const above = water === 'sea' && of === 'level_m' ? surge : 0
  return waters
    .flatMap((row): [number, number][] => {
      const value = row[of]
      return row.water === water && value !== null ? [[row.hour * HOUR, value + above]] : []
    })
    .sort(([one], [other]) => one - other)
}
