import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { isBalanced, type Leak, type LeakSummary, leakSummary, worstBalance } from '../../state/leak.ts'
import { useWords, type Words } from '../page.tsx'
import shared from '../result/result.module.css'
import styles from './leak.module.css'
import { significant } from './leak-words.ts'

/** How far a finished run can be relied on, in a line: class of evidence, where it does not hold, balance. */
export function LeakTrust({ leak }: { readonly leak: Leak }) {
  const words = useWords()
  const { t, name, locale } = words
  const summary = leakSummary(leak)
  if (!summary) return null
  const { caveats, outcome, milliseconds } = summary
  const { evidence, members } = outcome
  return (
    <>
      <Untrusted summary={summary} />
      <span>
        <b>{t('leak.evidence', { class: evidence })}</b> {t(`leak.evidence.${evidence}`)}
        {members > 1 && ` · ${t('leak.members', { n: formatNumber(locale, members) })}`}
      </span>
      {caveats.length > 0 ? (
        <details className={shared.fold}>
          <summary>{t('leak.caveats', { n: formatNumber(locale, caveats.length) })}</summary>
          <ul>
            {caveats.map((caveat) => (
              <li key={caveat.zh}>{name(caveat)}</li>
            ))}
          </ul>
        </details>
      ) : (
        <span>{t('leak.noCaveats')}</span>
      )}
      <span>{t('leak.balance.worst', { error: errorText(words, worstBalance(summary).error) })}</span>
      <span>{t('leak.done', { time: formatDuration(milliseconds) })}</span>
    </>
  )
}

/** Every account of a run, and that nobody may rely on one that does not close. */
export function Balance({ summary }: { readonly summary: LeakSummary }) {
  const words = useWords()
  const { t, name } = words
  const amount = (value: number, unit: string) =>
    // a count has no digits behind the point
    unit === '1' && Number.isInteger(value)
      ? formatNumber(words.locale, value)
      : significant(words, value, unit === '1' ? '' : unit, 4).trim()
  return (
    <>
      <Untrusted summary={summary} />
      <ul className={styles.balance}>
        {summary.balance.map(({ quantity, unit, in: given, out, error }) => (
          <li key={quantity.zh}>
            {t('leak.balance', {
              quantity: name(quantity),
              in: amount(given, unit),
              out: amount(out, unit),
              error: errorText(words, error),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}

function Untrusted({ summary }: { readonly summary: LeakSummary }) {
  const words = useWords()
  if (isBalanced(summary)) return null
  return (
    <p className={shared.fault} role="alert">
      {words.t('leak.untrusted', { tolerance: errorText(words, worstBalance(summary).tolerance) })}
    </p>
  )
}

function errorText({ locale }: Words, share: number): string {
  return share === 0 || share >= 1e-4
    ? formatQuantity(locale, 100 * share, '%', 2)
    : `${(100 * share).toExponential(0)}%`
}
