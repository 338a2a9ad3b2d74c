import { sensorKindOf } from '../../domain/sensing/kinds/index.ts'
import { formatAge, formatNumber, formatQuantity, formatTime } from '../../i18n/format.ts'
import { DataText } from '../data-text.tsx'
import { useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import { LoadableFace } from '../states/faces.tsx'
import styles from './figures.module.css'
import { mostTelling, SURROUNDINGS, type Telling } from './surroundings.ts'
import wall from './wall.module.css'
import { WallPanel } from './wall-panel.tsx'

/** Rain, tide, wind, water on roads and bridges now: of each kind the one sensor that tells most, against its limit. */
export function SurroundingsPanel() {
  const { t } = useWords()
  const sensors = useTwin((state) => state.sensors)
  const latest = useTwin((state) => state.latest)
  const now = useTwin((state) => state.now)
  const rows = SURROUNDINGS.map((wanted) => ({
    ...wanted,
    telling: sensors.state === 'loaded' ? mostTelling(wanted, sensors.value, latest, now) : ('none' as const),
  }))
  const times = rows.flatMap(({ telling }) => (typeof telling === 'string' ? [] : [telling.reading.at]))
  return (
    <WallPanel
      title={t('wall.surroundings')}
      from={{ source: 'latest', at: times.length === 0 ? null : Math.max(...times) }}
    >
      <LoadableFace of={sensors} loading={t('wall.waiting')}>
        {() => (
          <ul className={`${wall.plain} ${styles.rows}`}>
            {rows.map(({ kind, by, telling }) =>
              typeof telling === 'string' ? (
                <Silent key={kind} kind={kind} why={telling} />
              ) : (
                <Row key={kind} kind={kind} by={by} telling={telling} />
              ),
            )}
          </ul>
        )}
      </LoadableFace>
    </WallPanel>
  )
}

function Silent({ kind, why }: { readonly kind: string; readonly why: 'none' | 'silent' }) {
  const { t, name } = useWords()
  return (
    <li className={styles.row} data-kind={kind}>
      <span />
      <span>{name(sensorKindOf(kind).name)}</span>
      <small>{t(`wall.surroundings.${why}`)}</small>
    </li>
  )
}

interface RowProps {
  readonly kind: string
  readonly by: 'value' | 'share'
  readonly telling: Telling
}

function Row({ kind: id, by, telling }: RowProps) {
  const { t, name, locale } = useWords()
  const now = useTwin((state) => state.now)
  const link = useTwin((state) => state.link.state)
  const { sensor, reading, freshness, of, limit, share } = telling
  const kind = sensorKindOf(id)
  const trust = link === 'lost' ? 'lost' : freshness
  return (
    <li className={styles.row} data-kind={id} data-fresh={trust}>
      <StateMark grade={reading.grade} freshness={trust} quality={reading.quality} />
      <span className={wall.cut}>{name(kind.name)}</span>
      <span className={styles.value}>
        {formatNumber(locale, reading.value, kind.digits)}
        <small className={wall.unit}>{kind.unit}</small>
      </span>
      <small className={`${wall.cut} ${styles.under}`}>
        {trust !== 'live' && <b>{t(`freshness.${trust}`)} · </b>}
        {formatTime(reading.at)} · {formatAge(locale, reading.at, now)} · <DataText>{sensor.name}</DataText>
        {of > 1 && ` · ${t(by === 'share' ? 'wall.surroundings.ofShare' : 'wall.surroundings.of', { n: of })}`}
      </small>
      <small>
        {limit === null
          ? t('wall.surroundings.noLimit')
          : t('wall.surroundings.limit', { value: formatQuantity(locale, limit, kind.unit, kind.digits) })}
      </small>
      {share !== null && limit !== null && (
        <span
          className={`${styles.meter} ${styles.limit}`}
          role="img"
          aria-label={t('wall.surroundings.share', { share: formatQuantity(locale, 100 * share, '%') })}
        >
          <i
            data-grade={trust === 'live' && reading.quality === 'good' ? reading.grade : 'normal'}
            style={{ width: `${Math.min(100, 100 * share)}%` }}
          />
          {sensor.thresholds
            .filter(({ direction, value }) => direction === 'above' && value < limit)
            .map(({ grade, value }) => (
              <span key={grade} className={styles.tick} style={{ left: `${(100 * value) / limit}%` }} />
            ))}
        </span>
      )}
    </li>
  )
}
