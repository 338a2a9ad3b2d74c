import type { KeyboardEvent } from 'react'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatAge, formatInstant, formatQuantity } from '../../i18n/format.ts'
import type { Alarm, Sensor } from '../../ports/records.ts'
import { OfDrill } from '../alarms/drills.tsx'
import { OnTheWay } from '../alarms/outlook.tsx'
import { Shelving, Unconfirmed } from '../alarms/shelving.tsx'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import { Acknowledgement } from './acknowledgement.tsx'
import styles from './board.module.css'
import { CurrentValue } from './current-value.tsx'

interface AlarmRowProps {
  readonly alarm: Alarm
  /** undefined: the directory does not know it, and the row says so */
  readonly sensor: Sensor | undefined
  readonly isNew: boolean
}

/** One alarm: what and where, its value beside the value now, since when, and who answers for it. */
export function AlarmRow({ alarm, sensor, isNew }: AlarmRowProps) {
  const { t, name, locale } = useWords()
  const { openIncident } = useCommands()
  const isOpen = useTwin(({ incident }) => incident?.alarmId === alarm.id)
  const now = useTwin((state) => state.time ?? state.now)
  const kind = sensor ? findSensorKind(sensor.kind) : null
  const title = kind ? name(kind.name) : (sensor?.kind ?? alarm.sensorId)
  const place = sensor?.name ?? t('board.unknownSensor', { id: alarm.sensorId })
  return (
    <li className={styles.row} data-open={isOpen} data-new={isNew && !isOpen && alarm.acknowledgedAt === null}>
      <button
        type="button"
        className={`plain ${styles.open}`}
        aria-current={isOpen}
        data-alarm={alarm.id}
        onClick={() => void openIncident(alarm.id)}
        onKeyDown={moveAmongRows}
      >
        <StateMark grade={alarm.grade} size={20} />
        <span className={styles.body}>
          <span className={styles.head}>
            <b>{title}</b>
            {isNew && <em data-new>{t('board.new')}</em>}
            <OfDrill alarm={alarm} />
            <Unconfirmed alarm={alarm} />
            <strong>{formatQuantity(locale, alarm.value, kind?.unit ?? '', kind?.digits ?? 2)}</strong>
          </span>
          <span className={styles.place}>
            <DataText>{place}</DataText>
          </span>
          <span className={styles.facts}>
            <span>
              {t('alarms.opened', { time: formatInstant(alarm.openedAt, now) })} ·{' '}
              {formatAge(locale, alarm.openedAt, now)}
              {alarm.closedAt !== null && alarm.closedAt <= now && <b> · {t('alarms.closed')}</b>}
            </span>
            {sensor && <CurrentValue sensor={sensor} />}
          </span>
          <OnTheWay alarm={alarm} />
        </span>
      </button>
      <div className={styles.acts}>
        <Acknowledgement alarm={alarm} />
        <Shelving alarm={alarm} />
      </div>
    </li>
  )
}

/** Up and down go from alarm to alarm, Home and End to the first and the last of the board. */
function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  const board = event.currentTarget.closest('[data-board]')
  // those of a closed fold cannot be gone to
  const rows = [...(board?.querySelectorAll<HTMLElement>('[data-alarm]') ?? [])].filter((row) => row.checkVisibility())
  const at = rows.indexOf(event.currentTarget)
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (target === undefined) return
  rows[target]?.focus()
  event.preventDefault()
}
