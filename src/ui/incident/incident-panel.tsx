import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatInstant, formatPeriod, formatQuantity } from '../../i18n/format.ts'
import type { Alarm, Sensor } from '../../ports/records.ts'
import { NEARBY_RADIUS } from '../../state/incident.ts'
import { Button } from '../controls/button.tsx'
import { DataText } from '../data-text.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import { EmptyFace, LoadableFace } from '../states/faces.tsx'
import { Acknowledgement } from './acknowledgement.tsx'
import { CurrentValue } from './current-value.tsx'
import styles from './incident.module.css'
import { IncidentActions } from './incident-actions.tsx'
import { IncidentChart } from './incident-chart.tsx'
import { IncidentClock } from './incident-clock.tsx'
import { NearbyAssets } from './nearby-assets.tsx'
import { NearbyValves } from './nearby-valves.tsx'

/** The alarm that is being handled: how long it lasts, what is measured, what can be done, and what lies around it. */
export function IncidentPanel() {
  const { t } = useWords()
  const { closeIncident } = useCommands()
  const incident = useTwin((state) => state.incident)
  const isSignedIn = useTwin((state) => state.internal !== null)
  const isEmergency = useTwin((state) => state.mode === 'emergency')
  const sensor = useTwin(({ sensors, incident }) =>
    sensors.state === 'loaded' ? sensors.value.find(({ id }) => id === incident?.alarm?.sensorId) : undefined,
  )
  if (!isSignedIn || (incident === null && !isEmergency)) return null
  if (incident === null)
    return (
      <Panel title={t('incident.actions')}>
        <EmptyFace>{t('incident.none')}</EmptyFace>
      </Panel>
    )
  const { alarm, alarmId } = incident
  return (
    <Panel
      key={alarmId}
      title={alarm && sensor ? <Title alarm={alarm} sensor={sensor} /> : `№ ${alarmId}`}
      className={styles.panel}
      onClose={closeIncident}
    >
      {alarm && sensor ? <Body alarm={alarm} sensor={sensor} /> : <Unlisted alarmId={alarmId} />}
    </Panel>
  )
}

function Title({ alarm, sensor }: { readonly alarm: Alarm; readonly sensor: Sensor }) {
  const { t, name } = useWords()
  const kind = findSensorKind(sensor.kind)
  return (
    <span className={styles.title}>
      <StateMark grade={alarm.grade} size={18} />
      {t('incident.title', { grade: t(`grade.${alarm.grade}`), kind: kind ? name(kind.name) : sensor.kind })}
    </span>
  )
}

/** A link may name an alarm that is over; one that is listed can be opened again, e.g. after a new sign-in. */
function Unlisted({ alarmId }: { readonly alarmId: number }) {
  const { t } = useWords()
  const { openIncident } = useCommands()
  const alarms = useTwin((state) => state.alarms)
  return (
    <LoadableFace of={alarms} loading={t('alarms.loading')}>
      {(list) =>
        list.some(({ id }) => id === alarmId) ? (
          <p className={styles.part}>
            <Button onClick={() => void openIncident(alarmId)}>{t('incident.reopen', { id: alarmId })}</Button>
          </p>
        ) : (
          <EmptyFace>{t('incident.unlisted', { id: alarmId })}</EmptyFace>
        )
      }
    </LoadableFace>
  )
}

function Body({ alarm, sensor }: { readonly alarm: Alarm; readonly sensor: Sensor }) {
  const { t, locale } = useWords()
  const { loadNearby } = useCommands()
  const nearby = useTwin(({ incident }) => incident?.nearby ?? ({ state: 'idle' } as const))
  const radius = formatQuantity(locale, NEARBY_RADIUS, 'm')
  return (
    <>
      <p className={styles.place}>
        <DataText>{sensor.name}</DataText>
      </p>
      <IncidentClock alarm={alarm} />
      <Values alarm={alarm} sensor={sensor} />
      <div className={styles.part}>
        <Acknowledgement alarm={alarm} />
      </div>
      <IncidentActions sensor={sensor} />
      <IncidentChart alarm={alarm} sensor={sensor} />
      <LoadableFace of={nearby} loading={t('incident.nearby.loading', { radius })} onRetry={() => void loadNearby()}>
        {(assets) => (
          <>
            <NearbyValves nearby={assets} />
            <NearbyAssets nearby={assets} sensor={sensor} />
          </>
        )}
      </LoadableFace>
    </>
  )
}

/** The value that raised the alarm beside the threshold it passed and the value now. */
function Values({ alarm, sensor }: { readonly alarm: Alarm; readonly sensor: Sensor }) {
  const { t, locale } = useWords()
  const now = useTwin((state) => state.time ?? state.now)
  const kind = findSensorKind(sensor.kind)
  const quantity = (value: number) => formatQuantity(locale, value, kind?.unit ?? '', kind?.digits ?? 2)
  const passed = sensor.thresholds.find(({ grade }) => grade === alarm.grade)
  return (
    <div className={styles.values}>
      <p>
        <small>{t('incident.alarmValue')}</small>
        <strong>{quantity(alarm.value)}</strong>
      </p>
      <p>
        <CurrentValue sensor={sensor} />
        <small>{t('incident.period', { period: formatPeriod(locale, sensor.period_s) })}</small>
      </p>
      <p className={styles.wide}>
        {passed
          ? t('incident.threshold', {
              grade: t(`grade.${alarm.grade}`),
              direction: t(`sensor.${passed.direction}`),
              value: quantity(passed.value),
            }) + (passed.delay_s > 0 ? t('incident.threshold.delay', { n: passed.delay_s }) : '')
          : t('incident.threshold.unknown')}
      </p>
      {alarm.closedAt !== null && alarm.closedAt <= now && (
        <p className={styles.wide}>
          <b>{t('incident.over', { time: formatInstant(alarm.closedAt, now) })}</b>
        </p>
      )}
    </div>
  )
}
