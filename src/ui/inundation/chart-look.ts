import { formatDuration, formatNumber } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'

/** [s] */
const STEPS = [60, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400]
const MOST_LABELS = 6
const SIZE = 12

export type ColorOf = (token: string) => string

interface AxisLook {
  readonly side?: 'left' | 'right'
  /** no labels where the axis ends between two of them */
  readonly areEndsBare?: boolean
  /** its name reads from the left edge of the chart on */
  readonly isLong?: boolean
}

/**
 * How the charts of a flood look: type, grid, tooltip, axes and lines, in the colours of the page.
 *
 * @param color  by name of a token
 */
export function chartLook({ locale }: Pick<Words, 'locale'>, color: ColorOf) {
  const label = { fontSize: SIZE, color: color('text-2') }
  const line = { lineStyle: { color: color('line-strong') } }
  return {
    label,
    /** @param right  free beside the plot [px] */
    frame: (right = 8) => ({
      animation: false,
      // a canvas knows no inherited font
      textStyle: { fontFamily: color('font'), color: color('text-2') },
      grid: { left: 8, right, top: 26, bottom: 4, containLabel: true },
    }),
    /** @param say  lines of the tooltip */
    tooltip: <Item>(say: (items: readonly Item[]) => readonly string[]) => ({
      trigger: 'axis',
      // plain canvas text: an HTML tooltip would set style attributes
      renderMode: 'richText',
      formatter: (items: readonly Item[]) => say(items).join('\n'),
    }),
    /** Simulated time [s]. */
    timeAxis: (from: number, to: number) => ({
      ...{ type: 'value', min: from, max: to },
      interval: STEPS.find((step) => (to - from) / step <= MOST_LABELS) ?? (to - from) / MOST_LABELS,
      axisLabel: { ...label, formatter: (at: number) => formatDuration(1000 * at).slice(0, -3), hideOverlap: true },
      // at H = 0 it would read as a water surface
      axisLine: { onZero: false, ...line },
      splitLine: { show: false },
    }),
    /** Distance along a line [m]. */
    lengthAxis: (length: number, say: (at: number) => string) => ({
      ...{ type: 'value', min: 0, max: length, interval: length / 4 },
      axisLabel: { ...label, formatter: say, hideOverlap: true },
      axisLine: { onZero: false, ...line },
      splitLine: { show: false },
    }),
    valueAxis: (name: string, { side = 'left', areEndsBare = false, isLong = false }: AxisLook = {}) => ({
      ...{ type: 'value', position: side, name, splitNumber: 3 },
      nameTextStyle: { align: isLong ? 'left' : side, ...label },
      axisLabel: {
        ...{ ...label, formatter: (value: number) => formatNumber(locale, value, 2) },
        ...(areEndsBare && { showMinLabel: false, showMaxLabel: false }),
      },
      splitLine: { show: side === 'left', lineStyle: { color: color('surface-3') } },
    }),
    /** What the chart is of: a full line. */
    line: (id: string, data: readonly unknown[], token = 'accent') => ({
      ...{ id, type: 'line', data, showSymbol: false },
      lineStyle: { width: 1.6, color: color(token) },
      itemStyle: { color: color(token) },
    }),
    /** The same of the run that is kept (A), beside the other: dotted. */
    kept: (id: string, data: readonly unknown[]) => ({
      ...{ id, type: 'line', data, showSymbol: false },
      lineStyle: { width: 1.8, type: 'dotted', color: color('text') },
      itemStyle: { color: color('text') },
    }),
    /** An upright line at the time that is shown. */
    now: (time: number) => ({
      ...{ xAxis: time, label: { show: false } },
      lineStyle: { color: color('text'), type: 'solid', width: 1 },
    }),
  }
}
