import { useEffect, useRef } from 'react'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatInstant, formatQuantity } from '../../i18n/format.ts'
import type { ReadingSeries } from '../../ports/readings.ts'
import type { Sensor } from '../../ports/records.ts'
import { useWords } from '../page.tsx'
import styles from './chart.module.css'
import { init } from './echarts.ts'
import { timeOption } from './time-option.ts'

interface TimeChartProps {
  readonly sensor: Sensor
  readonly series: ReadingSeries
  readonly from: number
  readonly to: number
}

/** Values over time with threshold bands. What it shows is also said in words for those who cannot see it. */
export default function TimeChart({ sensor, series, from, to }: TimeChartProps) {
  const words = useWords()
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(null)
  const kind = findSensorKind(sensor.kind)
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
    const option = timeOption({ series, kind, thresholds, period_s, from, to }, words, (token) =>
      tokens.getPropertyValue(`--${token}`).trim(),
    )
    chart.current?.setOption(option, true)
  }, [series, kind, thresholds, period_s, from, to, words])

  const { t, locale } = words
  const quantity = (value: number) => formatQuantity(locale, value, kind?.unit ?? '', kind?.digits ?? 2)
  const values = [...series.value]
  const label = t('sensor.chart.help', {
    name: sensor.name,
    from: formatInstant(from, to),
    to: formatInstant(to, to),
    low: quantity(Math.min(...values)),
    high: quantity(Math.max(...values)),
    last: quantity(values.at(-1) ?? Number.NaN),
  })
  return <div ref={host} className={styles.chart} role="img" aria-label={label} />
}
