import type { Failure } from '../../domain/result.ts'
import { useWords } from '../page.tsx'
import styles from './sign-in.module.css'

/** Why a form was not taken. */
export function Refusal({ title, failure }: { readonly title: string; readonly failure: Failure }) {
  const { t, name } = useWords()
  return (
    <p className={styles.refusal} role="alert">
      <strong>{title}</strong>
      {failure.message ? name(failure.message) : t(`failure.${failure.kind}`)}
    </p>
  )
}
