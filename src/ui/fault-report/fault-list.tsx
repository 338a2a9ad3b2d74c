import { formatAge, formatDate, formatTime } from '../../i18n/format.ts'
import type { FaultReport } from '../../ports/records.ts'
import type { Loadable } from '../../state/store.ts'
import { useTwin, useWords } from '../page.tsx'
import { EmptyFace, LoadableFace } from '../states/faces.tsx'
import { fieldName } from './fault-fields.ts'
import styles from './fault-report.module.css'

export type Reports = Loadable<readonly FaultReport[]>

/** What was reported of a record before, each with who, when and what became of it. */
export function FaultList({ reports, onRetry }: { readonly reports: Reports; readonly onRetry: () => void }) {
  const { t, locale } = useWords()
  const now = useTwin((state) => state.now)
  return (
    <section className={styles.reports}>
      <h3>{t('fault.earlier')}</h3>
      <LoadableFace of={reports} loading={t('fault.loading')} onRetry={onRetry}>
        {(list) =>
          list.length === 0 ? (
            <EmptyFace>{t('fault.none')}</EmptyFace>
          ) : (
            <ul>
              {list.map((report) => (
                <li key={report.id} data-state={report.state}>
                  <b>{report.field === null ? t('fault.whole') : fieldName(report.field, t)}</b>{' '}
                  <span className={styles.state}>{t(`fault.state.${report.state}`)}</span>
                  <p>{report.text}</p>
                  <small>
                    {report.reportedBy} · {formatDate(report.reportedAt)} {formatTime(report.reportedAt)}{' '}
                    {t('clock.zone')} · {formatAge(locale, report.reportedAt, now)}
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </LoadableFace>
    </section>
  )
}
