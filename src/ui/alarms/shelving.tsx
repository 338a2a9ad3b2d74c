import { type FormEvent, type ReactNode, useState } from 'react'
import { mayAcknowledge } from '../../domain/access/audience.ts'
import type { Failure } from '../../domain/result.ts'
import { formatInstant, formatPeriod } from '../../i18n/format.ts'
import type { Alarm } from '../../ports/records.ts'
import { isShelved } from '../../state/arrange-alarms.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import styles from './fold.module.css'

const LONGEST_REASON = 200
const HOUR = 3_600_000
/** For how long an alarm may be put aside [h]; the longest is what the server takes. */
const SPANS = [1, 8, 24, 72, 168]

/** 待复核: the alarm rests on readings that nothing has confirmed yet. */
export function Unconfirmed({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useWords()
  return alarm.isUnconfirmed ? (
    <em className={styles.doubt} title={t('alarms.unconfirmed.help')}>
      {t('alarms.unconfirmed')}
    </em>
  ) : null
}

/** Who put the alarm aside, until when and why; for those on duty the form to do so, or to bring it back. */
export function Shelving({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useWords()
  const { shelveAlarm } = useCommands()
  const [isOpen, setIsOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [span, setSpan] = useState(SPANS[1] ?? 1)
  const [state, setState] = useState<'idle' | 'busy' | Failure>('idle')
  const now = useTwin((store) => Math.floor((store.time ?? store.now) / 60_000) * 60_000)
  const isLive = useTwin((store) => store.time === null)
  const mayShelve = useTwin(
    ({ session }) => session.state === 'loaded' && session.value !== null && mayAcknowledge(session.value.role),
  )
  const isAside = isShelved(alarm, now)
  if (!isLive || alarm.closedAt !== null || (!isAside && !mayShelve)) return null
  const send = async (until: number | null) => {
    setState('busy')
    const result = await shelveAlarm(alarm.id, until, until === null ? t('shelve.ended') : reason.trim())
    setState(result.ok ? 'idle' : result.failure)
    if (result.ok) setIsOpen(false)
  }
  const failure = typeof state === 'object' && <FailureFace failure={state} />
  if (isAside)
    return (
      <div className={styles.note}>
        {t('shelve.until', {
          who: alarm.shelvedBy ?? t('app.unknown'),
          time: formatInstant(alarm.shelvedUntil ?? 0, now),
        })}{' '}
        <b>{alarm.shelveReason}</b>{' '}
        {mayShelve && (
          <Button isSmall kind="quiet" isBusy={state === 'busy'} onClick={() => void send(null)}>
            {t('shelve.end')}
          </Button>
        )}
        {failure}
      </div>
    )
  if (!isOpen)
    return (
      <div className={styles.note}>
        <Button isSmall kind="quiet" onClick={() => setIsOpen(true)}>
          {t('shelve.open')}
        </Button>
      </div>
    )
  return (
    <Form
      {...{ reason, setReason, span, setSpan }}
      isBusy={state === 'busy'}
      onSend={(event) => {
        event.preventDefault()
        void send(Date.now() + span * HOUR)
      }}
      onClose={() => setIsOpen(false)}
    >
      {failure}
    </Form>
  )
}

interface FormProps {
  readonly reason: string
  readonly setReason: (reason: string) => void
  /** [h] */
  readonly span: number
  readonly setSpan: (span: number) => void
  readonly isBusy: boolean
  readonly onSend: (event: FormEvent) => void
  readonly onClose: () => void
  readonly children: ReactNode
}

function Form({ reason, setReason, span, setSpan, isBusy, onSend, onClose, children }: FormProps) {
  const { t, locale } = useWords()
  return (
    <form
      className={styles.form}
      aria-label={t('shelve.title')}
      onSubmit={onSend}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the form opens by a press
        autoFocus
        required
        value={reason}
        maxLength={LONGEST_REASON}
        placeholder={t('shelve.reason')}
        aria-label={t('shelve.reason')}
        onChange={(event) => setReason(event.target.value)}
      />
      <select aria-label={t('shelve.span')} value={span} onChange={(event) => setSpan(Number(event.target.value))}>
        {SPANS.map((hours) => (
          <option key={hours} value={hours}>
            {t('shelve.for', { span: formatPeriod(locale, hours * 3600) })}
          </option>
        ))}
      </select>
      <Button isSmall kind="primary" type="submit" isBusy={isBusy}>
        {t('shelve.submit')}
      </Button>
      <Button isSmall kind="quiet" onClick={onClose}>
        {t('isolation.cancel')}
      </Button>
      {children}
    </form>
  )
}
