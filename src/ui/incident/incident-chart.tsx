import { lazy, Suspense, useMemo } from 'react'
import type { Alarm, Sensor } from '../../ports/records.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { EmptyFace, LoadableFace, LoadingFace } from '../states/faces.tsx'
import styles from './incident.module.css'

/** ECharts is large and only a chart needs it. */
const TimeChart = lazy(() => import('../chart/time-chart.tsx'))
/** the live chart is drawn again once a minute, and with each reading */
const REDRAW = 60_000
const IDLE = { state: 'idle' } as const

/** Readings since before the alarm opened, with its thresholds, its opening and its acknowledgement. */
export function IncidentChart({ alarm, sensor }: { readonly alarm: Alarm; readonly sensor: Sensor }) {
  const { t } = useWords()
  const { loadIncidentHistory } = useCommands()
  const from = useTwin(({ incident }) => incident?.history.from ?? 0)
  const series = useTwin(({ incident }) => incident?.history.series ?? IDLE)
  const to = useTwin(({ time, now }) => time ?? Math.ceil(now / REDRAW) * REDRAW)
  const { openedAt, acknowledgedAt, grade } = alarm
  const instants = useMemo(
    () => [
      { at: openedAt, label: t('incident.chart.opened'), token: `grade-${grade}` },
      ...(acknowledgedAt === null
        ? []
        : [{ at: acknowledgedAt, label: t('incident.chart.acknowledged'), token: 'text-2' }]),
    ],
    [openedAt, acknowledgedAt, grade, t],
  )
  return (
    <section className={styles.part}>
      <h3>{t('incident.chart')}</h3>
      <LoadableFace of={series} loading={t('incident.chart.loading')} onRetry={() => void loadIncidentHistory()}>
        {(value) =>
          value.at.length === 0 ? (
            <EmptyFace>{t('incident.chart.empty')}</EmptyFace>
          ) : (
            <Suspense fallback={<LoadingFace>{t('incident.chart.loading')}</LoadingFace>}>
              <TimeChart sensor={sensor} series={value} from={from} to={to} instants={instants} />
            </Suspense>
          )
        }
      </LoadableFace>
    </section>
  )
}
