import styles from './advice.module.css'
import { useEnquiry, usePublicWords } from './enquiry-context.tsx'
import notices from './notices.module.css'

/** What is not shown and why, and which data these are. */
export function About() {
  const { t, name } = usePublicWords()
  const city = useEnquiry((state) => state.city)
  return (
    <section className={styles.about}>
      <h2>{t('about.title')}</h2>
      <p>{t('about.1')}</p>
      <p>{t('about.2')}</p>
      <p>{t('about.3')}</p>
      <h3>{t('data.title')}</h3>
      {city.state === 'failed' && (
        <div className={notices.failure} role="alert">
          <strong>{t('city.failed')}</strong>
          <p>{city.failure.message ? name(city.failure.message) : t('city.failed.help')}</p>
        </div>
      )}
      {city.state === 'loaded' && (
        <>
          {city.value.isExample && <p className={notices.warning}>{t('data.example')}</p>}
          <dl>
            <dt>{t('data.build')}</dt>
            <dd>
              {city.value.build.slice(0, 12)} · {t('data.cells')}
            </dd>
            <dt>{t('data.review')}</dt>
            <dd>{city.value.mapReview ?? t(city.value.isExample ? 'data.review.example' : 'data.review.none')}</dd>
          </dl>
        </>
      )}
    </section>
  )
}
