import type { ReactNode } from 'react'
import { formatNumber } from '../../i18n/format.ts'
import type { Alarm } from '../../ports/records.ts'
import { useWords } from '../page.tsx'
import styles from './fold.module.css'

/** Alarms that are put aside: counted, named and never hidden; each comes back by itself. */
export function Shelf(props: { readonly alarms: readonly Alarm[]; readonly children: (alarm: Alarm) => ReactNode }) {
  const { t, locale } = useWords()
  if (props.alarms.length === 0) return null
  const first = Math.min(...props.alarms.map(({ shelvedUntil }) => shelvedUntil ?? 0))
  return (
    <details className={styles.shelf} data-until={first}>
      <summary>
        <b>{t('alarms.shelf', { n: formatNumber(locale, props.alarms.length) })}</b>
        <small>{t('alarms.shelf.help')}</small>
      </summary>
      <ul>{props.alarms.map((alarm) => props.children(alarm))}</ul>
    </details>
  )
}
