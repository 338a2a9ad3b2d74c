import { type ReactNode, useState } from 'react'
import { formatTime } from '../../i18n/format.ts'
import { Button } from '../controls/button.tsx'
import { Disclosure } from '../controls/disclosure.tsx'
import { Hint } from '../controls/hint.tsx'
import { useCommands, useLanguageSwitch, useTwin, useWords } from '../page.tsx'
import { PasswordDialog } from '../sign-in/password-dialog.tsx'
import { FaceSwitch } from './face-switch.tsx'
import styles from './title-bar.module.css'

interface TitleBarProps {
  readonly search?: ReactNode
  /** a switch that the page has for itself, e.g. 常态 / 应急 */
  readonly mode?: ReactNode
  readonly onSignIn: () => void
}

/** City, what kind of data it is, the other pages, search, link, clock, look, language and person: one bar of 48 px. */
export function TitleBar({ search, mode, onSignIn }: TitleBarProps) {
  return (
    <div className={styles.bar}>
      <CityName />
      <FaceSwitch />
      {mode}
      <div className={styles.search}>{search}</div>
      <LinkMark />
      <Clock />
      <span className={styles.keys}>
        <Look />
        <Language />
        <Person onSignIn={onSignIn} />
      </span>
    </div>
  )
}

function CityName() {
  const { t, name } = useWords()
  const city = useTwin((state) => state.city)
  return (
    <>
      <h1 className={styles.title}>{city.state === 'loaded' ? name(city.value.name) : t('app.title')}</h1>
      {city.state === 'loaded' && city.value.isExample && (
        <Hint text={t('app.example.help')}>
          <span className={styles.example}>{t('app.example')}</span>
        </Hint>
      )}
    </>
  )
}

/** Live, connecting or lost: told by word and shape. Anonymous has no live data and sees none of it. */
function LinkMark() {
  const { t } = useWords()
  const link = useTwin((state) => state.link)
  const isStaff = useTwin((state) => state.internal !== null)
  const isPast = useTwin((state) => state.time !== null)
  if (!isStaff) return null
  return (
    <span className={styles.link} data-link={link.state} data-past={isPast} role="status">
      <i aria-hidden="true" />
      {t(isPast && link.state === 'live' ? 'time.past' : `link.${link.state}`)}
      {link.state === 'lost' && ` ${formatTime(link.since)}`}
    </span>
  )
}

/** The city's clock, not the reader's: every time on the page is in this zone. */
export function Clock() {
  const { t } = useWords()
  const now = useTwin((state) => Math.floor(state.now / 1000) * 1000)
  return (
    <Hint text={t('clock.zone.help')}>
      <time className={styles.clock}>
        {formatTime(now)} <small>{t('clock.zone')}</small>
      </time>
    </Hint>
  )
}

/** By day or by night; the wall has one look and no key for it. */
export function Look() {
  const { t } = useWords()
  const { setTheme } = useCommands()
  const theme = useTwin((state) => state.theme)
  if (theme === 'wall') return null
  const other = theme === 'light' ? 'dark' : 'light'
  return (
    <Hint text={t(`theme.${other}`)}>
      <Button
        kind="quiet"
        icon={other === 'dark' ? 'moon' : 'sun'}
        aria-label={t(`theme.${other}`)}
        onClick={() => setTheme(other)}
      />
    </Hint>
  )
}

export function Language() {
  const { t } = useWords()
  const switchLanguage = useLanguageSwitch()
  return (
    <Button kind="quiet" aria-label={`${t('app.language')} · ${t('app.language.help')}`} onClick={switchLanguage}>
      {t('app.language')}
    </Button>
  )
}

export function Person({ onSignIn }: { readonly onSignIn: () => void }) {
  const { t } = useWords()
  const { signOut } = useCommands()
  const session = useTwin((state) => state.session)
  const [isChanging, setIsChanging] = useState(false)
  if (session.state !== 'loaded')
    return (
      <span className={styles.clock} role="status">
        {t('session.checking')}
      </span>
    )
  if (session.value === null)
    return (
      <Button kind="primary" icon="person" onClick={onSignIn}>
        {t('session.signIn')}
      </Button>
    )
  const { email, role } = session.value
  const word = t(`role.${role}`)
  return (
    <>
      <Disclosure label={t('session.person', { role: word, email })} icon="person" face={word} align="end">
        {(close) => (
          <div className={styles.person}>
            <strong>{word}</strong>
            <span>{email}</span>
            <Button
              onClick={() => {
                close()
                setIsChanging(true)
              }}
            >
              {t('password.change')}
            </Button>
            <Button
              onClick={() => {
                close()
                void signOut()
              }}
            >
              {t('session.signOut')}
            </Button>
          </div>
        )}
      </Disclosure>
      {isChanging && <PasswordDialog onClose={() => setIsChanging(false)} />}
    </>
  )
}
