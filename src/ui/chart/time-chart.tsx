import { useEffect, useRef } from 'react'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatInstant, formatQuantity } from '../../i18n/format.ts'
import type { ReadingSeries } from '../../ports/readings.ts'
import type { Sensor } from '../../ports/records.ts'
import { useTwin, useWords } from '../page.tsx'
import styles from './chart.module.css'
import { init } from './echarts.ts'
import { type TimeMark, timeOption } from './time-option.ts'

interface TimeChartProps {
  readonly sensor: Sensor
  readonly series: ReadingSeries
  readonly from: number
  readonly to: number
  /** drawn as upright lines; the same array as long as they are the same */
  readonly instants?: readonly TimeMark[]
}

const NO_INSTANTS: readonly TimeMark[] = []

/** Values over time with threshold bands. What it shows is also said in words for those who cannot see it. */
export default function TimeChart({ sensor, series, from, to, instants = NO_INSTANTS }: TimeChartProps) {
  const words = useWords()
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(null)
  const kind = findSensorKind(sensor.kind)
  // its tokens are read when it is drawn
  const theme = useTwin((state) => state.theme)
  const { period_s, thresholds } = sensor

  // ECharts owns its canvas: it is made and freed with the element, and redrawn when what it shows changes.
  useEffect(() => {
    if (!host.current) return
    const made = init(host.current)
    chart.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(host.current)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    const tokens = getComputedStyle(document.documentElement)
    const option = timeOption({ series, kind, thresholds, period_s, from, to, instants }, words, (token) =>
      tokens.getPropertyValue(`--${token}`).trim(),
    )
    chart.current?.setOption(option, true)
  }, [series, kind, thresholds, period_s, from, to, instants, words, theme])

  const { t, locale } = words
  const quantity = (value: number) => formatQuantity(locale, value, kind?.unit ?? '', kind?.digits ?? 2)
  const label = t('sensor.chart.help', {
    name: sensor.name,
    from: formatInstant(from, to),
    to: formatInstant(to, to),
    low: quantity(Math.min(...(series.low ?? series.value))),
    high: quantity(Math.max(...(series.high ?? series.value))),
    last: quantity(series.value.at(-1) ?? Number.NaN),
  })
  return <div ref={host} className={styles.chart} role="img" aria-label={label} />
}
