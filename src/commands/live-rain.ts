import type { SensorId } from '../domain/ids.ts'
import { clockText } from '../domain/inundation/exports/exported-run.ts'
import type { FloodPlan } from '../domain/inundation/flood-plan.ts'
import type { LiveRain } from '../domain/inundation/flood-question.ts'
import type { Localized } from '../domain/localized.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import { sensorKindOf } from '../domain/sensing/kinds/index.ts'
import type { CommandContext } from './context.ts'

const HOUR = 3_600_000
/** Measured rain is averaged over as much [ms]. */
const STEP = HOUR / 6
const MAX_POINTS = 720
/** a gauge tells the depth of its period [mm]; as an intensity [mm/h] */
const PER_HOUR = 3600 / sensorKindOf('rain-gauge').period

type Gauge = LiveRain['steps'][number]['gauges'][number]

const NOTHING_NOW: Localized = {
  zh: '最近 10 分钟没有雨量站读数，不知道现在的雨强，不能续算。请等读数恢复，或改用设计暴雨。',
  en: 'No rain gauge told anything in the last 10 minutes: how hard it rains now is not known. Wait for readings, or choose a design storm.',
}
const silentGauges = (count: number): Localized => ({
  zh: `降雨：${count} 个雨量站最近 1 小时没有读数，未计入`,
  en: `rain: gauges that told nothing in the last hour are left out (${count})`,
})
const gapsInRain = (count: number): Localized => ({
  zh: `降雨：最近 1 小时有 ${count} 个 10 分钟时段没有雨量站读数，按相邻时段补`,
  en: `rain: steps of 10 minutes of which no gauge told are taken as the step beside them (${count} in the last hour)`,
})
/** each place has that of one gauge, and what falls between them nobody measured */
const nearestOf = (count: number): Localized => ({
  zh: `降雨：每处取最近雨量站的雨强（泰森多边形，共 ${count} 个站）；两站之间的局地强降雨测不到，该处积水可能偏浅`,
  en: `rain: each place has that of the gauge nearest to it (Thiessen polygons, gauges: ${count}); where it rains harder between them, water may be deeper than shown`,
})
/** @param from  when the first of the steps began [ms since 1970 UTC] */
const heldOn = (from: number, steps: LiveRain['steps']): Localized => {
  const clock = (at: number) => clockText(at).replace('T', ' ').slice(0, 16)
  const [start, now] = [clock(from), clock(from + HOUR)]
  const rates = steps.map(({ gauges }) => gauges.map(({ mm_h }) => mm_h))
  const means = rates.map((all) => (all.reduce((sum, rate) => sum + rate, 0) / all.length).toFixed(1)).join(', ')
  const most = Math.max(...rates.flat()).toFixed(1)
  return {
    zh: `降雨：模拟自 ${start} 起，每 10 min 的实测雨强（各站平均）依次为 ${means} mm/h，单站最大 ${most} mm/h；${now} 之后没有实测，按最后一个值延续，不是预报`,
    en: `rain: from ${start} on, by steps of 10 min, the gauges measured ${means} mm/h in the mean, one of them at most ${most} mm/h; after ${now} nothing is measured and the last goes on: that is no forecast`,
  }
}

/**
 * Rain of the city's gauges in steps of ten minutes, from an hour ago on; what fell in the last ten minutes goes on falling after
 * them. A gauge that told nothing in a step is not in it.
 *
 * @returns why the readings could not be had; `not-found` when no gauge told anything in the last ten minutes
 */
export async function liveRain(
  { ports, clock }: Pick<CommandContext, 'ports' | 'clock'>,
  gauges: FloodPlan['gauges'],
): Promise<Result<LiveRain>> {
  const to = clock.now()
  const told = Array.from({ length: HOUR / STEP }, (): Gauge[] => [])
  let silent = 0
  for (const { id, at: place } of gauges) {
    const series = await ports.readings.history(id as SensorId, to - HOUR, to, MAX_POINTS)
    if (!series.ok) return series
    const { at, value } = series.value
    if (at.length === 0) silent += 1
    const sums = told.map(() => ({ sum: 0, count: 0 }))
    at.forEach((time, index) => {
      const step = sums[Math.min(sums.length - 1, Math.floor((time - (to - HOUR)) / STEP))]
      if (!step) return
      step.sum += (value[index] as number) * PER_HOUR
      step.count += 1
    })
    sums.forEach(({ sum, count }, step) => {
      if (count > 0) told[step]?.push({ at: place, mm_h: sum / count })
    })
  }
  if (told.at(-1)?.length === 0)
    return fail('not-found', 'no rain gauge told anything in the last ten minutes', NOTHING_NOW)
  const gaps = told.filter((step) => step.length === 0).length
  let last = told.find((step) => step.length > 0) ?? []
  const steps = told.map((step, index) => {
    if (step.length > 0) last = step
    return { from_s: (index * STEP) / 1000, gauges: last }
  })
  return succeed({
    steps,
    told: [
      heldOn(to - HOUR, steps),
      nearestOf(gauges.length - silent),
      ...(silent > 0 ? [silentGauges(silent)] : []),
      ...(gaps > 0 ? [gapsInRain(gaps)] : []),
    ],
  })
}
