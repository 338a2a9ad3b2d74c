import { type Face, faces, mayOpen } from '../../domain/access/faces.ts'
import { faceLink } from '../../state/face-link.ts'
import { Button } from '../controls/button.tsx'
import { Icon } from '../icon.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { FACE_ICONS } from '../title-bar/face-switch.tsx'
import styles from './refused-page.module.css'

/** Says which roles may open a page, who is asking, and where this reader may go instead. */
export function RefusedPage({ face, onSignIn }: { readonly face: Face; readonly onSignIn: () => void }) {
  const { t, name } = useWords()
  const { signOut } = useCommands()
  const role = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.role ?? null) : null))
  return (
    <main className={styles.page}>
      <Icon name="lock" size={32} />
      <h1>{t('face.refused.title', { page: name(face.name) })}</h1>
      <p>
        {t('face.refused.roles', { roles: face.roles.map((it) => t(`role.${it}`)).join(t('list.separator')) })}{' '}
        {role === null ? t('face.refused.signedOut') : t('face.refused.asking', { role: t(`role.${role}`) })}
      </p>
      {role === null ? (
        <Button kind="primary" icon="person" onClick={onSignIn}>
          {t('session.signIn')}
        </Button>
      ) : (
        <Button icon="person" onClick={() => void signOut()}>
          {t('session.change')}
        </Button>
      )}
      <nav aria-label={t('face.others')}>
        <h2>{t('face.others')}</h2>
        {faces
          .filter((other) => other.id !== face.id && mayOpen(other, role))
          .map((other) => (
            <FaceLink key={other.id} face={other} />
          ))}
      </nav>
    </main>
  )
}

function FaceLink({ face }: { readonly face: Face }) {
  const { name } = useWords()
  const link = useTwin((state) => faceLink(face, state))
  return (
    <a href={link}>
      <Icon name={FACE_ICONS[face.id]} /> {name(face.name)}
    </a>
  )
}
