import { formatDuration, formatQuantity } from '../../i18n/format.ts'
import { type Leak, leakSummary } from '../../state/leak.ts'
import { CutOff } from '../isolation/cut-off.tsx'
import { ValveList } from '../isolation/valve-list.tsx'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { ClosureAlternatives } from './closure-alternatives.tsx'
import { CustomerPlace } from './customer-place.tsx'
import styles from './leak.module.css'
import { surgeText } from './surge-text.ts'

/** Valves in closing order, who is then without, and who lacks it while nothing is closed. */
export function Measures({ leak }: { readonly leak: Leak }) {
  const words = useWords()
  const { t } = words
  const outcome = leakSummary(leak)?.outcome
  if (!outcome) return null
  const { closedAfter_s } = leak.scenario
  return (
    <>
      <p className={shared.said}>
        {closedAfter_s === null
          ? t('leak.isolation.open')
          : t('leak.isolation.shut', { time: formatDuration(1000 * closedAfter_s) })}
      </p>
      <Short leak={leak} />
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

/** Who lacks it while it leaks, the gravest first. */
export function Short({ leak }: { readonly leak: Leak }) {
  const { t, locale } = useWords()
  const short = leakSummary(leak)?.outcome.short ?? []
  if (short.length === 0) return null
  return (
    <>
      <h3>{t('leak.short')}</h3>
      <ul className={styles.short}>
        {short.map(({ share, ...customer }) => (
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
