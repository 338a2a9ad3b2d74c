import { useEffect, useRef, useState } from 'react'
import { useTwin } from '../page.tsx'
import { init } from './bar-echarts.ts'
import { type BarChartInput, barOption } from './bar-option.ts'

interface BarChartProps extends BarChartInput {
  readonly className?: string | undefined
  /** what the chart shows, in words */
  readonly label: string
}

/** Stacked bars over categories, in the type size of its element and the colours of the page's look. */
export default function BarChart({ className, label, categories, series, unit, digits }: BarChartProps) {
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(null)
  const [fontSize, setFontSize] = useState(0)
  const theme = useTwin((state) => state.theme)
  const locale = useTwin((state) => state.locale)

  // ECharts owns its canvas: it is made and freed with the element, and redrawn when what it shows changes.
  useEffect(() => {
    const element = host.current
    if (!element) return
    const made = init(element)
    chart.current = made
    const fit = () => {
      made.resize()
      setFontSize(Number.parseFloat(getComputedStyle(element).fontSize))
    }
    const observer = new ResizeObserver(fit)
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])
  // the theme is among what is watched because the colours of the tokens follow it
  useEffect(() => {
    if (!host.current || fontSize === 0) return
    const tokens = getComputedStyle(host.current)
    const option = barOption({ categories, series, unit, digits }, locale, fontSize, (name) =>
      tokens.getPropertyValue(`--${name}`).trim(),
    )
    chart.current?.setOption(option, true)
  }, [categories, series, unit, digits, locale, fontSize, theme])

  return <div ref={host} className={className} role="img" aria-label={label} />
}
