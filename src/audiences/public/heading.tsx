import { useEnquiry, useParts, usePublicWords } from './enquiry-context.tsx'
import styles from './heading.module.css'
import notices from './notices.module.css'

/** What this page is, of which city, and its language and look. */
export function Heading() {
  const { t, locale, name } = usePublicWords()
  const { commands } = useParts()
  const theme = useEnquiry((state) => state.theme)
  const city = useEnquiry(({ city }) => (city.state === 'loaded' ? city.value : null))
  const isDark = theme === 'dark'
  return (
    <header className={styles.heading}>
      <div>
        {city?.isExample && <span className={notices.example}>{t('example')}</span>}
        <span className={styles.choices}>
          <button
            type="button"
            lang={locale === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => commands.setLocale(locale === 'zh' ? 'en' : 'zh')}
          >
            {t('language')}
          </button>
          <button type="button" onClick={() => commands.setTheme(isDark ? 'light' : 'dark')}>
            {t(isDark ? 'theme.light' : 'theme.dark')}
          </button>
          <a href={locale === 'en' ? '/?lang=en' : '/'}>{t('home')}</a>
        </span>
      </div>
      <h1>{t('title')}</h1>
      <p className={styles.city}>{city ? name(city.name) : ' '}</p>
    </header>
  )
}
