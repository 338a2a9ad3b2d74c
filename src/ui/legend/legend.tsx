import { GRADES } from '../../domain/sensing/reading.ts'
import { Panel } from '../layout/panel.tsx'
import { useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import styles from './legend.module.css'

/** What the rings around sensors mean. */
export function Legend() {
  const { t } = useWords()
  const hasSensors = useTwin((state) => state.sensors.state === 'loaded')
  const isByClass = useTwin((state) => state.palette === 'discipline')
  if (!hasSensors) return null
  return (
    <Panel title={t('legend.title')} isOpenAtFirst={false}>
      <p className={styles.help}>{t(isByClass ? 'legend.grades' : 'legend.rings')}</p>
      <ul className={styles.list}>
        {GRADES.map((grade) => (
          <li key={grade}>
            <StateMark grade={grade} /> {t(`grade.${grade}`)}
          </li>
        ))}
        <li>
          <StateMark grade="normal" freshness="stale" /> {t('freshness.stale')} / {t('freshness.lost')}
        </li>
        <li>
          <StateMark grade="normal" freshness="offline" /> {t('freshness.offline')}
        </li>
        <li>
          <StateMark grade="normal" quality="suspect" /> {t('legend.suspect')}
        </li>
      </ul>
      <p className={styles.help}>{t('legend.grid')}</p>
    </Panel>
  )
}
