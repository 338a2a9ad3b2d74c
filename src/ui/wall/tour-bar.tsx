import { disciplineOf } from '../../domain/disciplines/index.ts'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatAge, formatInstant, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { firstShotOf, type Subject, shotsOf, type TourScene } from '../../state/shots.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { Icon } from '../icon.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import styles from './tour.module.css'
import wall from './wall.module.css'
import { toggleFullscreen } from './wall-keys.ts'

/** What the scene shows now, and the keys that lead the tour. */
export function TourBar({ scenes }: { readonly scenes: readonly TourScene[] }) {
  const { t, name, locale } = useWords()
  const { showScene } = useCommands()
  const tour = useTwin((state) => state.tour)
  const sceneId = useTwin((state) => state.sceneId)
  const shots = shotsOf(scenes)
  const at = tour?.shot ?? firstShotOf(scenes, sceneId)
  const entry = shots[at]
  return (
    <nav className={styles.tour} aria-label={t('wall.tour')}>
      <div>
        <p className={styles.caption}>{entry && name(entry.shot.caption)}</p>
        <p className={styles.subject} data-subject={tour?.subject?.on}>
          {entry && tour?.subject && <SubjectLine scene={entry.scene} subject={tour.subject} />}
        </p>
      </div>
      <Steer scenes={scenes} />
      <div className={styles.foot}>
        <span className={styles.scenes}>
          {scenes.map((scene, i) => (
            <button
              key={scene.id}
              type="button"
              className={wall.key}
              aria-current={entry?.scene.id === scene.id}
              title={t('wall.scene.key', { name: name(scene.name), key: i + 1 })}
              onClick={() => showScene(scenes, scene.id)}
            >
              {i + 1} {name(scene.name)}
            </button>
          ))}
        </span>
        <span className={styles.progress} role="status">
          {t(tour === null ? 'wall.tour.stopped' : tour.isPaused ? 'wall.tour.paused' : 'wall.tour.running')} ·{' '}
          {t('wall.tour.count', { n: formatNumber(locale, at + 1), count: formatNumber(locale, shots.length) })}
        </span>
      </div>
    </nav>
  )
}

function Steer({ scenes }: { readonly scenes: readonly TourScene[] }) {
  const { t } = useWords()
  const { pauseTour, resumeTour, stepTour, stopTour } = useCommands()
  const isRunning = useTwin(({ tour }) => tour !== null && !tour.isPaused)
  const isStopped = useTwin(({ tour }) => tour === null)
  return (
    <div className={styles.steer}>
      <Key icon="previous" label={t('wall.tour.previous')} onPress={() => stepTour(scenes, -1)} />
      <Key
        icon={isRunning ? 'pause' : 'play'}
        label={t(isRunning ? 'wall.tour.pause' : 'wall.tour.resume')}
        onPress={() => (isRunning ? pauseTour() : resumeTour(scenes))}
      />
      <Key icon="next" label={t('wall.tour.next')} onPress={() => stepTour(scenes, 1)} />
      {!isStopped && <Key icon="stop" label={t('wall.tour.stop')} onPress={stopTour} />}
      <Key icon="expand" label={t('wall.tour.fullscreen')} onPress={toggleFullscreen} />
    </div>
  )
}

interface KeyProps {
  readonly icon: 'previous' | 'next' | 'pause' | 'play' | 'stop' | 'expand'
  readonly label: string
  readonly onPress: () => void
}

function Key({ icon, label, onPress }: KeyProps) {
  return (
    <button type="button" className={wall.key} aria-label={label} title={label} onClick={onPress}>
      <Icon name={icon} />
    </button>
  )
}

/** Names what the camera went to; where a scene has nothing to show, it says so. */
function SubjectLine({ scene, subject }: { readonly scene: TourScene; readonly subject: Subject }) {
  const { t, name } = useWords()
  const isUnread = useTwin(({ alarms, sensors }) => alarms.state === 'failed' || sensors.state === 'failed')
  if (subject.on === 'alarm') return <AlarmLine alarmId={subject.alarmId} />
  if (subject.on === 'asset')
    return (
      <b>
        <DataText>{subject.name ?? shortId(subject.id)}</DataText>
      </b>
    )
  if (scene.focus.on === 'alarm') return t(isUnread ? 'wall.alarmsUnread' : 'wall.noAlarm')
  if (scene.focus.on === 'discipline')
    return t('wall.noAsset', { discipline: name(disciplineOf(scene.focus.discipline).name) })
  return null
}

function AlarmLine({ alarmId }: { readonly alarmId: number }) {
  const { t, name, locale } = useWords()
  const now = useTwin((state) => state.now)
  const alarm = useTwin(({ alarms }) =>
    alarms.state === 'loaded'
      ? alarms.value.find(({ id, closedAt }) => id === alarmId && closedAt === null)
      : undefined,
  )
  const sensor = useTwin(({ sensors }) =>
    sensors.state === 'loaded' ? sensors.value.find(({ id }) => id === alarm?.sensorId) : undefined,
  )
  if (!alarm) return t('wall.alarmOver')
  const kind = sensor ? findSensorKind(sensor.kind) : null
  return (
    <>
      <StateMark grade={alarm.grade} />
      <b>
        {t(`grade.${alarm.grade}`)} · {kind ? name(kind.name) : alarm.sensorId}{' '}
        {formatQuantity(locale, alarm.value, kind?.unit ?? '', kind?.digits ?? 2)}
      </b>
      <span>{sensor && <DataText>{sensor.name}</DataText>}</span>
      <span>
        {t('alarms.opened', { time: formatInstant(alarm.openedAt, now) })} · {formatAge(locale, alarm.openedAt, now)}
      </span>
      <span>
        {alarm.acknowledgedAt === null
          ? t('alarms.unacknowledged')
          : t('alarms.acknowledged', {
              who: alarm.acknowledgedBy ?? t('app.unknown'),
              time: formatInstant(alarm.acknowledgedAt, now),
            })}
      </span>
    </>
  )
}
