import type { EChartsCoreOption } from 'echarts/core'
import type { Locale } from '../../domain/localized.ts'
import { formatNumber } from '../../i18n/format.ts'

export interface BarSeries {
  readonly name: string
  /** name of a colour token */
  readonly color: string
  /** a value a category; null = none */
  readonly values: readonly (number | null)[]
  /** hatched: what is not known */
  readonly isHatched?: boolean
}

export interface BarChartInput {
  readonly categories: readonly string[]
  /** the first lies at the bottom */
  readonly series: readonly BarSeries[]
  readonly unit: string
  /** digits after the point of a label on top of each bar; null = an axis of whole numbers instead */
  readonly digits: number | null
}

/**
 * @param fontSize  [px] of every text in it
 * @param token     value of a token of tokens.css
 */
export function barOption(
  { categories, series, unit, digits }: BarChartInput,
  locale: Locale,
  fontSize: number,
  token: (name: string) => string,
): EChartsCoreOption {
  // a canvas knows no inherited font
  const text = { fontSize, fontFamily: token('font') }
  const totals = categories.map((_, i) => series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0))
  return {
    animation: false,
    grid: {
      left: 2,
      right: 2,
      top: fontSize * 1.6,
      bottom: 2,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: categories,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: token('line-strong') } },
      axisLabel: { ...text, color: token('text-2'), interval: digits === null ? 'auto' : 0 },
    },
    yAxis: {
      type: 'value',
      name: unit,
      nameGap: fontSize * 0.5,
      nameTextStyle: { ...text, color: token('text-3'), align: 'left' },
      minInterval: 1,
      splitNumber: 2,
      axisLabel: digits === null ? { ...text, color: token('text-2') } : { show: false },
      splitLine: { lineStyle: { color: token('surface-3') } },
    },
    series: series.map(({ name, values, color, isHatched }, at) => ({
      type: 'bar',
      name,
      stack: 'all',
      barCategoryGap: '28%',
      silent: true,
      data: values,
      itemStyle: {
        color: token(color),
        borderColor: token('surface'),
        borderWidth: isHatched ? 0 : 0.5,
        ...(isHatched
          ? {
              decal: {
                symbol: 'rect',
                color: token('surface'),
                dashArrayX: [1, 0],
                dashArrayY: [3, 4],
                rotation: -0.8,
              },
            }
          : {}),
      },
      label: {
        show: digits !== null && at === series.length - 1,
        position: 'top',
        ...text,
        color: token('text-2'),
        formatter: ({ dataIndex }: { readonly dataIndex: number }) =>
          formatNumber(locale, totals[dataIndex] ?? 0, digits ?? 0),
      },
    })),
  }
}
