import type { EChartsCoreOption } from 'echarts/core'
import type { Hydrograph } from '../../domain/inundation/samples.ts'
import { formatDuration, formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'
import { type ColorOf, chartLook } from './chart-look.ts'

interface Item {
  readonly data: readonly [time: number, value: number]
  readonly seriesId?: string
}

/** Depth as an area and speed as a dashed line over simulated time, the time that is shown as an upright line. */
export function hydrographOption(
  { time, depth, speed }: Hydrograph,
  shown: number,
  words: Words,
  color: ColorOf,
): EChartsCoreOption {
  const { t, locale } = words
  const look = chartLook(words, color)
  const points = (values: readonly number[]) => time.map((at, i) => [at, values[i] ?? 0])
  return {
    ...look.frame(),
    tooltip: look.tooltip<Item>((items) => [
      formatDuration(1000 * (items[0]?.data[0] ?? 0)),
      ...items.map(({ data, seriesId }) =>
        seriesId === 'depth'
          ? `${t('flood.depth')} ${formatQuantity(locale, data[1], 'm', 2)}`
          : `${t('flood.speed')} ${formatQuantity(locale, data[1], 'm/s', 2)}`,
      ),
    ]),
    xAxis: look.timeAxis(time[0] ?? 0, time.at(-1) ?? 1),
    // the names tell which line is which without colour
    yAxis: [
      { ...look.valueAxis(`${t('flood.depth.line')} m`), min: 0 },
      { ...look.valueAxis(`${t('flood.speed.line')} m/s`, { side: 'right' }), min: 0 },
    ],
    series: [
      {
        ...look.line('depth', points(depth)),
        areaStyle: { color: color('accent'), opacity: 0.18 },
        markLine: { silent: true, symbol: 'none', data: [look.now(shown)] },
      },
      {
        ...{ ...look.line('speed', points(speed), 'text-2'), yAxisIndex: 1 },
        lineStyle: { width: 1.4, type: 'dashed', color: color('text-2') },
      },
    ],
  }
}
