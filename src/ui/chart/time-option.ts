import type { EChartsCoreOption } from 'echarts/core'
import type { SensorKind } from '../../domain/sensing/kind.ts'
import { QUALITIES } from '../../domain/sensing/reading.ts'
import { formatDate, formatInstant, formatNumber, formatQuantity, formatTime } from '../../i18n/format.ts'
import type { ReadingSeries } from '../../ports/readings.ts'
import type { SensorThreshold } from '../../ports/records.ts'
import type { Words } from '../page.tsx'

/** Missing data shows as a gap after this many periods; the history is thinned, so its own spacing counts too. */
const GAP_PERIODS = 3
const DAY = 86_400_000
/** up to this span the hours are told beside the date */
const HOURS_TOLD = 3 * DAY
/** below this each point is drawn, so that a lone one is seen */
const FEW_POINTS = 30
const BAD = QUALITIES.indexOf('bad')
const SUSPECT = QUALITIES.indexOf('suspect')

export interface TimeChartInput {
  readonly series: ReadingSeries
  readonly kind: SensorKind | null
  readonly thresholds: readonly SensorThreshold[]
  readonly period_s: number
  readonly from: number
  readonly to: number
  /** instants that are marked with an upright line */
  readonly instants?: readonly TimeMark[]
}

/** An instant with a word and the token of its colour. */
export interface TimeMark {
  readonly at: number
  readonly label: string
  readonly token: string
}

export type Point = readonly [at: number, value: number | null]

/**
 * Points of a line that breaks where data is missing or invalid: a null after more than three periods without a
 * reading (or three times the spacing that thinning left), and in place of each `bad` value.
 */
export function withGaps(series: ReadingSeries, period_s: number, values: ArrayLike<number> = series.value): Point[] {
  const spacing = medianSpacing(series.at)
  const gap = GAP_PERIODS * Math.max(period_s * 1000, spacing)
  const points: Point[] = []
  series.at.forEach((at, i) => {
    const before = series.at[i - 1]
    if (before !== undefined && at - before > gap) points.push([before + 1, null])
    points.push([at, series.quality[i] === BAD ? null : (values[i] ?? null)])
  })
  return points
}

