import { lazy, Suspense } from 'react'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { QUALITIES } from '../../domain/sensing/reading.ts'
import { formatInstant, formatNumber, formatPeriod, formatQuantity } from '../../i18n/format.ts'
import type { ReadingSeries } from '../../ports/readings.ts'
import type { Sensor } from '../../ports/records.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { EmptyFace, LoadableFace, LoadingFace } from '../states/faces.tsx'
import styles from './sensors.module.css'
import { StateMark } from './state-mark.tsx'

const TABLE_ROWS = 60
const HOUR = 3_600_000
/** ECharts is large and only this needs it. */
const TimeChart = lazy(() => import('../chart/time-chart.tsx'))

/** Thresholds and history of one sensor, as a chart and, for those who cannot see it, as a table. */
export function SensorDetail({ sensor }: { readonly sensor: Sensor }) {
  const { t, locale } = useWords()
  const { selectSensor } = useCommands()
  const history = useTwin((state) => state.history)
  const time = useTwin((state) => state.time)
  const span = formatPeriod(locale, Math.round((history.to - history.from) / HOUR) * 3600)
  return (
    <div className={styles.detail}>
      <Thresholds sensor={sensor} />
      <LoadableFace
        of={history.series}
        loading={t('sensor.chart.loading')}
        onRetry={() => void selectSensor(sensor.id)}
      >
        {(series) =>
          series.at.length === 0 ? (
            <EmptyFace>{t('sensor.chart.empty')}</EmptyFace>
          ) : (
            <>
              <h3 className={styles.heading}>
                {t('sensor.chart', { span })}
                {time !== null && ` · ${t('chart.until', { time: formatInstant(time, 0) })}`}
              </h3>
              <Suspense fallback={<LoadingFace>{t('sensor.chart.loading')}</LoadingFace>}>
                <TimeChart sensor={sensor} series={series} from={history.from} to={history.to} />
              </Suspense>
              <HistoryTable sensor={sensor} series={series} />
            </>
          )
        }
      </LoadableFace>
    </div>
  )
}

function Thresholds({ sensor }: { readonly sensor: Sensor }) {
  const { t, locale } = useWords()
  const kind = findSensorKind(sensor.kind)
  if (sensor.thresholds.length === 0) return <p className={styles.age}>{t('sensor.noThresholds')}</p>
  return (
    <ul className={styles.thresholds} aria-label={t('sensor.thresholds')}>
      {sensor.thresholds.map((threshold) => (
        <li key={`${threshold.grade}${threshold.direction}`}>
          <StateMark grade={threshold.grade} size={14} /> {t(`grade.${threshold.grade}`)}{' '}
          {t(`sensor.${threshold.direction}`)}{' '}
          {formatQuantity(locale, threshold.value, kind?.unit ?? '', kind?.digits ?? 2)}
          {threshold.delay_s > 0 && <small> {t('sensor.delay', { n: threshold.delay_s })}</small>}
        </li>
      ))}
    </ul>
  )
}

function HistoryTable({ sensor, series }: { readonly sensor: Sensor; readonly series: ReadingSeries }) {
  const { t, locale } = useWords()
  const kind = findSensorKind(sensor.kind)
  const first = Math.max(0, series.at.length - TABLE_ROWS)
  const newest = series.at.at(-1) ?? 0
  return (
    <details className={styles.table}>
      <summary>{t('sensor.table')}</summary>
      <table>
        <thead>
          <tr>
            <th>{t('sensor.time')}</th>
            <th>
              {t('sensor.value')} [{kind?.unit ?? '–'}]
            </th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: series.at.length - first }, (_, back) => {
            const i = series.at.length - 1 - back
            const quality = QUALITIES[series.quality[i] ?? 0] ?? 'good'
            return (
              <tr key={series.at[i]}>
                <td>{formatInstant(series.at[i] ?? 0, newest)}</td>
                <td>
                  {formatNumber(locale, series.value[i] ?? Number.NaN, kind?.digits ?? 2)}
                  {quality === 'good' ? '' : ` (${t(`quality.${quality}`)})`}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </details>
  )
}
