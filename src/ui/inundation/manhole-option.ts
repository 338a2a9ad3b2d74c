import type { EChartsCoreOption } from 'echarts/core'
import type { NetworkSeries } from '../../domain/inundation/outcome.ts'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'

const SIZE = 12

/** Water level (H) in a manhole over simulated time as a full line, its rim dashed, and the time that is shown upright. */
export function manholeOption(
  { times, nodes, head, rim }: NetworkSeries,
  node: string,
  shown: number,
  { t, locale }: Words,
  color: (token: string) => string,
): EChartsCoreOption {
  const place = nodes.indexOf(node)
  const level = rim[place] ?? Number.NaN
  const points = Array.from(times, (time, at) => [time, head[at * nodes.length + place] ?? Number.NaN])
  const end = times.at(-1) ?? 1
  const label = { fontSize: SIZE, color: color('text-2') }
  return {
    animation: false,
    // a canvas knows no inherited font
    textStyle: { fontFamily: color('font'), color: color('text-2') },
    grid: { left: 8, right: 8, top: 26, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      // plain canvas text: an HTML tooltip would set style attributes
      renderMode: 'richText',
      formatter: (items: readonly { readonly data: readonly [number, number] }[]) =>
        [
          formatDuration(1000 * (items[0]?.data[0] ?? 0)),
          `${t('manholes.head')} H ${formatQuantity(locale, items[0]?.data[1] ?? Number.NaN, 'm', 2)}`,
          `${t('manholes.rim')} H ${formatQuantity(locale, level, 'm', 2)}`,
        ].join('\n'),
    },
    xAxis: {
      ...{ type: 'value', min: times[0] ?? 0, max: end, interval: end / 3 },
      axisLabel: { ...label, formatter: (at: number) => formatDuration(1000 * at).slice(0, -3), hideOverlap: true },
      axisLine: { onZero: false, lineStyle: { color: color('line-strong') } },
      splitLine: { show: false },
    },
    yAxis: {
      ...{ type: 'value', name: `${t('manholes.head')} H m`, scale: true, splitNumber: 3 },
      nameTextStyle: { align: 'left', ...label },
      axisLabel: { ...label, formatter: (value: number) => formatNumber(locale, value, 2) },
      splitLine: { lineStyle: { color: color('surface-3') } },
    },
    series: [
      {
        ...{ id: 'head', type: 'line', data: points, showSymbol: false },
        lineStyle: { width: 1.6, color: color('accent') },
        itemStyle: { color: color('accent') },
        markLine: {
          ...{ silent: true, symbol: 'none' },
          data: [
            {
              yAxis: level,
              label: { show: true, position: 'insideStartTop', formatter: t('manholes.rim'), ...label },
              lineStyle: { color: color('text-2'), type: 'dashed', width: 1 },
            },
            { xAxis: shown, label: { show: false }, lineStyle: { color: color('text'), type: 'solid', width: 1 } },
          ],
        },
      },
    ],
  }
}
