import { type ReactNode, useId } from 'react'
import styles from './controls.module.css'

interface HintProps {
  readonly text: ReactNode
  readonly side?: 'below' | 'left' | 'above'
  readonly children: ReactNode
}

/** A word beside what the pointer or the focus is on; never the only place where something is said. */
export function Hint({ text, side = 'below', children }: HintProps) {
  const id = useId()
  return (
    <span className={styles.hinted} aria-describedby={id}>
      {children}
      <span id={id} className={styles.hint} data-side={side} role="tooltip">
        {text}
      </span>
    </span>
  )
}
