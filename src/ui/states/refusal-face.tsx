import type { Failure } from '../../domain/result.ts'
import { useWords } from '../page.tsx'
import styles from './faces.module.css'

interface RefusalFaceProps {
  readonly failure: Failure
  readonly title: string
  /** what to do */
  readonly help: string
}

/** What of a question cannot be computed, item by item, and what to do. */
export function RefusalFace({ failure, title, help }: RefusalFaceProps) {
  const { name } = useWords()
  const items = failure.message
    ? name(failure.message).split('\n')
    : failure.detail.replace(/^[\w-]+: /, '').split('; ')
  return (
    <div className={styles.failure} role="alert">
      <strong>{title}</strong>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      <p>{help}</p>
    </div>
  )
}
