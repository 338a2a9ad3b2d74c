import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatAge, formatInstant, formatNumber } from '../../i18n/format.ts'
import type { Sensor } from '../../ports/records.ts'
import { useWords } from '../page.tsx'
import styles from './sensors.module.css'
import { StateMark } from './state-mark.tsx'
import { useSensorState } from './use-sensor-state.ts'

/** Mark, value with unit, quality, and when it was measured: 14:05:20 · 12 秒前; looking back, how old it was then. */
export function LiveValue({ sensor }: { readonly sensor: Sensor }) {
  const { t, locale } = useWords()
  const { reading, freshness, now, isLive, isKnown } = useSensorState(sensor)
  const kind = findSensorKind(sensor.kind)
  if (!reading) {
    const why = isLive ? 'sensor.noValue' : isKnown ? 'time.noValue' : 'time.loading'
    return <span className={styles.age}>{t(why)}</span>
  }
  const words = [
    isLive ? null : t('time.past'),
    freshness === 'live' ? null : t(`freshness.${freshness}`),
    reading.quality === 'good' ? null : t(`quality.${reading.quality}`),
    freshness === 'live' && reading.grade !== 'normal' ? t(`grade.${reading.grade}`) : null,
  ].filter((word) => word !== null)
  return (
    <span className={styles.live} data-fresh={freshness}>
      <StateMark grade={reading.grade} freshness={freshness} quality={reading.quality} />
      <span className={styles.value}>
        {formatNumber(locale, reading.value, kind?.digits ?? 2)}
        <small>{kind?.unit ?? ''}</small>
      </span>
      <span className={styles.age}>
        {words.length > 0 && <b>{words.join(' · ')}</b>} {formatInstant(reading.at, now)} ·{' '}
        {formatAge(locale, reading.at, now)}
      </span>
    </span>
  )
}
