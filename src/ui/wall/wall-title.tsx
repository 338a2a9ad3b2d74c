import { type Face, faces, mayOpen } from '../../domain/access/faces.ts'
import type { Localized } from '../../domain/localized.ts'
import { formatDate, formatTime } from '../../i18n/format.ts'
import { faceLink } from '../../state/face-link.ts'
import { useCommands, useLanguageSwitch, useTwin, useWords } from '../page.tsx'
import styles from './tour.module.css'
import wall from './wall.module.css'

/** City, what kind of data it is, the scene that is shown, the link and the city's clock. */
export function WallTitle({ sceneName }: { readonly sceneName: Localized }) {
  const { t, name } = useWords()
  const city = useTwin((state) => state.city)
  return (
    <div className={styles.title}>
      <h1>
        <span className={wall.cut}>{city.state === 'loaded' ? name(city.value.name) : t('app.title')}</span>
        <span className={styles.face}>{t('wall.title')}</span>
        {city.state === 'loaded' && city.value.isExample && (
          <span className={styles.example} title={t('app.example.help')}>
            {t('app.example')}
          </span>
        )}
      </h1>
      <p className={styles.sceneName} aria-live="polite">
        {name(sceneName)}
      </p>
      <div className={styles.state}>
        <Link />
        <Clock />
        <Actions />
      </div>
    </div>
  )
}

function Link() {
  const { t } = useWords()
  const link = useTwin((state) => state.link)
  return (
    <span className={styles.link} data-link={link.state} role="status">
      <i aria-hidden="true" />
      {t(`link.${link.state}`)}
      {link.state === 'lost' && ` ${formatTime(link.since)}`}
    </span>
  )
}

function Clock() {
  const { t } = useWords()
  const now = useTwin((state) => Math.floor(state.now / 1000) * 1000)
  return (
    <time className={styles.clock} title={t('clock.zone.help')}>
      <small>{formatDate(now)}</small> {formatTime(now)}
      <small>{t('clock.zone')}</small>
    </time>
  )
}

/** Where a leader goes on with what is shown; the inside needs a structure, the public page has nothing of it. */
const WAYS_ON = faces.filter(({ id }) => id === 'home' || id === 'planner' || id === 'emergency')

function Actions() {
  const { t } = useWords()
  const { signOut } = useCommands()
  const switchLanguage = useLanguageSwitch()
  const role = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.role ?? null) : null))
  return (
    <span>
      <nav className={styles.ways} aria-label={t('face.all')}>
        {WAYS_ON.filter((face) => mayOpen(face, role)).map((face) => (
          <FaceLink key={face.id} face={face} />
        ))}
      </nav>
      <button
        type="button"
        className={`plain ${wall.action}`}
        aria-label={`${t('app.language')} · ${t('app.language.help')}`}
        onClick={switchLanguage}
      >
        {t('app.language')}
      </button>
      <button type="button" className={`plain ${wall.action}`} onClick={() => void signOut()}>
        {t('session.signOut')}
      </button>
    </span>
  )
}

function FaceLink({ face }: { readonly face: Face }) {
  const { name } = useWords()
  const link = useTwin((state) => faceLink(face, state))
  return (
    <a className={wall.action} href={link} title={name(face.task)}>
      {name(face.name)}
    </a>
  )
}
