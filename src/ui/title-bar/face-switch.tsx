import { type Face, type FaceId, faceOf, faces, mayOpen } from '../../domain/access/faces.ts'
import { faceLink } from '../../state/face-link.ts'
import { Disclosure } from '../controls/disclosure.tsx'
import { Icon, type IconName } from '../icon.tsx'
import { useFace, useTwin, useWords } from '../page.tsx'
import styles from './title-bar.module.css'

export const FACE_ICONS: Readonly<Record<FaceId, IconName>> = {
  home: 'home',
  planner: 'layers',
  emergency: 'bell',
  leadership: 'screen',
  inside: 'section',
  public: 'shovel',
  admin: 'sliders',
}

/** The other pages, opened where this one stands; one that the role may not open is named with the reason. */
export function FaceSwitch() {
  const { t, name } = useWords()
  const here = faceOf(useFace())
  return (
    <Disclosure label={t('face.switch', { page: name(here.name) })} icon={FACE_ICONS[here.id]} face={name(here.name)}>
      {() => (
        <nav aria-label={t('face.all')} className={styles.faces}>
          {faces.map((face) => (
            <FaceItem key={face.id} face={face} isHere={face === here} />
          ))}
        </nav>
      )}
    </Disclosure>
  )
}

function FaceItem({ face, isHere }: { readonly face: Face; readonly isHere: boolean }) {
  const { t, name } = useWords()
  const link = useTwin((state) => faceLink(face, state))
  const role = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.role ?? null) : null))
  const isOpen = mayOpen(face, role)
  const text = (
    <>
      <Icon name={isOpen ? FACE_ICONS[face.id] : 'lock'} />
      <span>
        <b>{name(face.name)}</b>
        <small>{isOpen ? name(face.task) : whyNot(face)}</small>
      </span>
    </>
  )
  function whyNot({ roles }: Face): string {
    return t('face.onlyFor', { roles: roles.map((it) => t(`role.${it}`)).join(t('list.separator')) })
  }
  if (!isOpen)
    return (
      // biome-ignore lint/a11y/useValidAnchor: a link that cannot be followed has no address
      <a role="link" aria-disabled="true" className={styles.face}>
        {text}
      </a>
    )
  return (
    <a href={link} className={styles.face} {...(isHere ? { 'aria-current': 'page' as const } : {})}>
      {text}
    </a>
  )
}
