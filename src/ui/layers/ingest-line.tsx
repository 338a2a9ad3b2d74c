import { formatNumber } from '../../i18n/format.ts'
import { useTwin, useWords } from '../page.tsx'
import styles from './layers.module.css'

/** What devices sent in the last 24 hours that was not taken as it is. */
export function IngestLine() {
  const { t, locale } = useWords()
  const ingest = useTwin((state) => state.ingest)
  if (ingest.state === 'failed') return <p className={styles.ingest}>{t('ingest.failed')}</p>
  if (ingest.state !== 'loaded') return null
  const { unknown, bad, duplicate } = ingest.value
  const count = (n: number) => formatNumber(locale, n)
  return (
    <p className={styles.ingest}>
      {t('ingest.counts', { unknown: count(unknown), bad: count(bad), duplicate: count(duplicate) })}
    </p>
  )
}
