import type { EChartsCoreOption } from 'echarts/core'
import type { Hydrograph } from '../../domain/inundation/samples.ts'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'

/** [s] */
const STEPS = [60, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400]
const MOST_LABELS = 6
const SIZE = 12

/** Depth as an area and speed as a dashed line over simulated time, the time that is shown as an upright line. */
export function hydrographOption(
  { time, depth, speed }: Hydrograph,
  shown: number,
  { t, locale }: Words,
  color: (token: string) => string,
): EChartsCoreOption {
  const span = (time.at(-1) ?? 0) - (time[0] ?? 0)
  const axis = (name: string, unit: string, position: 'left' | 'right') => ({
    ...{ type: 'value', position, name: `${name} ${unit}`, min: 0, splitNumber: 3 },
    nameTextStyle: { align: position, fontSize: SIZE, color: color('text-2') },
    axisLabel: {
      formatter: (value: number) => formatNumber(locale, value, 2),
      fontSize: SIZE,
      color: color('text-2'),
    },
    splitLine: { show: position === 'left', lineStyle: { color: color('surface-3') } },
  })
  const points = (values: readonly number[]) => time.map((at, i) => [at, values[i] ?? 0])
  return {
    animation: false,
    // a canvas knows no inherited font
    textStyle: { fontFamily: color('font'), color: color('text-2') },
    grid: { left: 8, right: 8, top: 26, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      // plain canvas text: an HTML tooltip would set style attributes
      renderMode: 'richText',
      formatter: (items: readonly { readonly data: readonly [number, number]; readonly seriesId?: string }[]) =>
        [
          formatDuration(1000 * (items[0]?.data[0] ?? 0)),
          ...items.map(({ data, seriesId }) =>
            seriesId === 'depth'
              ? `${t('flood.depth')} ${formatQuantity(locale, data[1], 'm', 2)}`
              : `${t('flood.speed')} ${formatQuantity(locale, data[1], 'm/s', 2)}`,
          ),
        ].join('\n'),
    },
    xAxis: {
      ...{ type: 'value', min: time[0] ?? 0, max: time.at(-1) ?? 1 },
      interval: STEPS.find((step) => span / step <= MOST_LABELS) ?? span / MOST_LABELS,
      axisLabel: {
        formatter: (at: number) => formatDuration(1000 * at).slice(0, -3),
        ...{ fontSize: SIZE, color: color('text-2'), hideOverlap: true },
      },
      axisLine: { lineStyle: { color: color('line-strong') } },
      splitLine: { show: false },
    },
    // the names tell which line is which without colour
    yAxis: [axis(t('flood.depth.line'), 'm', 'left'), axis(t('flood.speed.line'), 'm/s', 'right')],
    series: [
      {
        ...{ id: 'depth', type: 'line', data: points(depth), showSymbol: false },
        lineStyle: { width: 1.6, color: color('accent') },
        itemStyle: { color: color('accent') },
        areaStyle: { color: color('accent'), opacity: 0.18 },
        markLine: {
          ...{ silent: true, symbol: 'none', label: { show: false } },
          data: [{ xAxis: shown, lineStyle: { color: color('text'), type: 'solid', width: 1 } }],
        },
      },
      {
        ...{ id: 'speed', type: 'line', data: points(speed), showSymbol: false, yAxisIndex: 1 },
        lineStyle: { width: 1.4, type: 'dashed', color: color('text-2') },
        itemStyle: { color: color('text-2') },
      },
    ],
  }
}
