import { useState } from 'react'
import { mayAcknowledge } from '../../domain/access/audience.ts'
import type { Failure } from '../../domain/result.ts'
import { formatInstant } from '../../i18n/format.ts'
import { type Alarm, DRILL_STORIES, type DrillStory } from '../../ports/records.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useConfig, useTwin, useWords } from '../page.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import styles from './fold.module.css'

/** 演练: what runs, and in an example city for those on duty the form to start one. */
export function Drills() {
  const { t } = useWords()
  const { startDrill } = useCommands()
  const { isDemo } = useConfig()
  const drills = useTwin((state) => state.drills)
  const now = useTwin((state) => Math.floor(state.now / 60_000) * 60_000)
  const isLive = useTwin((state) => state.time === null)
  const mayStart = useTwin(
    ({ session }) => session.state === 'loaded' && session.value !== null && mayAcknowledge(session.value.role),
  )
  const [story, setStory] = useState<DrillStory>('gas-in-wells')
  const [state, setState] = useState<'idle' | 'busy' | Failure>('idle')
  if (!isLive) return null
  const start = async () => {
    setState('busy')
    const result = await startDrill(story)
    setState(result.ok ? 'idle' : result.failure)
  }
  return (
    <>
      {drills.map((drill) => (
        <p key={drill.id} className={styles.drill} role="status">
          <b>{t('drill')}</b> {t(`drill.${drill.story}`)} ·{' '}
          {t('drill.since', {
            time: formatInstant(drill.startedAt, now),
            who: drill.startedBy ?? t('app.unknown'),
          })}
        </p>
      ))}
      {isDemo && mayStart && (
        <details className={styles.shelf}>
          <summary>
            <b>{t('drill.start')}</b>
            <small>{t('drill.help')}</small>
          </summary>
          <div className={styles.form}>
            <select
              aria-label={t('drill.story')}
              value={story}
              onChange={(event) => setStory(DRILL_STORIES.find((name) => name === event.target.value) ?? story)}
            >
              {DRILL_STORIES.map((name) => (
                <option key={name} value={name}>
                  {t(`drill.${name}`)}
                </option>
              ))}
            </select>
            <Button isSmall kind="primary" isBusy={state === 'busy'} onClick={() => void start()}>
              {t('drill.submit')}
            </Button>
          </div>
          {typeof state === 'object' && <FailureFace failure={state} />}
        </details>
      )}
    </>
  )
}

/** 演练: the alarm is of a drill that runs. */
export function OfDrill({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useWords()
  const isOf = useTwin(({ drills }) =>
    drills.some(({ sensorIds, startedAt }) => sensorIds.includes(alarm.sensorId) && alarm.openedAt >= startedAt),
  )
  return isOf ? <em className={styles.doubt}>{t('drill')}</em> : null
}
