import type { LeakOutcome } from '../../domain/leak/leak-outcome.ts'
import { formatNumber } from '../../i18n/format.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { useWords } from '../page.tsx'
import { fedText } from './fed-text.ts'

/** Valve by valve, what to close instead when it does not close, what feeds the leak all the same, and how many customers are then without. */
export function ClosureAlternatives({ kind, alternatives }: Pick<LeakOutcome, 'kind' | 'alternatives'>) {
  const words = useWords()
  const { t, locale } = words
  if (alternatives.length === 0) return null
  return (
    <section>
      <h3>{t('leak.alternatives')}</h3>
      <ul>
        {alternatives.map(({ fails, close, sources, cutOff }) => (
          <li key={`${fails.link} ${fails.node}`}>
            <DataText>{shortId(fails.node)}</DataText>{' '}
            {close.length === 0 ? (
              t('leak.alternatives.none')
            ) : (
              <>
                → <DataText>{close.map(({ node }) => shortId(node)).join(t('list.separator'))}</DataText>
              </>
            )}{' '}
            {sources.length > 0 && <b>· {fedText(words, kind, sources)} </b>}
            <small>· {t('leak.alternatives.cut', { n: formatNumber(locale, cutOff) })}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
