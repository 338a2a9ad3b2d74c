import type { ReactNode } from 'react'
import { formatQuantity } from '../../i18n/format.ts'
import { NEARBY_RADIUS } from '../../state/incident.ts'
import { Icon } from '../icon.tsx'
import { useTwin, useWords } from '../page.tsx'
import styles from './mode.module.css'

/** In 应急 the page has a hatched frame, so that the mode is seen from across the room and without colour. */
export function ModeFrame({ children }: { readonly children: ReactNode }) {
  const mode = useTwin((state) => state.mode)
  const hasIncident = useTwin((state) => state.incident !== null)
  return (
    <div className={styles.frame} data-mode={mode} data-incident={hasIncident}>
      {children}
    </div>
  )
}

/** Says what 应急 changes, and what it does not. */
export function ModeNote() {
  const { t, locale } = useWords()
  const mode = useTwin((state) => state.mode)
  if (mode === 'normal') return null
  return (
    <div className={styles.note} role="status">
      <Icon name="bell" />
      <b>{t('mode.frame')}</b>
      <span>
        {t('mode.frame.help', { radius: formatQuantity(locale, NEARBY_RADIUS, 'm') })} {t('mode.sampling')}
      </span>
    </div>
  )
}
