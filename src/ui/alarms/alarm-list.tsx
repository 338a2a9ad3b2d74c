import { Button, Input, Popconfirm, Tooltip } from 'antd'
import { Fragment, useMemo, useState } from 'react'
import { mayAcknowledge } from '../../domain/access/audience.ts'
import type { Failure } from '../../domain/result.ts'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatAge, formatInstant, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Alarm } from '../../ports/records.ts'
import { arrangeAlarms, isShelved } from '../../state/arrange-alarms.ts'
import type { Loadable, Moment } from '../../state/store.ts'
import { DataText } from '../data-text.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import { EmptyFace, LoadableFace } from '../states/faces.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import styles from './alarms.module.css'
import { CauseFold } from './cause-fold.tsx'
import { OfDrill } from './drills.tsx'
import { orderGroups } from './order-alarms.ts'
import { OnTheWay, Outlook } from './outlook.tsx'
import { Shelf } from './shelf.tsx'
import { Shelving, Unconfirmed } from './shelving.tsx'

/** Alarms that want a person; the server alone opens and closes them. */
export function AlarmList() {
  const { t, locale } = useWords()
  const { setTime } = useCommands()
  const live = useTwin((state) => state.alarms)
  const moment = useTwin((state) => state.moment)
  const time = useTwin((state) => state.time)
  const alarms = time === null ? live : alarmsOf(moment)
  const now = useTwin((state) => Math.floor(state.now / 60_000) * 60_000)
  const isSignedIn = useTwin((state) => state.internal !== null)
  if (!isSignedIn) return null
  const waiting =
    time === null && alarms.state === 'loaded'
      ? alarms.value.filter((alarm) => alarm.acknowledgedAt === null && !isShelved(alarm, now)).length
      : 0
  return (
    <Panel
      title={t('alarms.title')}
      className={styles.panel}
      aside={
        waiting > 0 ? (
          <b className={styles.waiting}>
            {formatNumber(locale, waiting)} {t('alarms.unacknowledged')}
          </b>
        ) : time === null ? undefined : (
          t('alarms.past', { time: formatInstant(time, now) })
        )
      }
    >
      <LoadableFace
        of={alarms}
        loading={t(time === null ? 'alarms.loading' : 'time.loading')}
        {...(time === null ? {} : { onRetry: () => void setTime(time) })}
      >
        {(list) =>
          list.length === 0 ? (
            <>
              <EmptyFace>{t(time === null ? 'alarms.empty' : 'alarms.past.empty')}</EmptyFace>
              <Outlook alarms={list} />
            </>
          ) : (
            <Alarms list={list} />
          )
        }
      </LoadableFace>
    </Panel>
  )
}

function Alarms({ list }: { readonly list: readonly Alarm[] }) {
  const sensors = useTwin((state) => state.sensors)
  const time = useTwin((state) => state.time)
  const minute = useTwin((state) => Math.floor(state.now / 60_000) * 60_000)
  const { ways } = useTwin((state) => state.connections)
  const { groups, aside } = useMemo(() => {
    const byId = new Map(sensors.state === 'loaded' ? sensors.value.map((sensor) => [sensor.id, sensor]) : [])
    // what was put aside then is not known now
    const isAside = (alarm: Alarm) => time === null && isShelved(alarm, minute)
    const arranged = arrangeAlarms(
      list.filter((alarm) => !isAside(alarm)),
      (alarm) => byId.get(alarm.sensorId),
      ways,
    )
    return { groups: orderGroups(arranged), aside: list.filter(isAside) }
  }, [list, sensors, time, minute, ways])
  const row = (alarm: Alarm) => <AlarmRow key={alarm.id} alarm={alarm} />
  return (
    <>
      <ul className={styles.list} aria-live="polite">
        {groups.map((group) => (
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
      <Shelf alarms={aside}>{row}</Shelf>
      <Outlook alarms={list} />
    </>
  )
}

function alarmsOf(moment: Loadable<Moment>): Loadable<readonly Alarm[]> {
  return moment.state === 'loaded' ? { state: 'loaded', value: moment.value.alarms } : moment
}

function AlarmRow({ alarm }: { readonly alarm: Alarm }) {
  const { t, name, locale } = useWords()
  const { selectSensor } = useCommands()
  const now = useTwin((state) => state.time ?? state.now)
  const isLive = useTwin((state) => state.time === null)
  const sensor = useTwin(({ sensors }) =>
    sensors.state === 'loaded' ? sensors.value.find((it) => it.id === alarm.sensorId) : undefined,
  )
  const kind = sensor ? findSensorKind(sensor.kind) : null
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={`plain ${styles.open}`}
        onClick={() => void selectSensor(alarm.sensorId, { isFlying: true })}
      >
        <StateMark grade={alarm.grade} size={20} />
        <span>
          <b>
            {t(`grade.${alarm.grade}`)} · {kind ? name(kind.name) : (sensor?.kind ?? alarm.sensorId)}
          </b>
          <OfDrill alarm={alarm} />
          <Unconfirmed alarm={alarm} />
          <span className={styles.value}>
            {formatQuantity(locale, alarm.value, kind?.unit ?? '', kind?.digits ?? 2)}
          </span>
          <small>
            <DataText>{sensor?.name ?? alarm.sensorId}</DataText>
          </small>
          <small>
            {t('alarms.opened', { time: formatInstant(alarm.openedAt, now) })} ·{' '}
            {formatAge(locale, alarm.openedAt, now)}
            {isLive && alarm.closedAt !== null && ` · ${t('alarms.closed')}`}
          </small>
          <OnTheWay alarm={alarm} />
        </span>
      </button>
      {/* what was then can no longer be answered for */}
      {isLive && <Acknowledgement alarm={alarm} />}
      <div className={styles.answered}>
        <Shelving alarm={alarm} />
      </div>
    </li>
  )
}

function Acknowledgement({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useWords()
  const { acknowledgeAlarm } = useCommands()
  const [note, setNote] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const now = useTwin((state) => state.now)
  const mayAnswer = useTwin(
    ({ session }) => session.state === 'loaded' && session.value !== null && mayAcknowledge(session.value.role),
  )
  if (alarm.acknowledgedAt !== null)
    return (
      <small className={styles.answered}>
        {t('alarms.acknowledged', {
          who: alarm.acknowledgedBy ?? t('app.unknown'),
          time: formatInstant(alarm.acknowledgedAt, now),
        })}
      </small>
    )
  if (!mayAnswer)
    return (
      <Tooltip title={t('alarms.dutyOnly')}>
        <small className={styles.answered}>{t('alarms.unacknowledged')}</small>
      </Tooltip>
    )
  return (
    <div className={styles.answered}>
      <Popconfirm
        title={t('alarms.acknowledge.help')}
        description={
          <Input
            value={note}
            maxLength={200}
            placeholder={t('alarms.note')}
            aria-label={t('alarms.note')}
            onChange={(event) => setNote(event.target.value)}
          />
        }
        okText={t('alarms.acknowledge')}
        cancelText={t('isolation.cancel')}
        onConfirm={async () => {
          const result = await acknowledgeAlarm(alarm.id, note)
          setFailure(result.ok ? null : result.failure)
        }}
      >
        <Button size="small">{t('alarms.acknowledge')}</Button>
      </Popconfirm>
      {failure && <FailureFace failure={failure} />}
    </div>
  )
}
