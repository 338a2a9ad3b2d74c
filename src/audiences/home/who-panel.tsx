import { Button } from '../../ui/controls/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useCommands, useTwin, useWords } from '../../ui/page.tsx'
import { PasswordForm } from '../../ui/sign-in/password-form.tsx'
import { SecondFactorForm } from '../../ui/sign-in/second-factor-form.tsx'
import { SignInForm } from '../../ui/sign-in/sign-in-form.tsx'
import { LoadingFace } from '../../ui/states/faces.tsx'
import styles from './cards.module.css'

/** Who is signed in and as what, or the form to sign in with. */
export function WhoPanel() {
  const { t } = useWords()
  const { signOut } = useCommands()
  const session = useTwin((state) => state.session)
  const server = useTwin((state) => state.server.state)
  const hasExpired = useTwin((state) => state.hasExpired)
  const person = session.state === 'loaded' ? session.value : null
  if (session.state !== 'loaded' && server === 'ready')
    return (
      <section className={styles.card}>
        <LoadingFace>{t('session.checking')}</LoadingFace>
      </section>
    )
  if (person?.standing === 'must-change-password' || person?.standing === 'lacks-second-factor')
    return (
      <section className={styles.card} aria-label={t(`standing.${person.standing}`)}>
        <h2>{t(`standing.${person.standing}`)}</h2>
        <p className={styles.help}>{t(`standing.${person.standing}.help`)}</p>
        {person.standing === 'lacks-second-factor' ? (
          <SecondFactorForm />
        ) : (
          <PasswordForm isOneTime onDone={() => {}} onCancel={() => void signOut()} />
        )}
      </section>
    )
  if (person)
    return (
      <section className={styles.card} aria-label={t('home.person')}>
        <h2>{t('home.person')}</h2>
        <div className={styles.person}>
          <Icon name="person" size={28} />
          <p>
            <b>{t(`role.${person.role}`)}</b>
            <span>{person.email}</span>
          </p>
          <Button onClick={() => void signOut()}>{t('session.signOut')}</Button>
        </div>
        {person.standing === 'disabled' && <p className={styles.help}>{t('standing.disabled.help')}</p>}
      </section>
    )
  return (
    <section className={styles.card} aria-label={t('session.signIn')}>
      <h2>{t(hasExpired ? 'session.expired' : 'session.signIn')}</h2>
      <p className={styles.help}>{t('home.signIn.help')}</p>
      <SignInForm onDone={() => {}} />
    </section>
  )
}
