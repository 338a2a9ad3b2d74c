import type { Role } from '../../domain/access/audience.ts'
import { type Face, faceOf, faces, mayOpen } from '../../domain/access/faces.ts'
import type { WordKey } from '../../i18n/words.ts'
import { faceLink } from '../../state/face-link.ts'
import { Icon } from '../../ui/icon.tsx'
import { useTwin, useWords } from '../../ui/page.tsx'
import { FACE_ICONS } from '../../ui/title-bar/face-switch.tsx'
import styles from './faces.module.css'

const FIRST = faceOf('public')

/** The pages to choose from, with what each does and who may open it; the one without a sign-in comes first. */
export function FaceChoices() {
  const { t } = useWords()
  const others = faces.filter(({ id }) => id !== 'home' && id !== FIRST.id)
  return (
    <nav className={styles.faces} aria-label={t('home.faces')}>
      <h2>{t('home.faces')}</h2>
      {[FIRST, ...others].map((face) => (
        <Choice key={face.id} face={face} />
      ))}
    </nav>
  )
}

function Choice({ face }: { readonly face: Face }) {
  const { t, name } = useWords()
  const link = useTwin((state) => faceLink(face, state))
  const role = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.role ?? null) : null))
  const isOpen = mayOpen(face, role)
  const roles = face.roles.map((it) => t(`role.${it}`)).join(t('list.separator'))
  const content = (
    <>
      <span className={styles.badge}>
        <Icon name={FACE_ICONS[face.id]} size={22} />
      </span>
      <span className={styles.what}>
        <b>{name(face.name)}</b>
        <span>{name(face.task)}</span>
        <small>
          {!isOpen && <Icon name="lock" size={12} />} {t(whoKey(face, role), { roles })}
        </small>
      </span>
    </>
  )
  // Whoever is signed in and may not is told here; nobody yet may go and sign in there.
  if (!isOpen && role !== null)
    return (
      // biome-ignore lint/a11y/useValidAnchor: a link that cannot be followed has no address
      <a role="link" aria-disabled="true" className={styles.face}>
        {content}
      </a>
    )
  return (
    <a href={link} className={styles.face} data-first={face.id === FIRST.id}>
      {content}
      <Icon name="right" size={18} />
    </a>
  )
}

/** Who may open a page, told to somebody of this role; null = nobody is signed in. */
function whoKey(face: Face, role: Role | null): WordKey {
  if (face.id === FIRST.id) return 'home.open.all'
  if (role === null) return mayOpen(face, null) ? 'home.open.public' : 'home.open.signIn'
  return mayOpen(face, role) ? 'home.open.yours' : 'home.open.only'
}
