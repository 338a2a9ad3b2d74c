import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { type Accounts, isBalanced, type Leak, leakSummary, worstBalance } from '../../state/leak.ts'
import { useWords, type Words } from '../page.tsx'
import shared from '../result/result.module.css'
import styles from './leak.module.css'
import { significant, tookText } from './leak-words.ts'

/** 0.01 % */
const LEAST_SHOWN = 1e-4

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
      <span>{t('leak.balance.worst', { error: errorText(words, worstBalance(summary)) })}</span>
      <span>{t('leak.done', { time: tookText(locale, milliseconds) })}</span>
    </>
  )
}

/** Every account of a run, and that nobody may rely on one that does not close. */
export function Balance({ summary }: { readonly summary: Accounts }) {
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
        {summary.balance.map(({ quantity, unit, in: given, out, error, tolerance }) => (
          <li key={quantity.zh}>
            {t('leak.balance', {
              quantity: name(quantity),
              in: amount(given, unit),
              out: amount(out, unit),
              error: errorText(words, { error, tolerance }),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}

/** That nobody may rely on a run that does not close; nothing where it does. */
export function Untrusted({ summary }: { readonly summary: Accounts }) {
  const words = useWords()
  if (isBalanced(summary)) return null
  return (
    <p className={shared.fault} role="alert">
      {words.t('leak.untrusted', { tolerance: shareText(words, worstBalance(summary).tolerance) })}
    </p>
  )
}

/** What closes better than two digits show is told as less than they do; one that does not close is told as it is. */
function errorText(words: Words, { error, tolerance }: { readonly error: number; readonly tolerance: number }): string {
  if (error === 0 || error >= LEAST_SHOWN || error > tolerance) return shareText(words, error)
  return `< ${shareText(words, LEAST_SHOWN)}`
}

function shareText({ locale }: Words, share: number): string {
  return share === 0 || share >= LEAST_SHOWN
    ? formatQuantity(locale, 100 * share, '%', 2)
    : `${(100 * share).toExponential(0)}%`
}
