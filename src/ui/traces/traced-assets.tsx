import type { TraceOutcome } from '../../domain/network/trace-result.ts'
import { formatNumber } from '../../i18n/format.ts'
import { tracedGids } from '../../state/trace.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import styles from './traces.module.css'

const MOST = 60

/** The lines and points of a trace, of a path in its order, each of which opens; of many the first. */
export function TracedAssets({ outcome }: { readonly outcome: TraceOutcome }) {
  const { t, locale } = useWords()
  const { openAsset } = useCommands()
  const index = useTwin(({ assets }) => (assets.state === 'loaded' ? assets.value : null))
  const { found, possible } = outcome
  const gids = tracedGids(outcome)
  const total = (found?.links ?? 0) + (found?.nodes ?? 0) + possible.links + possible.nodes
  const isPossible = new Set([...possible.linkGids, ...possible.nodeGids])
  const shown = gids.slice(0, MOST)
  return (
    <section>
      <h3>{t('traces.assets')}</h3>
      <ul className={styles.assets}>
        {shown.map((gid) => {
          const id = index?.ids.at(gid) ?? ''
          return (
            <li key={gid}>
              <button type="button" className="plain" disabled={id === ''} onClick={() => void openAsset(id)}>
                {shortId(id)}
                {isPossible.has(gid) && <small> {t('traces.possibleMark')}</small>}
              </button>
            </li>
          )
        })}
      </ul>
      {gids.length > shown.length && (
        <p className={shared.none}>
          {t('traces.assets.more', { n: formatNumber(locale, gids.length - shown.length) })}
        </p>
      )}
      {total > gids.length && (
        <p className={shared.none}>{t('traces.assets.notDrawn', { n: formatNumber(locale, total - gids.length) })}</p>
      )}
    </section>
  )
}
