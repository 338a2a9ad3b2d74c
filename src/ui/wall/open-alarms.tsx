import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { GRADES } from '../../domain/sensing/reading.ts'
import { formatAge, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Alarm } from '../../ports/records.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import { LoadableFace } from '../states/faces.tsx'
import styles from './figures.module.css'
import wall from './wall.module.css'
import { WallPanel } from './wall-panel.tsx'

const NEWEST = 5
/** gravest first */
const ALARM_GRADES = GRADES.filter((grade) => grade !== 'normal').reverse()

/** Open alarms by grade, and the newest five: each grade by shape, word and colour. */
export function OpenAlarms() {
  const { t, locale } = useWords()
  const alarms = useTwin((state) => state.alarms)
  const readAt = useTwin((state) => state.alarmsReadAt)
  const open = alarms.state === 'loaded' ? alarms.value.filter(({ closedAt }) => closedAt === null) : []
  const newest = [...open].sort((a, b) => b.openedAt - a.openedAt).slice(0, NEWEST)
  return (
    <WallPanel
      title={t('wall.alarms')}
      from={{ source: 'alarms', at: readAt }}
      figure={
        alarms.state === 'loaded' && (
          <>
            {formatNumber(locale, open.length)}
            <small>{t('wall.alarms.unit')}</small>
          </>
        )
      }
    >
      <LoadableFace of={alarms} loading={t('wall.waiting')}>
        {() => (
          <>
            <dl className={styles.split}>
              {ALARM_GRADES.map((grade) => (
                <div key={grade} data-grade={grade}>
                  <dt>
                    <StateMark grade={grade} />
                    {t(`grade.${grade}`)}
                  </dt>
                  <dd className={styles.big}>{formatNumber(locale, open.filter((it) => it.grade === grade).length)}</dd>
                </div>
              ))}
            </dl>
            {open.length === 0 ? (
              <p className={wall.quiet}>{t('wall.alarms.none')}</p>
            ) : (
              <ul className={`${wall.plain} ${styles.alarms}`}>
                {newest.map((alarm) => (
                  <AlarmLine key={alarm.id} alarm={alarm} />
                ))}
              </ul>
            )}
          </>
        )}
      </LoadableFace>
    </WallPanel>
  )
}

function AlarmLine({ alarm }: { readonly alarm: Alarm }) {
  const { t, name, locale } = useWords()
  const { pauseTour, selectSensor } = useCommands()
  const now = useTwin((state) => state.now)
  const sensor = useTwin(({ sensors }) =>
    sensors.state === 'loaded' ? sensors.value.find(({ id }) => id === alarm.sensorId) : undefined,
  )
  const kind = sensor ? findSensorKind(sensor.kind) : null
  const open = () => {
    pauseTour()
    void selectSensor(alarm.sensorId, { isFlying: true })
  }
  return (
    <li>
      <button type="button" className={`plain ${styles.alarm}`} onClick={open}>
        <StateMark grade={alarm.grade} />
        <span className={styles.line}>
          <b className={wall.cut}>
            {t(`grade.${alarm.grade}`)} · {kind ? name(kind.name) : alarm.sensorId}
          </b>
          <b>{formatQuantity(locale, alarm.value, kind?.unit ?? '', kind?.digits ?? 2)}</b>
        </span>
        <small className={styles.line}>
          <span className={wall.cut}>
            <DataText>{sensor?.name ?? alarm.sensorId}</DataText>
          </span>
          <span>
            {formatAge(locale, alarm.openedAt, now)}
            {alarm.acknowledgedAt === null && ` · ${t('wall.alarms.waiting')}`}
          </span>
        </small>
      </button>
    </li>
  )
}
