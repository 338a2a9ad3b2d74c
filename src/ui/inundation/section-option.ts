import type { EChartsCoreOption } from 'echarts/core'
import type { CrossSection } from '../../domain/inundation/samples.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'

const SIZE = 12
/** of the heights that are to be seen, left free above and below */
const AIR = 0.1

/** Ground and water surface (H) along a line from A to B; a dry stretch has no water line, one without ground neither. */
export function sectionOption(
  { distance, bed, level }: CrossSection,
  { t, locale }: Words,
  color: (token: string) => string,
): EChartsCoreOption {
  const heights = [...bed, ...level].filter((height) => Number.isFinite(height))
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  const air = Math.max(high - low, 0.5) * AIR
  const length = distance.at(-1) ?? 0
  // its ends as they are marked in the picture
  const endOf = (at: number) => (at === 0 ? 'A ' : at === length ? 'B ' : '')
  const points = (values: readonly number[]) =>
    distance.map((at, i) => [at, Number.isFinite(values[i]) ? (values[i] ?? null) : null])
  return {
    animation: false,
    // a canvas knows no inherited font
    textStyle: { fontFamily: color('font'), color: color('text-2') },
    grid: { left: 8, right: 16, top: 26, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      // plain canvas text: an HTML tooltip would set style attributes
      renderMode: 'richText',
      formatter: (items: readonly { readonly data: readonly [number, number | null]; readonly seriesId?: string }[]) =>
        [
          formatQuantity(locale, items[0]?.data[0] ?? 0, 'm'),
          ...items.flatMap(({ data, seriesId }) =>
            data[1] === null
              ? []
              : [
                  `${t(seriesId === 'level' ? 'flood.level' : 'flood.bed')} H ${formatQuantity(locale, data[1], 'm', 2)}`,
                ],
          ),
        ].join('\n'),
    },
    xAxis: {
      ...{ type: 'value', min: 0, max: Math.max(length, 1), interval: Math.max(length, 1) / 4 },
      axisLabel: {
        formatter: (at: number) => endOf(at) + formatQuantity(locale, at, 'm'),
        ...{ fontSize: SIZE, color: color('text-2'), hideOverlap: true },
      },
      // at H = 0 it would read as a water surface
      axisLine: { onZero: false, lineStyle: { color: color('line-strong') } },
      splitLine: { show: false },
    },
    yAxis: {
      ...{ type: 'value', name: 'H m', min: low - air, max: high + air, splitNumber: 3 },
      nameTextStyle: { align: 'left', fontSize: SIZE, color: color('text-2') },
      axisLabel: {
        formatter: (value: number) => formatNumber(locale, value, 2),
        ...{ fontSize: SIZE, color: color('text-2'), showMinLabel: false, showMaxLabel: false },
      },
      splitLine: { lineStyle: { color: color('surface-3') } },
    },
    series: [
      {
        ...{ id: 'level', type: 'line', data: points(level), showSymbol: false, connectNulls: false },
        lineStyle: { width: 1.6, color: color('accent') },
        itemStyle: { color: color('accent') },
        areaStyle: { color: color('accent'), opacity: 0.3, origin: 'start' },
      },
      {
        ...{ id: 'bed', type: 'line', data: points(bed), showSymbol: false, connectNulls: false },
        lineStyle: { width: 1.6, color: color('text-2') },
        itemStyle: { color: color('text-2') },
        // the ground covers what the area of the water fills below it
        areaStyle: { color: color('surface-3'), opacity: 1, origin: 'start' },
      },
    ],
  }
}
