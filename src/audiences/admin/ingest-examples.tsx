import { formatInstant } from '../../i18n/format.ts'
import type { IngestState } from '../../ports/records.ts'
import { useWords } from '../../ui/page.tsx'
import styles from './admin.module.css'

/** The newest rows of devices that were not stored, with who sent them and what was expected. */
export function IngestExamples({ ingest }: { readonly ingest: IngestState }) {
  const { t, known } = useWords()
  // <rule> or readable:<column>, see server/ingest/tell-outcomes.ts
  const wordsOf = (expected: string) => {
    const [rule = '', column = ''] = expected.split(':')
    return `${known('admin.ingest.expected', rule)}${column === '' ? '' : ` (${column})`}`
  }
  return (
    <section className={`${styles.card} ${styles.wide}`}>
      <h2>{t('admin.ingest.examples')}</h2>
      {ingest.examples.length === 0 ? (
        <p className={styles.small}>{t('admin.ingest.none')}</p>
      ) : (
        <ul className={styles.examples}>
          {ingest.examples.map(({ at, reason, source, row, expected }, index) => (
            <li key={`${at} ${index}`}>
              <b>{t(`admin.ingest.${reason}`)}</b> · {formatInstant(at, 0)} · {source}
              <br />
              <span className={styles.code}>{row}</span>
              <br />
              {t('admin.ingest.expected', { what: wordsOf(expected) })}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
