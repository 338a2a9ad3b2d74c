import type { EChartsCoreOption } from 'echarts/core'
import type { NetworkSeries } from '../../domain/inundation/outcome.ts'
import { formatDuration, formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'
import { type ColorOf, chartLook } from './chart-look.ts'

interface Item {
  readonly data: readonly [time: number, level: number]
  readonly seriesId?: string
}

/**
 * Water level (H) in a manhole over simulated time as a full line, its rim dashed, and the time that is shown upright.
 *
 * @param beside  of the run that is kept: dotted
 */
export function manholeOption(
  { times, nodes, head, rim }: NetworkSeries,
  node: string,
  shown: number,
  words: Words,
  color: ColorOf,
  beside?: NetworkSeries,
): EChartsCoreOption {
  const { t, locale } = words
  const look = chartLook(words, color)
  const level = rim[nodes.indexOf(node)] ?? Number.NaN
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  return {
    ...look.frame(),
    tooltip: look.tooltip<Item>((items) => [
      formatDuration(1000 * (items[0]?.data[0] ?? 0)),
      ...items.map(
        ({ data, seriesId }) =>
          `${beside ? `${t(seriesId === 'kept' ? 'flood.side.kept' : 'flood.side.own')} ` : ''}${t('manholes.head')} H ${metres(data[1])}`,
      ),
      `${t('manholes.rim')} H ${metres(level)}`,
    ]),
    xAxis: look.timeAxis(times[0] ?? 0, times.at(-1) ?? 1),
    yAxis: { ...look.valueAxis(`${t(beside ? 'manholes.head.both' : 'manholes.head')} H m`), scale: true },
    series: [
      {
        ...look.line('head', levelsOf({ times, nodes, head }, node)),
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
      ...(beside ? [look.kept('kept', levelsOf(beside, node))] : []),
    ],
  }
}

function levelsOf({ times, nodes, head }: Pick<NetworkSeries, 'times' | 'nodes' | 'head'>, node: string) {
  const place = nodes.indexOf(node)
  return Array.from(times, (time, at) => [
    time,
    (place < 0 ? undefined : head[at * nodes.length + place]) ?? Number.NaN,
  ])
}
