import { useEffect, useId, useRef } from 'react'
import { Icon } from '../icon.tsx'
import { useTwin, useWords } from '../page.tsx'
import styles from './sign-in.module.css'
import { SignInForm } from './sign-in-form.tsx'

/** Says what needs a sign-in, or that one has expired, and takes one. */
export function SignInDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useWords()
  const hasExpired = useTwin((state) => state.hasExpired)
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (!isOpen) {
      dialog.current?.close()
      return
    }
    dialog.current?.showModal()
    // the browser begins at ✕; while the server starts nothing of the form can be used
    const first = dialog.current?.querySelector<HTMLElement>('form :is(button, input):enabled:not([data-cancel])')
    const heading = dialog.current?.querySelector('h2')
    ;(first ?? heading)?.focus()
  }, [isOpen])
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      // the event comes a frame late: by then the dialog may have been opened again
      onClose={({ currentTarget }) => isOpen && !currentTarget.open && onClose()}
    >
      {isOpen && (
        <>
          <header className={styles.head}>
            <h2 id={titleId} tabIndex={-1}>
              {t(hasExpired ? 'session.expired' : 'session.dialog')}
            </h2>
            <button type="button" className={`plain ${styles.close}`} aria-label={t('app.close')} onClick={onClose}>
              <Icon name="close" />
            </button>
          </header>
          <p className={styles.help}>{t(hasExpired ? 'session.expired.help' : 'session.dialog.help')}</p>
          <SignInForm onDone={onClose} onCancel={onClose} />
        </>
      )}
    </dialog>
  )
}
