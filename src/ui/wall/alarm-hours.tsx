import { lazy, Suspense, useMemo } from 'react'
import { GRADES } from '../../domain/sensing/reading.ts'
import { formatNumber, formatPeriod, formatTime } from '../../i18n/format.ts'
import type { CityFigures } from '../../ports/records.ts'
import { useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import { LoadableFace } from '../states/faces.tsx'
import styles from './figures.module.css'
import wall from './wall.module.css'
import { WallPanel } from './wall-panel.tsx'

const ALARM_GRADES = GRADES.filter((grade) => grade !== 'normal')
/** ECharts is large: the figures stand before it is there. */
const BarChart = lazy(() => import('../chart/bar-chart.tsx'))

/** Alarms opened in each of the last 24 hours by grade, and how they were answered. */
export function AlarmHours() {
  const { t, locale } = useWords()
  const figures = useTwin((state) => state.figures)
  return (
    <WallPanel
      title={t('wall.hours')}
      from={{ source: 'figures', at: figures.state === 'loaded' ? figures.value.at : null }}
      figure={
        figures.state === 'loaded' && (
          <>
            {formatNumber(locale, figures.value.response.opened)}
            <small>{t('wall.hours.unit')}</small>
          </>
        )
      }
    >
      <LoadableFace of={figures} loading={t('wall.waiting')}>
        {({ alarmHours, response }) => (
          <>
            <div className={styles.answer}>
              <dl className={styles.response}>
                <div>
                  <dt>{t('wall.hours.acknowledged')}</dt>
                  <dd className={styles.big}>{formatNumber(locale, response.acknowledged)}</dd>
                </div>
                <div>
                  <dt>{t('wall.hours.median')}</dt>
                  <dd className={styles.big}>
                    {response.median_s === null
                      ? t('wall.hours.noMedian')
                      : formatPeriod(locale, roughly(response.median_s))}
                  </dd>
                </div>
              </dl>
              <ByGrade alarmHours={alarmHours} />
            </div>
            {response.opened === 0 ? (
              <p className={wall.quiet}>{t('wall.hours.none')}</p>
            ) : (
              <Hours alarmHours={alarmHours} />
            )}
          </>
        )}
      </LoadableFace>
    </WallPanel>
  )
}

/** A period as people say it: whole seconds under a minute, else whole minutes. */
function roughly(seconds: number): number {
  return seconds < 60 ? Math.round(seconds) : Math.round(seconds / 60) * 60
}

/** The key to the colours of the bars: shape, colour and count of each grade. */
function ByGrade({ alarmHours }: Pick<CityFigures, 'alarmHours'>) {
  const { locale } = useWords()
  const counts = ALARM_GRADES.map((grade) => ({
    grade,
    count: alarmHours.filter((hour) => hour.grade === grade).reduce((sum, hour) => sum + hour.count, 0),
  })).filter(({ count }) => count > 0)
  return (
    <ul className={`${wall.plain} ${styles.counts}`}>
      {counts.map(({ grade, count }) => (
        <li key={grade}>
          <StateMark grade={grade} />
          {formatNumber(locale, count)}
        </li>
      ))}
    </ul>
  )
}

function Hours({ alarmHours }: Pick<CityFigures, 'alarmHours'>) {
  const { t, locale } = useWords()
  const { categories, series } = useMemo(() => {
    const starts = [...new Set(alarmHours.map(({ from }) => from))].sort((a, b) => a - b)
    return {
      categories: starts.map((start) => formatTime(start).slice(0, 5)),
      series: ALARM_GRADES.map((grade) => ({
        name: t(`grade.${grade}`),
        color: `grade-${grade}`,
        values: starts.map((start) => alarmHours.find((it) => it.grade === grade && it.from === start)?.count ?? null),
      })),
    }
  }, [alarmHours, t])
  const text = series
    .map(
      ({ name, values }) =>
        `${name} ${formatNumber(
          locale,
          values.reduce<number>((sum, it) => sum + (it ?? 0), 0),
        )}`,
    )
    .join(t('list.separator'))
  return (
    <Suspense fallback={<p className={wall.quiet}>{t('wall.waiting')}</p>}>
      <BarChart
        className={styles.chart}
        label={t('wall.hours.chart', { text })}
        categories={categories}
        series={series}
        unit={t('wall.hours.unit')}
        digits={null}
      />
    </Suspense>
  )
}
