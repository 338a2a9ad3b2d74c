import type { ReactNode } from 'react'
import { formatAge, formatInstant, formatNumber } from '../../i18n/format.ts'
import { useTwin, useWords } from '../../ui/page.tsx'
import { Quantity } from '../../ui/quantity.tsx'
import { LoadableFace } from '../../ui/states/faces.tsx'
import styles from './cards.module.css'

/** Of which city, which build, which datum, and how new: what one must know before believing a picture. */
export function CityFacts() {
  const { t, known } = useWords()
  const city = useTwin((state) => state.city)
  const internal = useTwin((state) => (state.internal?.state === 'loaded' ? state.internal.value : null))
  return (
    <section className={styles.card} aria-label={t('home.city')}>
      <h2>{t('home.city')}</h2>
      <LoadableFace of={city} loading={t('city.loading')} onRetry={() => location.reload()}>
        {({ build, vertical, isExample }) => (
          <dl className={styles.facts}>
            <Fact label={t('home.kind')}>{t(isExample ? 'app.example' : 'home.kind.real')}</Fact>
            <Fact label={t('home.build')}>
              <code>{build.slice(0, 12)}</code>
            </Fact>
            <Fact label={t('attribute.datum')}>{known('datum', vertical.datum)}</Fact>
            <Fact label={t('attribute.geoid')}>
              {vertical.geoid.source} ± <Quantity value={vertical.geoid.accuracy} unit="m" digits={2} />
            </Fact>
            <Fact label={t('home.crs')}>{internal ? internal.crs : <Internal />}</Fact>
            <Fact label={t('home.extent')}>{internal ? <Extent /> : <Internal />}</Fact>
            <Fact label={t('home.newest')}>
              <Newest />
            </Fact>
            <Fact label={t('home.mapLicence')}>
              {t(isExample ? 'home.mapLicence.example' : 'home.mapLicence.none')}
            </Fact>
          </dl>
        )}
      </LoadableFace>
    </section>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** In place of what is not public. */
function Internal() {
  const { t } = useWords()
  const state = useTwin(({ internal }) => internal?.state ?? 'idle')
  return <span className={styles.none}>{t(`home.internal.${state}`)}</span>
}

function Extent() {
  const { t, locale } = useWords()
  const internal = useTwin((state) => (state.internal?.state === 'loaded' ? state.internal.value : null))
  if (!internal) return null
  return (
    <>
      <Quantity value={internal.length.ellipsoid / 1000} unit="km" digits={1} />
      {' · '}
      {t('home.sensors', { n: formatNumber(locale, internal.counts.sensors) })}
    </>
  )
}

/** When the newest reading was taken. */
function Newest() {
  const { t, locale } = useWords()
  const sensors = useTwin((state) => state.sensors)
  const now = useTwin((state) => state.now)
  if (sensors.state === 'failed')
    return <span className={styles.none}>{t(`failure.title.${sensors.failure.kind}`)}</span>
  if (sensors.state === 'loading') return <span className={styles.none}>{t('home.internal.loading')}</span>
  if (sensors.state !== 'loaded') return <Internal />
  const newest = Math.max(...sensors.value.map(({ latest }) => latest?.at ?? Number.NEGATIVE_INFINITY))
  if (!Number.isFinite(newest)) return <span className={styles.none}>{t('sensor.noValue')}</span>
  return `${formatInstant(newest, now)} · ${formatAge(locale, newest, now)}`
}
