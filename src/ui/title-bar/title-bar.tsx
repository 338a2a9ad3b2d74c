import { Button, Dropdown, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { formatTime } from '../../i18n/format.ts'
import { Icon } from '../icon.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './title-bar.module.css'

/** City, what kind of data it is, search, the ground, the link, language and person: one bar of 48 px. */
export function TitleBar({ search, onSignIn }: { readonly search: ReactNode; readonly onSignIn: () => void }) {
  const { t, name } = useWords()
  const city = useTwin((state) => state.city)
  return (
    <div className={styles.bar}>
      <h1 className={styles.title}>
        {city.state === 'loaded' ? name(city.value.name) : t('app.title')}
        <small>{t('app.title')}</small>
      </h1>
      {city.state === 'loaded' && city.value.isExample && (
        <Tooltip title={t('app.example.help')}>
          <span className={styles.example}>{t('app.example')}</span>
        </Tooltip>
      )}
      <div className={styles.search}>{search}</div>
      <UndergroundKey />
      <LinkMark />
      <Clock />
      <Language />
      <Person onSignIn={onSignIn} />
    </div>
  )
}

function UndergroundKey() {
  const { t } = useWords()
  const { setUnderground } = useCommands()
  const isOn = useTwin((state) => state.underground.isOn)
  return (
    <Tooltip title={t(isOn ? 'underground.off' : 'underground.on')}>
      <Button
        type={isOn ? 'primary' : 'default'}
        icon={<Icon name="underground" />}
        aria-pressed={isOn}
        onClick={() => setUnderground(!isOn)}
      >
        {t('underground.label')} <kbd>U</kbd>
      </Button>
    </Tooltip>
  )
}

/** Live, connecting or lost: told by word and shape. Anonymous has no live data and sees none of it. */
function LinkMark() {
  const { t } = useWords()
  const link = useTwin((state) => state.link)
  const isStaff = useTwin((state) => state.internal !== null)
  if (!isStaff) return null
  return (
    <span className={styles.link} data-link={link.state} role="status">
      <i aria-hidden="true" />
      {t(`link.${link.state}`)}
      {link.state === 'lost' && ` ${formatTime(link.since)}`}
    </span>
  )
}

/** The city's clock, not the reader's: every time on the page is in this zone. */
function Clock() {
  const { t } = useWords()
  const now = useTwin((state) => Math.floor(state.now / 1000) * 1000)
  return (
    <Tooltip title={t('clock.zone.help')}>
      <time className={styles.clock}>
        {formatTime(now)} <small>{t('clock.zone')}</small>
      </time>
    </Tooltip>
  )
}

function Language() {
  const { t, locale } = useWords()
  const { setLocale } = useCommands()
  return (
    <Button
      type="text"
      aria-label={`${t('app.language')} · ${t('app.language.help')}`}
      onClick={() => setLocale(locale === 'zh' ? 'en' : 'zh')}
    >
      {t('app.language')}
    </Button>
  )
}

function Person({ onSignIn }: { readonly onSignIn: () => void }) {
  const { t } = useWords()
  const { signOut } = useCommands()
  const session = useTwin((state) => state.session)
  if (session.state !== 'loaded')
    return (
      <span className={styles.clock} role="status">
        {t('session.checking')}
      </span>
    )
  if (session.value === null)
    return (
      <Button type="primary" icon={<Icon name="person" />} onClick={onSignIn}>
        {t('session.signIn')}
      </Button>
    )
  const { email, role } = session.value
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'email', label: email, disabled: true },
          { key: 'out', label: t('session.signOut'), onClick: () => void signOut() },
        ],
      }}
    >
      <Button icon={<Icon name="person" />}>{t(`role.${role}`)}</Button>
    </Dropdown>
  )
}
