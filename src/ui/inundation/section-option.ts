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

/**
 * Ground and water surface (H) along a line; a dry stretch has no water line, one without ground neither.
 *
 * @param beside  of the run that is kept (A): its water dotted
 */
export function sectionOption(
  { distance, bed, level }: CrossSection,
  words: Words,
  color: ColorOf,
  beside?: CrossSection,
): EChartsCoreOption {
  const { t, locale } = words
  const look = chartLook(words, color)
  const heights = [...bed, ...level, ...(beside?.level ?? [])].filter((height) => Number.isFinite(height))
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  const air = Math.max(high - low, 0.5) * AIR
  const length = distance.at(-1) ?? 0
  // its ends as they are marked in the picture
  const endOf = (at: number) => (at === 0 ? '1: ' : at === length ? '2: ' : '')
  const points = (values: readonly number[], along = distance) =>
    along.map((at, i) => [at, Number.isFinite(values[i]) ? (values[i] ?? null) : null])
  const nameOf = (series?: string) => {
    if (series === 'bed') return t('flood.bed')
    return beside
      ? `${t(series === 'kept' ? 'flood.side.kept' : 'flood.side.own')} ${t('flood.level')}`
      : t('flood.level')
  }
  return {
    ...look.frame(16),
    tooltip: look.tooltip<Item>((items) => [
      formatQuantity(locale, items[0]?.data[0] ?? 0, 'm'),
      ...items.flatMap(({ data, seriesId }) =>
        data[1] === null ? [] : [`${nameOf(seriesId)} H ${formatQuantity(locale, data[1], 'm', 2)}`],
      ),
    ]),
    xAxis: look.lengthAxis(Math.max(length, 1), (at) => endOf(at) + formatQuantity(locale, at, 'm')),
    yAxis: {
      ...look.valueAxis(beside ? `${t('flood.level.both')} H m` : 'H m', {
        areEndsBare: true,
        isLong: beside !== undefined,
      }),
      min: low - air,
      max: high + air,
    },
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
      ...(beside
        ? [{ ...look.kept('kept', points(beside.level, beside.distance)), ...{ connectNulls: false, z: 3 } }]
        : []),
    ],
  }
}
