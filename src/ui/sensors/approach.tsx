import { useMemo } from 'react'
import { timeToThreshold } from '../../domain/sensing/trend/time-to-threshold.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { ReadingSeries } from '../../ports/readings.ts'
import type { Sensor } from '../../ports/records.ts'
import { useTwin, useWords } from '../page.tsx'
import styles from './sensors.module.css'
import { StateMark } from './state-mark.tsx'

/** When the value reaches its next limit if it goes on as it does; nothing when that cannot be said. */
export function Approach({ sensor, series }: { readonly sensor: Sensor; readonly series: ReadingSeries }) {
  const { t, locale } = useWords()
  const now = useTwin((state) => Math.floor((state.time ?? state.now) / 30_000) * 30_000)
  // means of hours are too coarse for what comes next
  const approach = useMemo(
    () => (series.low ? null : timeToThreshold(series, sensor.thresholds, now)),
    [series, sensor, now],
  )
  if (!approach) return null
  const minutes = (milliseconds: number) => formatNumber(locale, Math.round(milliseconds / 60_000))
  const grade = t(`grade.${approach.grade}`)
  return (
    <p className={styles.approach}>
      <StateMark grade={approach.grade} size={14} /> <b>{t('trend.eta', { n: minutes(approach.after), grade })}</b>{' '}
      <small>
        {approach.latest === null
          ? t('trend.band.open', { from: minutes(approach.earliest) })
          : t('trend.band', { from: minutes(approach.earliest), to: minutes(approach.latest) })}{' '}
        {t('trend.help')}
      </small>
    </p>
  )
}
