import { formatInstant } from '../../i18n/format.ts'
import type { Sensor } from '../../ports/records.ts'
import { useTwin, useWords } from '../page.tsx'
import styles from './sensors.module.css'

/** 待复核: the instrument drifts, and until when its alarms wait; nothing while it does not, or while looking back. */
export function DriftNote({ sensor }: { readonly sensor: Sensor }) {
  const { t } = useWords()
  const now = useTwin((state) => Math.floor(state.now / 60_000) * 60_000)
  const drift = useTwin(({ outlook, time }) =>
    time === null && outlook.state === 'loaded'
      ? outlook.value.drifts.find(({ sensorId }) => sensorId === sensor.id)
      : undefined,
  )
  return drift ? (
    <p className={styles.drift} role="status">
      <b>{t('drift.sensor', { time: formatInstant(drift.since, now) })}</b> {t('drift.help')}
    </p>
  ) : null
}

/** 待复核 beside a sensor's name. */
export function DriftMark({ sensor }: { readonly sensor: Sensor }) {
  const { t } = useWords()
  const isDrifting = useTwin(
    ({ outlook, time }) =>
      time === null &&
      outlook.state === 'loaded' &&
      outlook.value.drifts.some(({ sensorId }) => sensorId === sensor.id),
  )
  return isDrifting ? <em className={styles.doubt}>{t('drift.mark')}</em> : null
}
