import { type FormEvent, useState } from 'react'
import { mayAcknowledge } from '../../domain/access/audience.ts'
import type { Failure } from '../../domain/result.ts'
import { formatInstant } from '../../i18n/format.ts'
import type { Alarm } from '../../ports/records.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import styles from './acknowledgement.module.css'

const LONGEST_NOTE = 200

/** Who answers for an alarm; for those on duty the form to do so, for others why they may not. */
export function Acknowledgement({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useWords()
  const now = useTwin((state) => state.time ?? state.now)
  const isPast = useTwin((state) => state.time !== null)
  const role = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.role ?? 'public') : 'public'))
  if (alarm.acknowledgedAt !== null && alarm.acknowledgedAt <= now)
    return (
      <p className={styles.answered}>
        {t('alarms.acknowledged', {
          who: alarm.acknowledgedBy ?? t('app.unknown'),
          time: formatInstant(alarm.acknowledgedAt, now),
        })}
      </p>
    )
  const reason = isPast ? t('ack.past') : mayAcknowledge(role) ? null : t('ack.refused', { role: t(`role.${role}`) })
  if (reason === null) return <Form alarm={alarm} />
  return (
    <details className={styles.refused}>
      <summary>{t('alarms.unacknowledged')}</summary>
      <p>{reason}</p>
    </details>
  )
}

function Form({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useWords()
  const { acknowledgeAlarm } = useCommands()
  const [isOpen, setIsOpen] = useState(false)
  const [note, setNote] = useState('')
  const [state, setState] = useState<'idle' | 'busy' | Failure>('idle')
  if (!isOpen)
    return (
      <p className={styles.waiting}>
        <span>{t('alarms.unacknowledged')}</span>
        <Button isSmall onClick={() => setIsOpen(true)}>
          {t('ack.open')}
        </Button>
      </p>
    )
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setState('busy')
    const result = await acknowledgeAlarm(alarm.id, note.trim())
    setState(result.ok ? 'idle' : result.failure)
  }
  return (
    <form
      className={styles.form}
      aria-label={t('ack.title')}
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        setIsOpen(false)
      }}
    >
      <input
        // it was asked for by the button that was here
        // biome-ignore lint/a11y/noAutofocus: the form opens by a press
        autoFocus
        value={note}
        maxLength={LONGEST_NOTE}
        placeholder={t('ack.note', { n: LONGEST_NOTE })}
        aria-label={t('ack.note', { n: LONGEST_NOTE })}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button isSmall kind="primary" type="submit" isBusy={state === 'busy'}>
        {t(state === 'busy' ? 'ack.busy' : 'ack.submit')}
      </Button>
      <Button isSmall kind="quiet" onClick={() => setIsOpen(false)}>
        {t('isolation.cancel')}
      </Button>
      {typeof state === 'object' && (
        <div className={styles.failed}>
          <strong>{t('ack.failed')}</strong>
          <FailureFace failure={state} />
        </div>
      )}
    </form>
  )
}
