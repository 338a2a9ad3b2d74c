import { Button } from '../controls/button.tsx'
import { Icon } from '../icon.tsx'
import { useCommands, useWords } from '../page.tsx'
import { PasswordForm } from '../sign-in/password-form.tsx'
import styles from './refused-page.module.css'

/** Somebody whose role does not hold: it waits for a password of their own, or an administrator has stopped it. */
export function StandingPage({ standing }: { readonly standing: 'must-change-password' | 'disabled' }) {
  const { t } = useWords()
  const { signOut } = useCommands()
  return (
    <main className={styles.page}>
      <Icon name="lock" size={32} />
      <h1>{t(`standing.${standing}`)}</h1>
      <p>{t(`standing.${standing}.help`)}</p>
      {standing === 'disabled' ? (
        <Button icon="person" onClick={() => void signOut()}>
          {t('session.change')}
        </Button>
      ) : (
        <PasswordForm isOneTime onDone={() => {}} onCancel={() => void signOut()} />
      )}
    </main>
  )
}
