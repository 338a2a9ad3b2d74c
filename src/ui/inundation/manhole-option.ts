import type { EChartsCoreOption } from 'echarts/core'
import type { NetworkSeries } from '../../domain/inundation/outcome.ts'
import { formatDuration, formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'
import { type ColorOf, chartLook } from './chart-look.ts'

interface Item {
  readonly data: readonly [time: number, level: number]
}

/** Water level (H) in a manhole over simulated time as a full line, its rim dashed, and the time that is shown upright. */
export function manholeOption(
  { times, nodes, head, rim }: NetworkSeries,
  node: string,
  shown: number,
  words: Words,
  color: ColorOf,
): EChartsCoreOption {
  const { t, locale } = words
  const look = chartLook(words, color)
  const place = nodes.indexOf(node)
  const level = rim[place] ?? Number.NaN
  const points = Array.from(times, (time, at) => [time, head[at * nodes.length + place] ?? Number.NaN])
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  return {
    ...look.frame(),
    tooltip: look.tooltip<Item>((items) => [
      formatDuration(1000 * (items[0]?.data[0] ?? 0)),
      `${t('manholes.head')} H ${metres(items[0]?.data[1] ?? Number.NaN)}`,
      `${t('manholes.rim')} H ${metres(level)}`,
    ]),
    xAxis: look.timeAxis(times[0] ?? 0, times.at(-1) ?? 1),
    yAxis: { ...look.valueAxis(`${t('manholes.head')} H m`), scale: true },
    series: [
      {
        ...look.line('head', points),
        markLine: {
          ...{ silent: true, symbol: 'none' },
          data: [
            {
              yAxis: level,
              label: { show: true, position: 'insideStartTop', formatter: t('manholes.rim'), ...look.label },
              lineStyle: { color: color('text-2'), type: 'dashed', width: 1 },
            },
            look.now(shown),
          ],
        },
      },
    ],
  }
}
