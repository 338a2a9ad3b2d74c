import type { CrossConnection } from '../../domain/leak/leak-outcome.ts'
import { formatNumber } from '../../i18n/format.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { EmptyFace } from '../states/faces.tsx'
import styles from './leak.module.css'

/** A list of more is read in the exported map. */
const MOST = 100

/** Where rain and foul sewers seem joined; a click goes there. */
export function Crossings({ crossings }: { readonly crossings: readonly CrossConnection[] }) {
  const { t, known, locale } = useWords()
  const { flyToPlace } = useCommands()
  if (crossings.length === 0) return <EmptyFace>{t('leak.crossings.none')}</EmptyFace>
  return (
    <>
      <p className={shared.said}>{t('leak.crossings.help')}</p>
      <ul className={styles.short} aria-label={t('leak.crossings')}>
        {crossings.slice(0, MOST).map(({ kind, id, at, lines }) => (
          <li key={`${kind} ${id}`}>
            <button type="button" className="plain" onClick={() => void flyToPlace(at)}>
              <DataText>{shortId(id)}</DataText>{' '}
              <small>
                {known('leak.crossing', kind)}
                {lines.length > 0 && ` · ${lines.map(shortId).join(t('list.separator'))}`}
              </small>
            </button>
          </li>
        ))}
        {crossings.length > MOST && (
          <li>{t('leak.places.more', { n: formatNumber(locale, crossings.length - MOST) })}</li>
        )}
      </ul>
    </>
  )
}
