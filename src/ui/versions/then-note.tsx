import type { AssetThen } from '../../ports/records.ts'
import { useWords } from '../page.tsx'
import { thenText } from './version-words.ts'
import styles from './versions.module.css'

/** Says of a record that it is the one of the instant looked at and when it was valid, or that there was none. */
export function ThenNote({ past }: { readonly past: AssetThen }) {
  const words = useWords()
  return (
    <p className={styles.then} role="note" data-absent={past.asset === null}>
      <b>{thenText(past, words)}</b>
      {past.asset !== null && <small>{words.t('then.names')}</small>}
    </p>
  )
}
