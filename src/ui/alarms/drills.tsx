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
          <b>{t(drill.interruptedAt === null ? 'drill' : 'drill.interrupted')}</b> {t(`drill.${drill.story}`)} ·{' '}
          {drill.interruptedAt === null
            ? t('drill.since', {
                time: formatInstant(drill.startedAt, now),
                who: drill.startedBy ?? t('app.unknown'),
              })
            : t('drill.interrupted.since', { time: formatInstant(drill.interruptedAt, now) })}
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

/** 演练, 演练中断: the alarm came of a drill. */
export function OfDrill({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useWords()
  if (alarm.drill === null) return null
  return <em className={styles.doubt}>{t(alarm.drill === 'drill' ? 'drill' : 'drill.interrupted')}</em>
}
