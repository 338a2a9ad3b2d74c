import { lazy, Suspense, useMemo } from 'react'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { CityFigures } from '../../ports/records.ts'
import { useTwin, useWords } from '../page.tsx'
import { LoadableFace } from '../states/faces.tsx'
import styles from './figures.module.css'
import wall from './wall.module.css'
import { WallPanel } from './wall-panel.tsx'

const KILOMETRE = 1000
const BarChart = lazy(() => import('../chart/bar-chart.tsx'))

/** Length of lines by the decade they were built in; the share of those whose year is not known is told first. */
export function NetworkAges() {
  const { t, locale } = useWords()
  const figures = useTwin((state) => state.figures)
  const ages = figures.state === 'loaded' ? figures.value.ages : []
  const total = ages.reduce((sum, { length_m }) => sum + length_m, 0)
  const unknown = ages.find(({ decade }) => decade === null)?.length_m ?? 0
  return (
    <WallPanel
      title={t('wall.ages')}
      from={{ source: 'figures', at: figures.state === 'loaded' ? figures.value.at : null }}
      figure={
        total > 0 && (
          <>
            <small>{t('wall.ages.unknown')}</small> {formatQuantity(locale, (100 * unknown) / total, '%', 1)}
          </>
        )
      }
    >
      <LoadableFace of={figures} loading={t('wall.waiting')}>
        {() => (total === 0 ? <p className={wall.quiet}>{t('wall.ages.none')}</p> : <Ages ages={ages} />)}
      </LoadableFace>
    </WallPanel>
  )
}

function Ages({ ages }: Pick<CityFigures, 'ages'>) {
  const { t, locale } = useWords()
  const { categories, marks, series } = useMemo(() => {
    const known = ages.filter(({ decade }) => decade !== null).sort((a, b) => (a.decade ?? 0) - (b.decade ?? 0))
    const all = [...known, ...ages.filter(({ decade }) => decade === null)]
    const values = (isKnown: boolean) =>
      all.map(({ decade, length_m }) => ((decade !== null) === isKnown ? length_m / KILOMETRE : 0))
    return {
      categories: all.map(({ decade }) =>
        decade === null ? t('wall.ages.unknown') : t('wall.ages.decade', { year: decade }),
      ),
      // six decades in words would not stand side by side
      marks: all.map(({ decade }) => (decade === null ? t('wall.ages.unknown.short') : String(decade))),
      series: [
        { name: t('wall.ages.known'), color: 'grade-normal', values: values(true) },
        { name: t('wall.ages.unknown'), color: 'grade-stale', values: values(false), isHatched: true },
      ],
    }
  }, [ages, t])
  const text = categories
    .map((category, i) => {
      const length = (series[0]?.values[i] ?? 0) + (series[1]?.values[i] ?? 0)
      return `${category} ${formatNumber(locale, length, 1)} km`
    })
    .join(t('list.separator'))
  return (
    <Suspense fallback={<p className={wall.quiet}>{t('wall.waiting')}</p>}>
      <BarChart
        className={styles.chart}
        label={t('wall.ages.chart', { text })}
        categories={marks}
        series={series}
        unit="km"
        digits={1}
      />
    </Suspense>
  )
}
