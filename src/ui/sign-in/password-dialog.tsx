import { useEffect, useId, useRef, useState } from 'react'
import { Icon } from '../icon.tsx'
import { useWords } from '../page.tsx'
import { PasswordForm } from './password-form.tsx'
import styles from './sign-in.module.css'

/** One's own password, changed at will. Says when it is done. */
export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const [isDone, setIsDone] = useState(false)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={titleId} onClose={onClose}>
      <header className={styles.head}>
        <h2 id={titleId}>{t('password.change')}</h2>
        <button type="button" className={`plain ${styles.close}`} aria-label={t('app.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {isDone ? (
        <p className={styles.waiting} role="status">
          <strong>{t('password.changed')}</strong>
          {t('password.changed.help')}
        </p>
      ) : (
        <PasswordForm isOneTime={false} onDone={() => setIsDone(true)} onCancel={onClose} />
      )}
    </dialog>
  )
}
