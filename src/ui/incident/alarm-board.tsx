import { Fragment, useMemo, useState } from 'react'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatInstant, formatNumber } from '../../i18n/format.ts'
import type { Alarm, Sensor } from '../../ports/records.ts'
import { isShelved } from '../../state/arrange-alarms.ts'
import { shownAlarms } from '../../state/incident.ts'
import { CauseFold } from '../alarms/cause-fold.tsx'
import { Drills } from '../alarms/drills.tsx'
import { Outlook } from '../alarms/outlook.tsx'
import { Shelf } from '../alarms/shelf.tsx'
import { Button } from '../controls/button.tsx'
import { Panel } from '../layout/panel.tsx'
import { useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import { EmptyFace, LoadableFace } from '../states/faces.tsx'
import { AlarmRow } from './alarm-row.tsx'
import styles from './board.module.css'
import { BoardControls } from './board-controls.tsx'
import { type BoardFilter, boardGroups, countAlarms, WHOLE_BOARD } from './board-filter.ts'
import { useNewReds } from './use-new-reds.ts'

/** More of one grade than this are told by their number only. */
const MAX_ROWS = 60

/** Alarms by grade, live or as they were at the instant looked at. The server alone opens and closes them. */
export function AlarmBoard() {
  const { t, locale } = useWords()
  const alarms = useTwin(shownAlarms)
  const time = useTwin((state) => state.time)
  const minute = useTwin((state) => Math.floor(state.now / 60_000) * 60_000)
  const isSignedIn = useTwin((state) => state.internal !== null)
  if (!isSignedIn) return null
  const waiting =
    time === null && alarms.state === 'loaded'
      ? alarms.value.filter((alarm) => alarm.acknowledgedAt === null && !isShelved(alarm, minute)).length
      : 0
  return (
    <Panel
      title={t('board.title')}
      isKept
      className={styles.panel}
      aside={
        waiting > 0 ? (
          <b className={styles.waiting}>{t('board.waiting', { n: formatNumber(locale, waiting) })}</b>
        ) : null
      }
    >
      <Past />
      <LinkLost />
      <Drills />
      <LoadableFace of={alarms} loading={t(time === null ? 'alarms.loading' : 'board.past.idle')}>
        {(list) => <Board alarms={list} />}
      </LoadableFace>
    </Panel>
  )
}

function Board({ alarms }: { readonly alarms: readonly Alarm[] }) {
  const { t, locale } = useWords()
  const [filter, setFilter] = useState<BoardFilter>(WHOLE_BOARD)
  const time = useTwin((state) => state.time)
  const sensors = useTwin((state) => state.sensors)
  const sensorOf = useMemo(() => {
    const byId = new Map(sensors.state === 'loaded' ? sensors.value.map((sensor) => [sensor.id, sensor]) : [])
    return (alarm: Alarm) => byId.get(alarm.sensorId)
  }, [sensors])
  const newReds = useNewReds(time === null ? alarms : null)
  const minute = useTwin((state) => Math.floor((state.time ?? state.now) / 60_000) * 60_000)
  const [aside, shown] = useMemo(() => {
    // what was put aside then is not known now
    const isAside = (alarm: Alarm) => time === null && isShelved(alarm, minute)
    return [alarms.filter(isAside), alarms.filter((alarm) => !isAside(alarm))]
  }, [alarms, minute, time])
  const counts = useMemo(() => countAlarms(shown, sensorOf), [shown, sensorOf])
  const { ways } = useTwin((state) => state.connections)
  const groups = useMemo(() => boardGroups(shown, sensorOf, filter, ways), [shown, sensorOf, filter, ways])
  const row = (alarm: Alarm) => (
    <AlarmRow key={alarm.id} alarm={alarm} sensor={sensorOf(alarm)} isNew={newReds.has(alarm.id)} />
  )
  const number = (value: number) => formatNumber(locale, value)
  return (
    <>
      <Announcement alarms={alarms.filter(({ id }) => newReds.has(id))} sensorOf={sensorOf} />
      <BoardControls counts={counts} filter={filter} onFilter={setFilter} />
      <Outlook alarms={alarms} />
      {alarms.length === 0 && (
        <EmptyFace>
          {time === null ? t('board.empty') : t('board.empty.past', { time: formatInstant(time, time) })}
        </EmptyFace>
      )}
      {shown.length > 0 && groups.length === 0 && (
        <div className={styles.filtered}>
          <EmptyFace>{t('board.filtered', { n: number(shown.length) })}</EmptyFace>
          <Button isSmall onClick={() => setFilter(WHOLE_BOARD)}>
            {t('board.showAll')}
          </Button>
        </div>
      )}
      <div data-board>
        {groups.map(({ grade, causes, count }) => (
          <section key={grade} aria-label={`${t(`grade.${grade}`)} ${number(count)}`}>
            <h3 className={styles.grade} data-grade={grade}>
              <StateMark grade={grade} size={16} /> {t(`grade.${grade}`)} <span>{number(count)}</span>
            </h3>
            <ul className={styles.list}>
              {causes.slice(0, MAX_ROWS).map((group) => (
                <Fragment key={group.lead.id}>
                  {row(group.lead.alarm)}
                  {group.others.length > 0 && (
                    <li>
                      <CauseFold group={group}>{row}</CauseFold>
                    </li>
                  )}
                </Fragment>
              ))}
            </ul>
            {causes.length > MAX_ROWS && (
              <EmptyFace>{t('board.rest', { n: number(causes.length - MAX_ROWS) })}</EmptyFace>
            )}
          </section>
        ))}
        <Shelf alarms={aside}>{row}</Shelf>
      </div>
    </>
  )
}

/** New red alarms, for those who hear the page. */
function Announcement(props: {
  readonly alarms: readonly Alarm[]
  readonly sensorOf: (alarm: Alarm) => Sensor | undefined
}) {
  const { t, name } = useWords()
  const names = props.alarms.map((alarm) => {
    const sensor = props.sensorOf(alarm)
    const kind = sensor && findSensorKind(sensor.kind)
    return [kind ? name(kind.name) : '', sensor?.name ?? alarm.sensorId].join(' ')
  })
  return (
    <p className="visually-hidden" role="alert">
      {names.length > 0 && t('board.newRed', { names: names.join(t('list.separator')) })}
    </p>
  )
}

function Past() {
  const { t } = useWords()
  const time = useTwin((state) => state.time)
  const day = useTwin((state) => Math.floor(state.now / 60_000) * 60_000)
  return time === null ? null : (
    <p className={styles.past} role="status">
      {t('board.past', { time: formatInstant(time, day) })}
    </p>
  )
}

function LinkLost() {
  const { t } = useWords()
  const link = useTwin((state) => state.link)
  const time = useTwin((state) => state.time)
  return link.state === 'lost' && time === null ? (
    <p className={styles.past}>{t('board.lost', { time: formatInstant(link.since, link.since) })}</p>
  ) : null
}
