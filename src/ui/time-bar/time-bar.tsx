import { useEffect } from 'react'
import { MOST_OPENINGS } from '../../commands/watch-openings.ts'
import { formatAge, formatInstant, formatNumber, formatTime } from '../../i18n/format.ts'
import { timeSpan } from '../../state/time-span.ts'
import { Button, Spinner } from '../controls/button.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import { AlarmTicks } from './alarm-ticks.tsx'
import styles from './time-bar.module.css'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** one press of an arrow key */
const STEP = 5 * MINUTE
const HOURS_BETWEEN_LABELS = 4

/** The last 24 hours: where one looks back to, how old that is, and what was read of it. Staff only: the public has no readings. */
export function TimeBar() {
  const { t, locale } = useWords()
  const { setTime, watchOpenings } = useCommands()
  useEffect(() => watchOpenings(), [watchOpenings])
  const isStaff = useTwin((state) => state.internal !== null)
  const time = useTwin((state) => state.time)
  const isLost = useTwin((state) => state.link.state === 'lost')
  const now = useTwin((state) => timeSpan(state).to)
  if (!isStaff) return null
  const { from } = timeSpan({ now, time })
  const at = time ?? now
  const said = time === null ? t('time.live') : `${formatInstant(time, now)} · ${formatAge(locale, time, now)}`
  return (
    <section className={styles.bar} aria-label={t('time.title')} data-live={time === null}>
      <div className={styles.head}>
        <strong>{t(time !== null ? 'time.past' : isLost ? 'link.lost' : 'time.live')}</strong>
        <time dateTime={new Date(at).toISOString()}>
          {time === null ? formatTime(now).slice(0, 5) : said} <small>{t('clock.zone')}</small>
        </time>
        <MomentState />
        <Button
          isSmall
          kind={time === null ? 'plain' : 'primary'}
          disabled={time === null}
          onClick={() => void setTime(null)}
        >
          {t('time.toLive')}
        </Button>
      </div>
      <div className={styles.track}>
        <AlarmTicks from={from} to={now} />
        <input
          type="range"
          min={from}
          max={now}
          step={STEP}
          value={at}
          aria-label={t('time.slider')}
          aria-valuetext={said}
          onChange={({ target }) => {
            const chosen = Number(target.value)
            void setTime(now - chosen < STEP ? null : chosen)
          }}
        />
        <div className={styles.hours} aria-hidden="true">
          {hoursBetween(from, now).map((hour) => (
            <span key={hour} style={{ insetInlineStart: `${(100 * (hour - from)) / (now - from)}%` }}>
              {formatTime(hour).slice(0, 5)}
            </span>
          ))}
        </div>
      </div>
    </section>
  )
}

/** How one looks back, and which alarms are marked. */
function Help() {
  const { t, locale } = useWords()
  const openings = useTwin((state) => state.openings)
  const isCut = openings.state === 'loaded' && openings.value.length >= MOST_OPENINGS
  return (
    <span className={styles.state}>
      {t('time.live.help')}
      {openings.state === 'failed' && t('time.alarms.failed')}
      {isCut && t('time.alarms.limited', { n: formatNumber(locale, MOST_OPENINGS) })}
    </span>
  )
}

/** What was read of the instant; live, how one looks back. */
function MomentState() {
  const { t, locale } = useWords()
  const { setTime } = useCommands()
  const time = useTwin((state) => state.time)
  const moment = useTwin((state) => state.moment)
  const sensors = useTwin((state) => (state.sensors.state === 'loaded' ? state.sensors.value.length : 0))
  if (time === null) return <Help />
  if (moment.state === 'failed') return <FailureFace failure={moment.failure} onRetry={() => void setTime(time)} />
  const number = (value: number) => formatNumber(locale, value)
  return (
    <span className={styles.state} role="status">
      {moment.state === 'loaded' ? (
        t('time.loaded', {
          sensors: number(moment.value.sensors.size),
          missing: number(Math.max(0, sensors - moment.value.sensors.size)),
          alarms: number(moment.value.alarms.length),
        })
      ) : (
        <>
          <Spinner /> {t('time.loading')}
        </>
      )}
    </span>
  )
}

/** Whole hours of the city's clock, which is a whole number of hours from UTC. */
function hoursBetween(from: number, to: number): number[] {
  const gap = Math.max(1, Math.ceil((to - from) / DAY)) * HOURS_BETWEEN_LABELS * 60 * MINUTE
  const first = Math.ceil(from / gap) * gap
  return Array.from({ length: Math.max(0, Math.floor((to - first) / gap) + 1) }, (_, i) => first + i * gap)
}
