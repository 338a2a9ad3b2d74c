import { severityNames } from '../../domain/quality/finding-rules.ts'
import type { Severity } from '../../domain/quality/severity.ts'
import { useWords } from '../page.tsx'
import styles from './quality.module.css'

/** How serious a rule is: a ring, a triangle or a dot, so that colour is not the only cue. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const { name } = useWords()
  return (
    <svg
      className={styles.mark}
      data-severity={severity}
      viewBox="0 0 16 16"
      role="img"
      aria-label={name(severityNames[severity])}
    >
      {severity === 'error' && <circle cx="8" cy="8" r="5.5" />}
      {severity === 'warning' && <path d="M8 2.5 14 13H2Z" />}
      {severity === 'note' && <circle cx="8" cy="8" r="2" />}
    </svg>
  )
}
