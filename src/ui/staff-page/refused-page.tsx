import { type Face, faces, mayOpen } from '../../domain/access/faces.ts'
import { useTwin, useWords } from '../page.tsx'
import styles from './refused-page.module.css'

/** Says which roles may open a page, who is asking, and where this reader may go instead. */
export function RefusedPage({ face, onSignIn }: { readonly face: Face; readonly onSignIn: () => void }) {
  const { t, name } = useWords()
  const role = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.role ?? null) : null))
  return (
    <main className={styles.page}>
      <h1>{t('face.refused.title', { page: name(face.name) })}</h1>
      <p>
        {t('face.refused.roles', { roles: face.roles.map((it) => t(`role.${it}`)).join(t('list.separator')) })}{' '}
        {role === null ? t('face.refused.signedOut') : t('face.refused.asking', { role: t(`role.${role}`) })}
      </p>
      <button type="button" onClick={onSignIn} hidden={role !== null}>
        {t('session.signIn')}
      </button>
      <nav aria-label={t('face.others')}>
        {faces
          .filter((other) => other.id !== face.id && mayOpen(other, role))
          .map((other) => (
            <a key={other.id} href={other.path}>
              {name(other.name)}
            </a>
          ))}
      </nav>
    </main>
  )
}
