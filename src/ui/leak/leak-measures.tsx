import type { LeakOutcome, ShortCustomer } from '../../domain/leak/leak-outcome.ts'
import { formatDuration, formatQuantity } from '../../i18n/format.ts'
import { type Leak, leakSummary } from '../../state/leak.ts'
import { CutOff } from '../isolation/cut-off.tsx'
import { ValveList } from '../isolation/valve-list.tsx'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { ClosureAlternatives } from './closure-alternatives.tsx'
import { CustomerPlace } from './customer-place.tsx'
import { fedText } from './fed-text.ts'
import styles from './leak.module.css'
import { surgeText } from './surge-text.ts'

/** Valves in closing order, who is then without, and who lacks it while nothing is closed. */
export function Measures({ leak }: { readonly leak: Leak }) {
  const words = useWords()
  const { t } = words
  const outcome = leakSummary(leak)?.outcome
  if (!outcome) return null
  const { closedAfter_s } = leak.scenario
  const fed = outcome.isolation && fedText(words, outcome.kind, outcome.isolation.sources)
  return (
    <>
      <p className={shared.said}>
        {closedAfter_s === null
          ? t('leak.isolation.open')
          : t('leak.isolation.shut', { time: formatDuration(1000 * closedAfter_s) })}
      </p>
      <Short outcome={outcome} />
      {fed && <p className={shared.warning}>{fed}</p>}
      {outcome.isolation ? (
        <div className={styles.measures}>
          <ValveList
            outcome={outcome.isolation}
            noteOf={outcome.kind === 'water' ? (n) => surgeText(words, outcome.surges[n] ?? null) : undefined}
          />
          <CutOff outcome={outcome.isolation} />
          <ClosureAlternatives {...outcome} />
        </div>
      ) : (
        <p className={shared.warning}>{t('leak.isolation.none')}</p>
      )}
    </>
  )
}

/** Who lacks it while it leaks, and who is still connected and lacks it once valves are closed, the gravest first. */
export function Short({ outcome: { kind, short, shortAfter } }: { readonly outcome: LeakOutcome }) {
  const { t } = useWords()
  return (
    <>
      {short.length > 0 && <ShortList title={t('leak.short')} customers={short} />}
      {shortAfter !== null ? (
        <ShortList title={t('leak.short.after')} customers={shortAfter} />
      ) : (
        kind === 'water' && <p className={shared.said}>{t('leak.short.after.unknown')}</p>
      )}
    </>
  )
}

interface ShortListProps {
  readonly title: string
  readonly customers: readonly ShortCustomer[]
}

function ShortList({ title, customers }: ShortListProps) {
  const { t, locale } = useWords()
  return (
    <>
      <h3>{title}</h3>
      {customers.length === 0 && <p className={shared.said}>{t('leak.travel.none')}</p>}
      <ul className={styles.short}>
        {customers.map(({ share, ...customer }) => (
          <li key={customer.id}>
            <CustomerPlace
              {...customer}
              fact={t('leak.short.share', { share: formatQuantity(locale, 100 * share, '%') })}
            />
          </li>
        ))}
      </ul>
    </>
  )
}
