import { findSensorKind } from '../../../domain/sensing/kinds/index.ts'
import { formatQuantity } from '../../../i18n/format.ts'
import type { SensorThreshold } from '../../../ports/records.ts'
import { useWords } from '../../../ui/page.tsx'
import { StateMark } from '../../../ui/sensors/state-mark.tsx'
import styles from '../admin.module.css'

/** Limits in words: grade, direction, value, delays and hysteresis. */
export function LimitList({ kind, limits }: { readonly kind: string; readonly limits: readonly SensorThreshold[] }) {
  const { t } = useWords()
  if (limits.length === 0) return <span className={styles.small}>{t('sensor.noThresholds')}</span>
  return (
    <ul className={styles.limits}>
      {limits.map((limit) => (
        <li key={`${limit.direction}${limit.grade}`}>
          <LimitWords kind={kind} limit={limit} />
        </li>
      ))}
    </ul>
  )
}

export function LimitWords({ kind, limit }: { readonly kind: string; readonly limit: SensorThreshold }) {
  const { t, locale } = useWords()
  const known = findSensorKind(kind)
  const quantity = (value: number) => formatQuantity(locale, value, known?.unit ?? '', known?.digits ?? 2)
  return (
    <>
      <StateMark grade={limit.grade} size={14} /> {t(`grade.${limit.grade}`)} {t(`sensor.${limit.direction}`)}{' '}
      {quantity(limit.value)}
      {limit.delay_s > 0 && <small>{t('sensor.delay', { n: limit.delay_s })}</small>}
      {limit.clear_delay_s > 0 && <small>{t('sensor.clearDelay', { n: limit.clear_delay_s })}</small>}
      {limit.hysteresis > 0 && <small>{t('admin.limits.back', { value: quantity(limit.hysteresis) })}</small>}
    </>
  )
}
