import type { ReactNode } from 'react'
import type { AlarmGroup } from '../../domain/sensing/grouping/group-alarms.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { ArrangedAlarm } from '../../state/arrange-alarms.ts'
import { useWords } from '../page.tsx'
import styles from './fold.module.css'

/** The other alarms of a group under its lead, with what they probably have in common; folded at first. */
export function CauseFold(props: {
  readonly group: AlarmGroup<ArrangedAlarm>
  readonly children: (alarm: ArrangedAlarm['alarm']) => ReactNode
}) {
  const { t, locale } = useWords()
  const { lead, others, cause, radius, connected, along, unconnected } = props.group
  if (cause === null) return null
  const latest = Math.max(lead.openedAt, ...others.map(({ openedAt }) => openedAt))
  const earliest = Math.min(lead.openedAt, ...others.map(({ openedAt }) => openedAt))
  return (
    <details className={styles.fold}>
      <summary>
        <b>{t('alarms.group', { n: formatNumber(locale, others.length), cause: t(`alarms.cause.${cause}`) })}</b>
        <small>
          {connected > 0 &&
            t(connected === others.length ? 'alarms.group.network' : 'alarms.group.network.some', {
              n: formatNumber(locale, connected),
              along: formatQuantity(locale, Math.ceil(along), 'm', 0),
            })}
          {unconnected > 0 && t('alarms.group.unconnected', { n: formatNumber(locale, unconnected) })}
          {t('alarms.group.why', {
            radius: formatQuantity(locale, Math.ceil(radius), 'm', 0),
            span: formatQuantity(locale, Math.ceil((latest - earliest) / 60_000), 'min', 0),
          })}
        </small>
      </summary>
      <ul>{others.map(({ alarm }) => props.children(alarm))}</ul>
    </details>
  )
}
