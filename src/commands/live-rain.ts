import type { FloodPlan } from '../domain/inundation/flood-plan.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import { sensorKindOf } from '../domain/sensing/kinds/index.ts'
import type { CommandContext } from './context.ts'

const HOUR = 3_600_000
/** Measured rain is averaged over as much [ms]. */
const STEP = HOUR / 6
const MAX_POINTS = 720
/** a gauge tells the depth of its period [mm]; as an intensity [mm/h] */
const PER_HOUR = 3600 / sensorKindOf('rain-gauge').period

/**
 * Rain of the city's gauges, their mean in steps of ten minutes, from an hour ago on [s, mm/h]; what fell in the last ten
 * minutes goes on falling after them.
 *
 * @returns `not-found` when no gauge told anything in the last hour
 */
export async function liveRain(
  { ports, clock }: CommandContext,
  gauges: FloodPlan['gauges'],
): Promise<Result<[time: number, intensity: number][]>> {
  const to = clock.now()
  const sums = Array.from({ length: HOUR / STEP }, () => ({ sum: 0, count: 0 }))
  for (const { id } of gauges) {
    const series = await ports.readings.history(
      id as Parameters<typeof ports.readings.history>[0],
      to - HOUR,
      to,
      MAX_POINTS,
    )
    if (!series.ok) continue
    series.value.at.forEach((at, index) => {
      const step = sums[Math.min(sums.length - 1, Math.floor((at - (to - HOUR)) / STEP))]
      if (!step) return
      step.sum += (series.value.value[index] as number) * PER_HOUR
      step.count += 1
    })
  }
  if (sums.every(({ count }) => count === 0)) return fail('not-found', 'no rain gauge told anything in the last hour')
  let last = 0
  return succeed(
    sums.map(({ sum, count }, step) => {
      // a step that nobody told of goes on as the one before
      last = count > 0 ? sum / count : last
      return [(step * STEP) / 1000, last]
    }),
  )
}
