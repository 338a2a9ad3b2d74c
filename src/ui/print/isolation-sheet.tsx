import type { IsolationOutcome } from '../../domain/network/isolation-result.ts'
import type { RunSummary } from '../../domain/run-summary.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { CutOff } from '../isolation/cut-off.tsx'
import { useWords } from '../page.tsx'
import { ClosingOrder, valvesOf } from './closing-order.tsx'
import styles from './print.module.css'
import { PrintView } from './print-view.tsx'
import { PrintWithRecords, type Records, recordOf } from './print-with-records.tsx'

const SIGNERS = ['drawn', 'checked', 'approved', 'onSite'] as const

/** Reads the records of the valves and opens the printable 关阀单. */
export function IsolationSheetButton({ summary }: { readonly summary: RunSummary<IsolationOutcome> }) {
  const { t } = useWords()
  return (
    <PrintWithRecords
      label={t('print.isolation')}
      ids={[summary.outcome.element.id, ...valvesOf(summary.outcome)]}
      sheet={(records, close) => <IsolationSheet summary={summary} records={records} onClose={close} />}
    />
  )
}

interface SheetProps {
  readonly summary: RunSummary<IsolationOutcome>
  readonly records: Records
  readonly onClose: () => void
}

function IsolationSheet({ summary, records, onClose }: SheetProps) {
  const { t, locale, name, given } = useWords()
  const { outcome, balance, caveats } = summary
  const number = (value: number) => formatNumber(locale, value)
  const subject = recordOf(records, outcome.element.id)
  const road = subject && given(subject.road, subject.road_en)
  const { customers, people } = outcome.cutOff
  const counts = { valves: number(outcome.valves.length), customers: number(customers.length), people: number(people) }
  return (
    <PrintView
      title={t('print.isolation.title')}
      subject={`${t('isolation.subject')} ${outcome.element.id} · ${road ?? t('print.roadUnknown')}`}
      onClose={onClose}
    >
      <section className={styles.part}>
        <h2>{t(customers.length === 0 ? 'isolation.summary.nobody' : 'isolation.summary', counts)}</h2>
        {caveats.length > 0 && (
          <ul>
            {caveats.map((caveat) => (
              <li key={caveat.zh}>{name(caveat)}</li>
            ))}
          </ul>
        )}
      </section>
      <ClosingOrder outcome={outcome} records={records} />
      <section className={styles.part}>
        <h2>{t('isolation.cutOff')}</h2>
        <CutOff outcome={outcome} />
      </section>
      <section className={styles.part}>
        <h2>{t('isolation.balance')}</h2>
        <ul>
          {balance.map(({ quantity, in: given, out, error, tolerance }) => (
            <li key={quantity.zh}>
              {t('isolation.balanced', {
                quantity: name(quantity),
                in: number(given),
                out: number(out),
                error: formatQuantity(locale, error * 100, '%', 2),
              })}
              {error > tolerance && (
                <strong className={styles.warning}>
                  {t('isolation.untrusted', { tolerance: formatQuantity(locale, tolerance * 100, '%', 2) })}
                </strong>
              )}
            </li>
          ))}
        </ul>
        <p>{t('print.isolation.basis')}</p>
      </section>
      <div className={styles.signs}>
        {SIGNERS.map((signer) => (
          <div key={signer} className={styles.sign}>
            {t(`print.sign.${signer}`)} / {t('print.sign.date')}
          </div>
        ))}
      </div>
    </PrintView>
  )
}
