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
/** one for the whole city, and that a local storm is lost in it */
const meanOfGauges = (count: number): Localized => ({
  zh: `降雨：全市取 ${count} 个雨量站的平均雨强；局地强降雨被平均，该处积水可能偏浅`,
  en: `rain: the mean of the gauges (${count}) falls on the whole city; where it rains harder than that, water may be deeper than shown`,
})
/** @param from  when the first of the steps began [ms since 1970 UTC] */
const heldOn = (from: number, series: LiveRain['series']): Localized => {
  const clock = (at: number) => clockText(at).replace('T', ' ').slice(0, 16)
  const [start, now] = [clock(from), clock(from + HOUR)]
  const rates = series.map(([, rate]) => rate.toFixed(1)).join(', ')
  return {
    zh: `降雨：模拟自 ${start} 起，每 10 min 的实测平均雨强依次为 ${rates} mm/h；${now} 之后没有实测，按最后一个值延续，不是预报`,
    en: `rain: from ${start} on, by steps of 10 min, the mean measured is ${rates} mm/h; after ${now} nothing is measured and the last goes on: that is no forecast`,
  }
}

/**
 * Rain of the city's gauges, their mean in steps of ten minutes, from an hour ago on; what fell in the last ten minutes goes
 * on falling after them.
 *
 * @returns why the readings could not be had; `not-found` when no gauge told anything in the last ten minutes
 */
export async function liveRain(
  { ports, clock }: Pick<CommandContext, 'ports' | 'clock'>,
  gauges: FloodPlan['gauges'],
): Promise<Result<LiveRain>> {
  const to = clock.now()
  const sums = Array.from({ length: HOUR / STEP }, () => ({ sum: 0, count: 0 }))
  let silent = 0
  for (const { id } of gauges) {
    const series = await ports.readings.history(id as SensorId, to - HOUR, to, MAX_POINTS)
    if (!series.ok) return series
    if (series.value.at.length === 0) silent += 1
    series.value.at.forEach((at, index) => {
      const step = sums[Math.min(sums.length - 1, Math.floor((at - (to - HOUR)) / STEP))]
      if (!step) return
      step.sum += (series.value.value[index] as number) * PER_HOUR
      step.count += 1
    })
  }
  if (sums.at(-1)?.count === 0)
    return fail('not-found', 'no rain gauge told anything in the last ten minutes', NOTHING_NOW)
  const means = sums.map(({ sum, count }) => (count > 0 ? sum / count : null))
  const gaps = means.filter((mean) => mean === null).length
  let last = means.find((mean) => mean !== null) ?? 0
  const series = means.map((mean, step): [number, number] => {
    last = mean ?? last
    return [(step * STEP) / 1000, last]
  })
  return succeed({
    series,
    told: [
      heldOn(to - HOUR, series),
      meanOfGauges(gauges.length - silent),
      ...(silent > 0 ? [silentGauges(silent)] : []),
      ...(gaps > 0 ? [gapsInRain(gaps)] : []),
    ],
  })
}
