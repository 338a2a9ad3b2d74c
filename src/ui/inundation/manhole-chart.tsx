import { lazy, Suspense } from 'react'
import type { NetworkSeries } from '../../domain/inundation/outcome.ts'
import { formatQuantity } from '../../i18n/format.ts'
import { useWords } from '../page.tsx'
import { LoadingFace } from '../states/faces.tsx'
import { manholeOption } from './manhole-option.ts'

const FloodChart = lazy(() => import('./flood-chart.tsx'))

interface ManholeChartProps {
  readonly node: string
  /** of the run that the chart is of; the other run beside it, where the picture is of both */
  readonly series: NetworkSeries
  readonly beside?: NetworkSeries | undefined
  /** that is shown [s] */
  readonly time: number
}

/** Water level in a manhole over time, of one run or of two. */
export function ManholeChart({ node, series, beside, time }: ManholeChartProps) {
  const words = useWords()
  const { t, locale } = words
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  return (
    <Suspense fallback={<LoadingFace>{t('flood.chart.loading')}</LoadingFace>}>
      <FloodChart
        option={(color) => manholeOption(series, node, time, words, color, beside)}
        of={[series, node, time, beside]}
        label={t('manholes.chart', {
          ...{ node, head: metres(highestIn(series, node)) },
          rim: metres(series.rim[series.nodes.indexOf(node)] ?? Number.NaN),
        })}
      />
    </Suspense>
  )
}

/** Highest level of the water in a manhole [m]. */
function highestIn({ times, nodes, head }: NetworkSeries, node: string): number {
  const place = nodes.indexOf(node)
  return times.reduce(
    (most, _, at) => Math.max(most, head[at * nodes.length + place] ?? most),
    Number.NEGATIVE_INFINITY,
  )
}
