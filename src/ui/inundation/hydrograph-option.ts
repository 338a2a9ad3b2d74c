import type { EChartsCoreOption } from 'echarts/core'
import type { Hydrograph } from '../../domain/inundation/samples.ts'
import { formatDuration, formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'
import { type ColorOf, chartLook } from './chart-look.ts'

/** [px] below it the names of both axes do not fit beside one another */
const NARROW = 320
/** free above the plot for names in two lines [px] */
const TWO_LINES = 42

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
  const frame = look.frame()
  // the names tell which line is which without colour
  const names = [`${t('flood.depth.line')} m`, `${t('flood.speed.line')} m/s`].map((name) => ({ name }))
  const narrowNames = [
    `${t('flood.depth')} m\n${t('flood.line.full')}`,
    `${t('flood.speed')} m/s\n${t('flood.line.dashed')}`,
  ]
  const baseOption = {
    ...frame,
    tooltip: look.tooltip<Item>((items) => [
      formatDuration(1000 * (items[0]?.data[0] ?? 0)),
      ...items.map(({ data, seriesId }) =>
        seriesId === 'depth'
          ? `${t('flood.depth')} ${formatQuantity(locale, data[1], 'm', 2)}`
          : `${t('flood.speed')} ${formatQuantity(locale, data[1], 'm/s', 2)}`,
      ),
    ]),
    xAxis: look.timeAxis(time[0] ?? 0, time.at(-1) ?? 1),
    yAxis: [
      { ...look.valueAxis(''), min: 0 },
      { ...look.valueAxis('', { side: 'right' }), min: 0 },
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
  return {
    baseOption,
    media: [
      {
        query: { maxWidth: NARROW },
        option: { grid: { top: TWO_LINES }, yAxis: narrowNames.map((name) => ({ name })) },
      },
      { option: { grid: { top: frame.grid.top }, yAxis: names } },
    ],
  }
}

/** Depths of two runs over simulated time: B as an area, A dotted. Speeds would make four lines: they are told in words. */
export function depthsOfTwoOption(
  a: Hydrograph,
  b: Hydrograph,
  shown: number,
  words: Words,
  color: ColorOf,
): EChartsCoreOption {
  const { t, locale } = words
  const look = chartLook(words, color)
  const points = ({ time, depth }: Hydrograph) => time.map((at, i) => [at, depth[i] ?? 0])
  return {
    ...look.frame(),
    tooltip: look.tooltip<Item>((items) => [
      formatDuration(1000 * (items[0]?.data[0] ?? 0)),
      ...items.map(
        ({ data, seriesId }) =>
          `${t(seriesId === 'kept' ? 'flood.side.kept' : 'flood.side.own')} ${formatQuantity(locale, data[1], 'm', 2)}`,
      ),
    ]),
    xAxis: look.timeAxis(Math.min(a.time[0] ?? 0, b.time[0] ?? 0), Math.max(a.time.at(-1) ?? 1, b.time.at(-1) ?? 1)),
    // the name tells which line is which without colour
    yAxis: { ...look.valueAxis(`${t('flood.depth.both')} m`, { isLong: true }), min: 0 },
    series: [
      {
        ...look.line('own', points(b)),
        areaStyle: { color: color('accent'), opacity: 0.18 },
        markLine: { silent: true, symbol: 'none', data: [look.now(shown)] },
      },
      look.kept('kept', points(a)),
    ],
  }
}
