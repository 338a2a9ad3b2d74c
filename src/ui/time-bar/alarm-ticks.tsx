import { type KeyboardEvent, useState } from 'react'
import { GRADES } from '../../domain/sensing/reading.ts'
import { formatInstant } from '../../i18n/format.ts'
import type { Alarm } from '../../ports/records.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import styles from './time-bar.module.css'

/** just after the opening [ms], so that the alarm is among those open */
const AFTER = 1_000
const NONE: readonly never[] = []
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

/**
 * Where alarms opened, those that are over too; pressing one goes to its opening. One stop of the Tab key for all: a day
 * may have dozens.
 */
export function AlarmTicks({ from, to }: { readonly from: number; readonly to: number }) {
  const { t } = useWords()
  const { setTime } = useCommands()
  const opened = useTwin((state) => (state.openings.state === 'loaded' ? state.openings.value : NONE))
  // newer than those read, and all there is when those cannot be read
  const live = useTwin((state) => (state.alarms.state === 'loaded' ? state.alarms.value : NONE))
  const then = useTwin((state) => (state.moment.state === 'loaded' ? state.moment.value.alarms : NONE))
  const sensors = useTwin((state) => (state.sensors.state === 'loaded' ? state.sensors.value : NONE))
  const [chosen, setChosen] = useState<number | null>(null)
  const alarms = new Map<number, Alarm>([...then, ...opened, ...live].map((alarm) => [alarm.id, alarm]))
  const within = [...alarms.values()]
    .filter(({ openedAt }) => openedAt >= from && openedAt <= to)
    .sort((a, b) => a.openedAt - b.openedAt || a.id - b.id)
  if (within.length === 0) return null
  const stop = within.some(({ id }) => id === chosen) ? chosen : within.at(-1)?.id
  return (
    <ul className={styles.ticks} aria-label={t('time.alarms')}>
      {within.map(({ id, grade, openedAt, closedAt, sensorId }) => {
        const words = t('time.alarm', {
          time: formatInstant(openedAt, to),
          grade: t(`grade.${grade}`),
          sensor: sensors.find((sensor) => sensor.id === sensorId)?.name ?? sensorId,
          state: t(closedAt === null ? 'time.alarm.open' : 'time.alarm.closed'),
        })
        return (
          <li
            key={id}
            // of alarms that opened together the gravest is seen
            style={{
              insetInlineStart: `${(100 * (openedAt - from)) / (to - from)}%`,
              zIndex: GRADES.indexOf(grade),
            }}
          >
            <button
              type="button"
              className="plain"
              tabIndex={id === stop ? 0 : -1}
              aria-label={words}
              title={words}
              onFocus={() => setChosen(id)}
              onKeyDown={goBeside}
              onClick={() => void setTime(openedAt + AFTER)}
            >
              <StateMark grade={grade} size={14} />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** The arrow keys go to the mark beside; the camera, which they move elsewhere, stays. */
function goBeside(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key]
  if (step === undefined) return
  event.preventDefault()
  const item = event.currentTarget.closest('li')
  const beside = step < 0 ? item?.previousElementSibling : item?.nextElementSibling
  beside?.querySelector('button')?.focus()
}
