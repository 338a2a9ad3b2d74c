import { lazy, Suspense } from 'react'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { QUALITIES } from '../../domain/sensing/reading.ts'
import { formatInstant, formatNumber, formatPeriod, formatQuantity } from '../../i18n/format.ts'
import type { ReadingSeries } from '../../ports/readings.ts'
import type { Sensor } from '../../ports/records.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { EmptyFace, LoadableFace, LoadingFace } from '../states/faces.tsx'
import { Approach } from './approach.tsx'
import { DriftNote } from './drift-note.tsx'
import { SensorFaults } from './sensor-faults.tsx'
import styles from './sensors.module.css'
import { StateMark } from './state-mark.tsx'

const TABLE_ROWS = 60
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** How far back charts can reach beside the short span that fits the sensor [ms]. */
const SPANS = [DAY, 7 * DAY, 30 * DAY, 90 * DAY]
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
      <p className={styles.age}>{t('sensor.staleAfter', { span: formatPeriod(locale, sensor.staleAfter_s) })}</p>
      <DriftNote sensor={sensor} />
      {time === null && <SensorFaults sensor={sensor} />}
      <SpanSwitch />
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
              <Approach sensor={sensor} series={series} />
              {series.low && <p className={styles.age}>{t('sensor.chart.band')}</p>}
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

function SpanSwitch() {
  const { t, locale } = useWords()
  const { setHistorySpan } = useCommands()
  const chosen = useTwin((state) => state.historySpan)
  return (
    <div className={styles.spans} role="toolbar" aria-label={t('sensor.span')}>
      {[null, ...SPANS].map((span) => (
        <button
          key={span}
          type="button"
          className="plain"
          aria-pressed={span === chosen}
          onClick={() => void setHistorySpan(span)}
        >
          {span === null ? t('sensor.span.short') : formatPeriod(locale, span / 1000)}
        </button>
      ))}
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
          <StateMark grade={threshold.grade} size={14} />
          <span>
            <span>
              {t(`grade.${threshold.grade}`)} {t(`sensor.${threshold.direction}`)}{' '}
              {formatQuantity(locale, threshold.value, kind?.unit ?? '', kind?.digits ?? 2)}
            </span>{' '}
            {threshold.delay_s > 0 && <small>{t('sensor.delay', { n: threshold.delay_s })}</small>}{' '}
            {threshold.clear_delay_s > 0 && <small>{t('sensor.clearDelay', { n: threshold.clear_delay_s })}</small>}{' '}
            {threshold.hysteresis > 0 && (
              <small>
                {t('sensor.hysteresis', {
                  value: formatQuantity(locale, threshold.hysteresis, kind?.unit ?? '', kind?.digits ?? 2),
                })}
              </small>
            )}
          </span>
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
  const number = (value: number) => formatNumber(locale, value, kind?.digits ?? 2)
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
            const [low, high] = [series.low?.[i], series.high?.[i]]
            return (
              <tr key={series.at[i]}>
                <td>{formatInstant(series.at[i] ?? 0, newest)}</td>
                <td>
                  {number(series.value[i] ?? Number.NaN)}
                  {low !== undefined && high !== undefined && ` [${number(low)} … ${number(high)}]`}
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