/** Line over time with a band beyond each threshold and gaps where data is missing. */
export function timeOption(input: TimeChartInput, words: Words, color: (token: string) => string): EChartsCoreOption {
  const { series, kind, thresholds, from, to } = input
  const { locale, t } = words
  const digits = kind?.digits ?? 2
  const unit = kind?.unit ?? ''
  const [low, high] = extent(series, thresholds, kind)
  const instants = (input.instants ?? []).filter(({ at }) => at >= from && at <= to)
  const suspects = [...series.at].flatMap((at, i) => (series.quality[i] === SUSPECT ? [[at, series.value[i]]] : []))
  return {
    animation: false,
    // a canvas knows no inherited font
    textStyle: { fontFamily: color('font'), color: color('text-2') },
    grid: { left: 8, right: 12, top: 26, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      // plain canvas text: an HTML tooltip would set style attributes
      renderMode: 'richText',
      formatter: (items: readonly { readonly data: Point; readonly seriesId?: string }[]) => {
        const data = items.find(({ seriesId }) => seriesId === 'values')?.data
        if (data?.[1] == null) return ''
        const i = series.at.indexOf(data[0])
        const [least, most] = [series.low?.[i], series.high?.[i]]
        return [
          formatInstant(data[0], to),
          formatQuantity(locale, data[1], unit, digits),
          ...(least === undefined || most === undefined
            ? []
            : [`${formatNumber(locale, least, digits)} … ${formatQuantity(locale, most, unit, digits)}`]),
        ].join('\n')
      },
    },
    xAxis: {
      type: 'time',
      min: from,
      max: to,
      splitNumber: 4,
      axisLabel: {
        formatter: (at: number) =>
          [to - from > DAY && formatDate(at).slice(5), to - from <= HOURS_TOLD && formatTime(at).slice(0, 5)]
            .filter(Boolean)
            .join('\n'),
        fontSize: 12,
        color: color('text-2'),
        hideOverlap: true,
      },
      axisLine: { lineStyle: { color: color('line-strong') } },
    },
    yAxis: {
      type: 'value',
      name: unit,
      nameTextStyle: { align: 'right', fontSize: 12, color: color('text-2') },
      min: low,
      max: high,
      splitNumber: 4,
      axisLabel: {
        formatter: (value: number) => formatNumber(locale, value, digits),
        fontSize: 12,
        color: color('text-2'),
        showMinLabel: false,
        showMaxLabel: false,
      },
      splitLine: { lineStyle: { color: color('surface-3') } },
    },
    series: [
      ...bandOf(series, input.period_s, color('accent')),
      {
        id: 'values',
        type: 'line',
        data: withGaps(series, input.period_s),
        connectNulls: false,
        showSymbol: series.at.length <= FEW_POINTS,
        symbolSize: 5,
        lineStyle: { width: 1.6, color: color('accent') },
        itemStyle: { color: color('accent') },
        markArea: {
          silent: true,
          data: thresholds.map(({ grade, direction, value }) => [
            { yAxis: value, itemStyle: { color: color(`grade-${grade}`), opacity: 0.08 } },
            { yAxis: direction === 'above' ? high : low },
          ]),
        },
        markLine: {
          silent: true,
          symbol: 'none',
          label: { fontSize: 12 },
          // neighbours lie close together, so their labels take turns at the two ends
          data: [
            ...thresholds.map(({ grade, value }, i) => ({
              yAxis: value,
              lineStyle: { color: color(`grade-${grade}`), type: 'dashed', width: 1 },
              label: {
                position: i % 2 === 0 ? 'insideStartTop' : 'insideEndTop',
                formatter: `${t(`grade.${grade}`)} ${formatNumber(locale, value, digits)}`,
                color: color('text-2'),
                backgroundColor: color('surface'),
              },
            })),
            ...instants.map(({ at, label, token }) => ({
              xAxis: at,
              lineStyle: { color: color(token), type: 'solid', width: 2 },
              label: {
                position: 'end',
                // beside the line where the edge would cut it
                offset: [at - from > (to - from) * 0.85 ? -40 : at - from < (to - from) * 0.15 ? 40 : 0, 0],
                formatter: `${label} ${formatTime(at).slice(0, 5)}`,
                color: color('text'),
              },
            })),
          ],
        },
      },
      { type: 'line', data: suspects, lineStyle: { opacity: 0 }, symbol: 'emptyCircle', symbolSize: 6, silent: true },
    ],
  }
}

/** From the lowest to the highest reading of each stretch: an unseen line, and the area from it up. */
function bandOf({ low, high, ...series }: ReadingSeries, period_s: number, color: string) {
  if (!low || !high) return []
  const part = {
    type: 'line',
    stack: 'band',
    stackStrategy: 'all',
    symbol: 'none',
    silent: true,
    lineStyle: { color, width: 0.8, opacity: 0.5 },
  }
  const height = high.map((value, i) => value - (low[i] ?? value))
  return [
    { ...part, data: withGaps(series, period_s, low) },
    { ...part, data: withGaps(series, period_s, height), areaStyle: { color, opacity: 0.22 } },
  ]
}

/** Lowest and highest of what is to be seen, with a little air; thresholds far away do not flatten the line. */
export function extent(
  series: ReadingSeries,
  thresholds: readonly SensorThreshold[],
  kind: SensorKind | null,
): readonly [low: number, high: number] {
  const { low: lowest = series.value, high: highest = series.value } = series
  const values = [...lowest, ...highest].filter(
    (value, i) => Number.isFinite(value) && series.quality[i % series.at.length] !== BAD,
  )
  const seen = [...values, ...(kind?.normal ?? [])]
  let low = Math.min(...seen)
  let high = Math.max(...seen)
  const reach = Math.max(high - low, Math.abs(high) * 0.05, 1e-9) * 2
  for (const { value } of thresholds) {
    if (value > high && value <= high + reach) high = value
    if (value < low && value >= low - reach) low = value
  }
  const air = Math.max(high - low, Math.abs(high) * 0.02, 1e-9) * 0.12
  return [low - (low >= 0 && low - air < 0 ? low : air), high + air]
}

function medianSpacing(at: Float64Array): number {
  const steps = Array.from(at.subarray(1), (time, i) => time - (at[i] ?? time)).sort((a, b) => a - b)
  return steps[Math.floor(steps.length / 2)] ?? 0
}
