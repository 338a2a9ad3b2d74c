import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatAge, formatQuantity } from '../../i18n/format.ts'
import type { Sensor } from '../../ports/records.ts'
import { useTwin, useWords } from '../page.tsx'
import { sensorState } from '../sensors/sensor-state.ts'
import styles from './board.module.css'

/** The newest value of a sensor with its age, and in a word what keeps it from being live and good. */
export function CurrentValue({ sensor }: { readonly sensor: Sensor }) {
  const { t, locale } = useWords()
  const now = useTwin((state) => state.time ?? state.now)
  const latest = useTwin((state) => state.latest)
  const link = useTwin((state) => state.link.state)
  const then = useTwin(({ time, moment }) =>
    time === null ? undefined : moment.state === 'loaded' ? (moment.value.sensors.get(sensor.id) ?? null) : null,
  )
  const live = sensorState(sensor, latest, link, now)
  const reading = then === undefined ? live.reading : then
  const label = t(then === undefined ? 'board.now' : 'board.then')
  const kind = findSensorKind(sensor.kind)
  if (!reading)
    return (
      <span className={styles.current}>
        {label} {t('sensor.noValue')}
      </span>
    )
  const doubts = [
    then === undefined && live.freshness !== 'live' ? t(`freshness.${live.freshness}`) : null,
    reading.quality === 'good' ? null : t(`quality.${reading.quality}`),
  ].filter((word) => word !== null)
  return (
    <span className={styles.current} data-doubtful={doubts.length > 0}>
      {label} <b>{formatQuantity(locale, reading.value, kind?.unit ?? '', kind?.digits ?? 2)}</b> ·{' '}
      {formatAge(locale, reading.at, now)}
      {doubts.length > 0 && <em>{doubts.join(' · ')}</em>}
    </span>
  )
}
