import type { Standing } from '../../domain/access/standing.ts'
import { Button } from '../controls/button.tsx'
import { Icon } from '../icon.tsx'
import { useCommands, useWords } from '../page.tsx'
import { PasswordForm } from '../sign-in/password-form.tsx'
import { SecondFactorForm } from '../sign-in/second-factor-form.tsx'
import styles from './refused-page.module.css'

type Waiting = Exclude<Standing, 'good' | 'none'>

/** Somebody whose role does not hold: it waits for a second factor or a password of their own, or an administrator has stopped it. */
export function StandingPage({ standing }: { readonly standing: Waiting }) {
  const { t } = useWords()
  const { signOut } = useCommands()
  return (
    <main className={styles.page}>
      <Icon name="lock" size={32} />
      <h1>{t(`standing.${standing}`)}</h1>
      <p>{t(`standing.${standing}.help`)}</p>
      {standing === 'disabled' && (
        <Button icon="person" onClick={() => void signOut()}>
          {t('session.change')}
        </Button>
      )}
      {standing === 'lacks-second-factor' && <SecondFactorForm />}
      {standing === 'must-change-password' && (
        <PasswordForm isOneTime onDone={() => {}} onCancel={() => void signOut()} />
      )}
    </main>
  )
}
