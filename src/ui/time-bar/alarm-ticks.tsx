import { formatInstant } from '../../i18n/format.ts'
import type { Alarm } from '../../ports/records.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import styles from './time-bar.module.css'

/** just after the opening [ms], so that the alarm is among those open */
const AFTER = 1_000
const NONE: readonly never[] = []

/** Where alarms opened, of those open now and those open at the instant looked at; pressing one goes to its opening. */
export function AlarmTicks({ from, to }: { readonly from: number; readonly to: number }) {
  const { t } = useWords()
  const { setTime } = useCommands()
  const live = useTwin((state) => (state.alarms.state === 'loaded' ? state.alarms.value : NONE))
  const then = useTwin((state) => (state.moment.state === 'loaded' ? state.moment.value.alarms : NONE))
  const sensors = useTwin((state) => (state.sensors.state === 'loaded' ? state.sensors.value : NONE))
  const alarms = new Map<number, Alarm>([...live, ...then].map((alarm) => [alarm.id, alarm]))
  const within = [...alarms.values()].filter(({ openedAt }) => openedAt >= from && openedAt <= to)
  if (within.length === 0) return null
  return (
    <ul className={styles.ticks} aria-label={t('time.alarms')}>
      {within.map(({ id, grade, openedAt, sensorId }) => (
        <li key={id} style={{ insetInlineStart: `${(100 * (openedAt - from)) / (to - from)}%` }}>
          <button
            type="button"
            className="plain"
            aria-label={t('time.alarm', {
              time: formatInstant(openedAt, to),
              grade: t(`grade.${grade}`),
              sensor: sensors.find((sensor) => sensor.id === sensorId)?.name ?? sensorId,
            })}
            onClick={() => void setTime(openedAt + AFTER)}
          >
            <StateMark grade={grade} size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}
