import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { isBalanced, type Leak, type LeakSummary, leakSummary } from '../../state/leak.ts'
import { useWords } from '../page.tsx'
import styles from './leak.module.css'
import { significant } from './leak-words.ts'

/** How far a finished run can be relied on: class of evidence, balance, and where it does not hold. */
export function LeakTrust({ leak }: { readonly leak: Leak }) {
  const { t, locale } = useWords()
  const summary = leakSummary(leak)
  if (!summary) return null
  const { evidence, members } = summary.outcome
  return (
    <>
      <Balance summary={summary} />
      <p className={styles.evidence} data-class={evidence}>
        <b>{t('leak.evidence', { class: evidence })}</b> {t(`leak.evidence.${evidence}`)}
        {members > 1 && ` · ${t('leak.members', { n: formatNumber(locale, members) })}`}
        {` · ${t('leak.done', { time: formatDuration(summary.milliseconds) })}`}
      </p>
      <Caveats summary={summary} />
    </>
  )
}

/** Every account of a run, and that nobody may rely on one that does not close. */
export function Balance({ summary }: { readonly summary: LeakSummary }) {
  const words = useWords()
  const { t, name, locale } = words
  const percent = (share: number) =>
    share === 0 || share >= 1e-4 ? formatQuantity(locale, 100 * share, '%', 2) : `${(100 * share).toExponential(0)}%`
  return (
    <>
      {!isBalanced(summary) && (
        <p className={styles.fault} role="alert">
          {t('leak.untrusted', {
            tolerance: percent(Math.min(...summary.balance.map(({ tolerance }) => tolerance))),
          })}
        </p>
      )}
      <ul className={styles.balance}>
        {summary.balance.map(({ quantity, unit, in: given, out, error }) => (
          <li key={quantity.zh}>
            {t('leak.balance', {
              quantity: name(quantity),
              in: significant(words, given, unit, 4),
              out: significant(words, out, unit, 4),
              error: percent(error),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Where the run does not hold and what was assumed: always there. */
function Caveats({ summary: { caveats } }: { readonly summary: LeakSummary }) {
  const { t, name, locale } = useWords()
  if (caveats.length === 0) return <p className={styles.said}>{t('leak.noCaveats')}</p>
  const title = t('leak.caveats', { n: formatNumber(locale, caveats.length) })
  return (
    <div className={styles.warning}>
      <b>{title}</b>
      <ul aria-label={title}>
        {caveats.map((caveat) => (
          <li key={caveat.zh}>{name(caveat)}</li>
        ))}
      </ul>
    </div>
  )
}
