import type { EChartsCoreOption } from 'echarts/core'
import type { CrossSection } from '../../domain/inundation/samples.ts'
import { formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'
import { type ColorOf, chartLook } from './chart-look.ts'

/** of the heights that are to be seen, left free above and below */
const AIR = 0.1

interface Item {
  readonly data: readonly [distance: number, height: number | null]
  readonly seriesId?: string
}

/** Ground and water surface (H) along a line from A to B; a dry stretch has no water line, one without ground neither. */
export function sectionOption({ distance, bed, level }: CrossSection, words: Words, color: ColorOf): EChartsCoreOption {
  const { t, locale } = words
  const look = chartLook(words, color)
  const heights = [...bed, ...level].filter((height) => Number.isFinite(height))
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  const air = Math.max(high - low, 0.5) * AIR
  const length = distance.at(-1) ?? 0
  // its ends as they are marked in the picture
  const endOf = (at: number) => (at === 0 ? 'A ' : at === length ? 'B ' : '')
  const points = (values: readonly number[]) =>
    distance.map((at, i) => [at, Number.isFinite(values[i]) ? (values[i] ?? null) : null])
  return {
    ...look.frame(16),
    tooltip: look.tooltip<Item>((items) => [
      formatQuantity(locale, items[0]?.data[0] ?? 0, 'm'),
      ...items.flatMap(({ data, seriesId }) =>
        data[1] === null
          ? []
          : [`${t(seriesId === 'level' ? 'flood.level' : 'flood.bed')} H ${formatQuantity(locale, data[1], 'm', 2)}`],
      ),
    ]),
    xAxis: look.lengthAxis(Math.max(length, 1), (at) => endOf(at) + formatQuantity(locale, at, 'm')),
    yAxis: { ...look.valueAxis('H m', { areEndsBare: true }), min: low - air, max: high + air },
    series: [
      {
        ...{ ...look.line('level', points(level)), connectNulls: false },
        areaStyle: { color: color('accent'), opacity: 0.3, origin: 'start' },
      },
      {
        ...{ ...look.line('bed', points(bed), 'text-2'), connectNulls: false },
        // the ground covers what the area of the water fills below it
        areaStyle: { color: color('surface-3'), opacity: 1, origin: 'start' },
      },
    ],
  }
}
