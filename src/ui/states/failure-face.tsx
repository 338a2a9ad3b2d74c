import type { Failure } from '../../domain/result.ts'
import { Button } from '../controls/button.tsx'
import { useWords } from '../page.tsx'
import styles from './faces.module.css'

/** An error says what happened, what it means, and what to do. */
export function FailureFace({ failure, onRetry }: { readonly failure: Failure; readonly onRetry?: () => void }) {
  const { t, name } = useWords()
  return (
    <div className={styles.failure} role="alert" data-kind={failure.kind}>
      <strong>{t(`failure.title.${failure.kind}`)}</strong>
      <p>{failure.message ? name(failure.message) : t(`failure.${failure.kind}`)}</p>
      {(failure.kind === 'invalid' || failure.kind === 'failed') && failure.detail !== '' && (
        <details>
          <summary>{t('failure.detail')}</summary>
          <code>{failure.detail}</code>
        </details>
      )}
      {onRetry && (
        <Button isSmall onClick={onRetry}>
          {t('app.retry')}
        </Button>
      )}
    </div>
  )
}
