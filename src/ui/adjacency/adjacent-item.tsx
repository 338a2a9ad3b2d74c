import type { AdjacentRow } from '../../domain/leak/adjacency.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'
import styles from './adjacency.module.css'
import { adjacentWords } from './adjacent-words.ts'

interface AdjacentItemProps {
  readonly row: AdjacentRow
  readonly number: number
  readonly isChosen: boolean
}

/** A space and the gas pipe beside it, with what makes their rank; a click goes there. */
export function AdjacentItem({ row, number, isChosen }: AdjacentItemProps) {
  const words = useWords()
  const { t, known } = words
  const { openAdjacentRow } = useCommands()
  const { clear, required, pipe, people, watched } = adjacentWords(row, words)
  const facts = [clear, ...(required === null ? [] : [required]), ...pipe, people]
  return (
    <li aria-current={isChosen}>
      <button type="button" className="plain" onClick={() => void openAdjacentRow(row)}>
        <b className={styles.number}>{number}</b>
        <span>
          <span className={styles.names}>
            {known('leak.place', row.kind)} <b>{shortId(row.space)}</b> – <b>{shortId(row.pipe)}</b>
          </span>
          <small>
            <DataText>{facts.join(' · ')}</DataText>
            {row.isAssumed && (
              <span title={t('adjacency.assumed')} role="img" aria-label={t('adjacency.assumed')}>
                {' '}
                ?
              </span>
            )}
          </small>
          <small className={row.hasSensor ? undefined : styles.unwatched}>{watched}</small>
        </span>
      </button>
    </li>
  )
}
