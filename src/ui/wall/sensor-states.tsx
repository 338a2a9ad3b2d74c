import { formatNumber } from '../../i18n/format.ts'
import { useTwin, useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import { LoadableFace } from '../states/faces.tsx'
import { countSensors } from './count-sensors.ts'
import styles from './figures.module.css'
import wall from './wall.module.css'
import { WallPanel } from './wall-panel.tsx'

const PARTS = ['live', 'suspect', 'stale', 'offline'] as const

/** How many sensors can be trusted now, of all. */
export function SensorStates() {
  const { t, locale } = useWords()
  const sensors = useTwin((state) => state.sensors)
  const latest = useTwin((state) => state.latest)
  const now = useTwin((state) => state.now)
  const counts = countSensors(sensors.state === 'loaded' ? sensors.value : [], latest, now)
  return (
    <WallPanel
      title={t('wall.sensors')}
      from={{ source: 'latest', at: counts.newestAt }}
      figure={
        sensors.state === 'loaded' && (
          <>
            {formatNumber(locale, counts.total)}
            <small>{t('wall.sensors.unit')}</small>
          </>
        )
      }
    >
      <LoadableFace of={sensors} loading={t('wall.waiting')}>
        {() =>
          counts.total === 0 ? (
            <p className={wall.quiet}>{t('wall.sensors.none')}</p>
          ) : (
            <>
              <dl className={styles.split}>
                {PARTS.map((part) => (
                  <div key={part}>
                    <dt>
                      <StateMark
                        grade="normal"
                        freshness={part === 'suspect' ? 'live' : part}
                        quality={part === 'suspect' ? 'suspect' : 'good'}
                      />
                      {t(`wall.sensors.${part}`)}
                    </dt>
                    <dd className={styles.big} data-count={part}>
                      {formatNumber(locale, counts[part])}
                    </dd>
                  </div>
                ))}
              </dl>
              <div className={styles.bar} aria-hidden="true">
                {PARTS.map(
                  (part) => counts[part] > 0 && <i key={part} data-part={part} style={{ flexGrow: counts[part] }} />,
                )}
              </div>
            </>
          )
        }
      </LoadableFace>
    </WallPanel>
  )
}
