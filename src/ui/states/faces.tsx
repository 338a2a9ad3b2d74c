import type { ReactNode } from 'react'
import type { Failure } from '../../domain/result.ts'
import type { Loadable } from '../../state/store.ts'
import { Spinner } from '../controls/button.tsx'
import styles from './faces.module.css'
import { FailureFace } from './failure-face.tsx'

/** Something is on its way. */
export function LoadingFace({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.quiet} role="status">
      <Spinner />
      <span>{children}</span>
    </div>
  )
}

/** Nothing is here, and what would fill it. */
export function EmptyFace({ children }: { readonly children: ReactNode }) {
  return <p className={styles.quiet}>{children}</p>
}

interface LoadableFaceProps<Value> {
  readonly of: Loadable<Value>
  readonly loading: ReactNode
  readonly idle?: ReactNode
  readonly onRetry?: () => void
  readonly children: (value: Value) => ReactNode
}

/** The face of each of the four states of something that is asked for. */
export function LoadableFace<Value>({ of, loading, idle = null, onRetry, children }: LoadableFaceProps<Value>) {
  if (of.state === 'loaded') return children(of.value)
  if (of.state === 'failed') return <Failed failure={of.failure} onRetry={onRetry} />
  return of.state === 'loading' ? <LoadingFace>{loading}</LoadingFace> : idle
}

function Failed({ failure, onRetry }: { readonly failure: Failure; readonly onRetry: (() => void) | undefined }) {
  return onRetry ? <FailureFace failure={failure} onRetry={onRetry} /> : <FailureFace failure={failure} />
}
