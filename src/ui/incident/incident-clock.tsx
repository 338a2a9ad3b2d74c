import { formatDuration, formatInstant } from '../../i18n/format.ts'
import type { Alarm } from '../../ports/records.ts'
import { useTwin, useWords } from '../page.tsx'
import styles from './incident.module.css'

/** How long the alarm stands and how long somebody has answered for it, each with the Beijing time it counts from. */
export function IncidentClock({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useWords()
  const now = useTwin((state) => state.time ?? state.now)
  const closedAt = alarm.closedAt !== null && alarm.closedAt <= now ? alarm.closedAt : null
  const acknowledgedAt = alarm.acknowledgedAt !== null && alarm.acknowledgedAt <= now ? alarm.acknowledgedAt : null
  return (
    <dl className={styles.clock}>
      <div>
        <dt>{t(closedAt === null ? 'incident.clock.opened' : 'incident.clock.ended')}</dt>
        <dd>
          <time role="timer" data-clock="opened">
            {alarm.openedAt > now ? '—' : formatDuration((closedAt ?? now) - alarm.openedAt)}
          </time>
          <small>{t('incident.clock.since', { time: formatInstant(alarm.openedAt, now) })}</small>
        </dd>
      </div>
      <div>
        <dt>{t('incident.clock.acknowledged')}</dt>
        <dd>
          {acknowledgedAt === null ? (
            <>
              <time>--:--:--</time>
              <small>{t('incident.clock.waiting')}</small>
            </>
          ) : (
            <>
              <time role="timer" data-clock="acknowledged">
                {formatDuration(now - acknowledgedAt)}
              </time>
              <small>
                {t('incident.clock.since', { time: formatInstant(acknowledgedAt, now) })}{' '}
                {t('incident.clock.by', { who: alarm.acknowledgedBy ?? t('app.unknown') })}
              </small>
            </>
          )}
        </dd>
      </div>
    </dl>
  )
}
