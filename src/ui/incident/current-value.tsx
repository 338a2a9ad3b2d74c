import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatAge, formatQuantity } from '../../i18n/format.ts'
import type { Sensor } from '../../ports/records.ts'
import { useWords } from '../page.tsx'
import { useSensorState } from '../sensors/use-sensor-state.ts'
import styles from './board.module.css'

/** The newest value of a sensor with its age, and in a word what keeps it from being live and good. */
export function CurrentValue({ sensor }: { readonly sensor: Sensor }) {
  const { t, locale } = useWords()
  const { reading, freshness, now, isLive, isKnown } = useSensorState(sensor)
  const label = t(isLive ? 'board.now' : 'board.then')
  const kind = findSensorKind(sensor.kind)
  if (!reading)
    return (
      <span className={styles.current}>
        {label} {t(isLive ? 'sensor.noValue' : isKnown ? 'time.noValue' : 'time.loading')}
      </span>
    )
  const doubts = [
    freshness === 'live' ? null : t(`freshness.${freshness}`),
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
