import type { ReactNode } from 'react'
import { formatAge, formatInstant } from '../../i18n/format.ts'
import { useTwin, useWords } from '../page.tsx'
import styles from './wall.module.css'

/** Figures and alarms are asked for every 30 s: what is older than three times that is out of date. */
const FRESH_MILLISECONDS = 90_000

/** Where the figures of a panel come from and of when they are. */
export interface Provenance {
  readonly source: 'latest' | 'alarms' | 'figures'
  /** [ms]; null = nothing has come yet */
  readonly at: number | null
}

interface WallPanelProps {
  readonly title: string
  /** the one number of the panel */
  readonly figure?: ReactNode
  readonly from: Provenance
  readonly children: ReactNode
}

/** A panel of the wall. Under every figure stand its source and time, and whether it may still be taken for true now. */
export function WallPanel({ title, figure, from, children }: WallPanelProps) {
  const { t, locale } = useWords()
  const now = useTwin((state) => state.now)
  const link = useTwin((state) => state.link.state)
  const isLost = link === 'lost'
  const isStale = from.at !== null && now - from.at > FRESH_MILLISECONDS
  return (
    <section className={styles.panel} data-trust={isLost || isStale ? 'old' : 'now'} aria-label={title}>
      <h2 className={styles.panelHead}>
        {title}
        {figure !== undefined && <span className={styles.figure}>{figure}</span>}
      </h2>
      <div className={styles.body}>{children}</div>
      <p className={styles.source}>
        <span>
          {t(`wall.source.${from.source}`)}
          {from.at !== null && ` · ${formatInstant(from.at, now)} · ${formatAge(locale, from.at, now)}`}
        </span>
        {isLost && <b className={styles.untrusted}>{t('link.lost')}</b>}
        {!isLost && isStale && <b className={styles.untrusted}>{t('wall.stale')}</b>}
      </p>
    </section>
  )
}
