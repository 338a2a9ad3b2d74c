import { type ReactNode, useMemo } from 'react'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatInstant, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Alarm, Sensor, SensorDrift } from '../../ports/records.ts'
import { type Coming, comingNow } from '../../state/outlook.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { Eta } from '../sensors/approach.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import { LoadableFace } from '../states/faces.tsx'
import styles from './fold.module.css'

/** Every sensor that is on its way to a limit now. */
function useComing(): readonly Coming[] {
  const outlook = useTwin((state) => state.outlook)
  const sensors = useTwin((state) => state.sensors)
  const latest = useTwin((state) => state.latest)
  const link = useTwin((state) => state.link.state)
  const now = useTwin((state) => Math.floor(state.now / 10_000) * 10_000)
  const byId = useMemo(
    () => new Map(sensors.state === 'loaded' ? sensors.value.map((sensor) => [sensor.id, sensor]) : []),
    [sensors],
  )
  return useMemo(
    () =>
      outlook.state === 'loaded' ? comingNow(outlook.value.approaches, (id) => byId.get(id), latest, link, now) : [],
    [outlook, byId, latest, link, now],
  )
}

/** 趋势预警: sensors without an open alarm that are on their way to a limit, the soonest first; and 仪表漂移待复核. */
export function Outlook({ alarms }: { readonly alarms: readonly Alarm[] }) {
  const { t, locale } = useWords()
  const outlook = useTwin((state) => state.outlook)
  const isLive = useTwin((state) => state.time === null)
  const isLost = useTwin((state) => state.link.state === 'lost')
  const coming = useComing()
  if (!isLive) return null
  const open = new Set(alarms.filter(({ closedAt }) => closedAt === null).map(({ sensorId }) => sensorId))
  const shown = coming.filter(({ sensor }) => !open.has(sensor.id))
  return (
    <>
      <section className={styles.outlook} aria-label={t('outlook.title')}>
        <h3 title={t('outlook.help')}>
          {t('outlook.title')}{' '}
          <span>
            {isLost
              ? t('outlook.lost')
              : outlook.state === 'loaded' && shown.length === 0
                ? t('outlook.empty')
                : formatNumber(locale, shown.length)}
          </span>
        </h3>
        <LoadableFace of={outlook} loading={t('outlook.loading')}>
          {() => (
            <ul>
              {shown.map((it) => (
                <ComingRow key={it.sensor.id} coming={it} />
              ))}
            </ul>
          )}
        </LoadableFace>
      </section>
      {outlook.state === 'loaded' && <Drifting drifts={outlook.value.drifts} />}
    </>
  )
}

function ComingRow({ coming: { sensor, approach } }: { readonly coming: Coming }) {
  return (
    <SensorButton sensor={sensor}>
      <StateMark grade={approach.grade} size={16} />
      <SensorName sensor={sensor} />
      <Eta approach={approach} />
    </SensorButton>
  )
}

/** Of an open alarm whose sensor goes on to a graver limit: when it is reached. */
export function OnTheWay({ alarm }: { readonly alarm: Alarm }) {
  const isLive = useTwin((state) => state.time === null)
  const own = useComing().find(({ sensor }) => sensor.id === alarm.sensorId)
  if (!own || !isLive || alarm.closedAt !== null) return null
  return (
    <small className={styles.way}>
      <StateMark grade={own.approach.grade} size={14} /> <Eta approach={own.approach} />
    </small>
  )
}

/** Instruments that drift: their readings are 待复核, which is no alarm. */
function Drifting({ drifts }: { readonly drifts: readonly SensorDrift[] }) {
  const { t, locale } = useWords()
  const sensors = useTwin((state) => state.sensors)
  const now = useTwin((state) => Math.floor(state.now / 60_000) * 60_000)
  if (drifts.length === 0 || sensors.state !== 'loaded') return null
  const sensorOf = (drift: SensorDrift) => sensors.value.find(({ id }) => id === drift.sensorId)
  return (
    <details className={styles.shelf}>
      <summary>
        <b>{t('drift.count', { n: formatNumber(locale, drifts.length) })}</b>
        <small>{t('drift.help')}</small>
      </summary>
      <ul className={styles.outlook}>
        {drifts.map((drift) => {
          const sensor = sensorOf(drift)
          const kind = sensor && findSensorKind(sensor.kind)
          return sensor ? (
            <SensorButton key={drift.sensorId} sensor={sensor}>
              <em className={styles.doubt}>{t('alarms.unconfirmed')}</em>
              <SensorName sensor={sensor} />
              <small>
                {t('drift.row', {
                  departure: formatQuantity(locale, drift.departure ?? Number.NaN, kind?.unit ?? '', kind?.digits ?? 2),
                  time: formatInstant(drift.since, now),
                })}
              </small>
            </SensorButton>
          ) : null
        })}
      </ul>
    </details>
  )
}

function SensorButton({ sensor, children }: { readonly sensor: Sensor; readonly children: ReactNode }) {
  const { selectSensor } = useCommands()
  return (
    <li>
      <button
        type="button"
        className={`plain ${styles.coming}`}
        onClick={() => void selectSensor(sensor.id, { isFlying: true })}
      >
        {children}
      </button>
    </li>
  )
}

function SensorName({ sensor }: { readonly sensor: Sensor }) {
  const { name } = useWords()
  const kind = findSensorKind(sensor.kind)
  return (
    <span>
      <b>{kind ? name(kind.name) : sensor.kind}</b> <DataText>{sensor.name}</DataText>
    </span>
  )
}
