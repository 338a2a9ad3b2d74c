import type { EChartsCoreOption } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { init } from '../chart/echarts.ts'
import { useTwin, useWords } from '../page.tsx'
import styles from './inundation.module.css'

interface FloodChartProps {
  /** made anew when something in `of`, the theme or the language changes */
  readonly option: (color: (token: string) => string) => EChartsCoreOption
  readonly of: readonly unknown[]
  /** what the chart shows, in words */
  readonly label: string
  /** leaves a line of text more above it */
  readonly isLow?: boolean
}

/** A chart of a flood in the colours of the page's look. */
export default function FloodChart({ option, of, label, isLow = false }: FloodChartProps) {
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(null)
  const theme = useTwin((state) => state.theme)
  const { locale } = useWords()

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
    if (!host.current) return
    const tokens = getComputedStyle(host.current)
    chart.current?.setOption(
      option((token) => tokens.getPropertyValue(`--${token}`).trim()),
      true,
    )
  }, [...of, theme, locale])

  return <div ref={host} className={`${styles.chart} ${isLow ? styles.low : ''}`} role="img" aria-label={label} />
}
