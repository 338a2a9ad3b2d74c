import type { ReactNode } from 'react'
import { formatInstant, formatNumber } from '../../i18n/format.ts'
import { areTilesClosed } from '../../state/closed-tiles.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './faces.module.css'
import { useServerStep } from './server-step.ts'

/** What is true of everything on the page: said once, at the top, and it stays as long as it is true. */
export function Notices() {
  return (
    <>
      <ServerNotice />
      <CityNotice />
      <InternalNotice />
      <LinkNotice />
      <TimeNotice />
      <SceneNotice />
    </>
  )
}

function ServerNotice() {
  const { t } = useWords()
  const server = useTwin((state) => state.server)
  const step = useServerStep()
  if (server.state === 'starting')
    return (
      <Notice level="info" title={t('server.starting')}>
        {t('server.starting.help', { step })}
      </Notice>
    )
  if (server.state === 'offline')
    return (
      <Notice level="fault" title={t('server.offline')}>
        {t('server.offline.help')}
      </Notice>
    )
  return null
}

function CityNotice() {
  const { t, name } = useWords()
  const city = useTwin((state) => state.city)
  const isServerUp = useTwin(({ server }) => server.state === 'ready')
  // until then the notice of the server says why, and the city is asked for again
  if (city.state === 'failed' && !isServerUp) return null
  if (city.state === 'failed') {
    const { failure } = city
    return (
      <Notice level="fault" title={t('city.failed')}>
        {failure.message ? name(failure.message) : t(`failure.${failure.kind}`)}{' '}
        <Button isSmall kind="quiet" onClick={() => location.reload()}>
          {t('app.retry')}
        </Button>
      </Notice>
    )
  }
  return city.state === 'loaded' && city.value.vertical.datum === 'local' ? (
    <Notice level="warn">{t('notice.local')}</Notice>
  ) : null
}

function InternalNotice() {
  const { t, name } = useWords()
  const internal = useTwin((state) => state.internal)
  const hasBuildMismatch = useTwin((state) => state.hasBuildMismatch)
  const isClosed = useTwin(areTilesClosed)
  if (hasBuildMismatch) return <Notice level="fault">{t('notice.build')}</Notice>
  if (internal?.state !== 'failed') return null
  const { failure } = internal
  // what a person never has is no fault
  if (isClosed) return <Notice level="info">{failure.message && name(failure.message)}</Notice>
  return (
    <Notice level="fault" title={t(`failure.title.${failure.kind}`)}>
      {failure.message ? name(failure.message) : t(`failure.${failure.kind}`)}
    </Notice>
  )
}

function LinkNotice() {
  const { t, locale } = useWords()
  const link = useTwin((state) => state.link)
  const isStaff = useTwin((state) => state.internal !== null)
  const badRows = useTwin((state) => state.badRows)
  const today = useTwin((state) => Math.floor(state.now / 60_000) * 60_000)
  return (
    <>
      {isStaff && link.state === 'lost' && (
        <Notice level="fault">{t('link.lost.since', { time: formatInstant(link.since, today) })}</Notice>
      )}
      {badRows > 0 && <Notice level="warn">{t('link.badRows', { n: formatNumber(locale, badRows) })}</Notice>}
    </>
  )
}

function TimeNotice() {
  const { t } = useWords()
  const { setTime } = useCommands()
  const time = useTwin((state) => state.time)
  return time === null ? null : (
    <Notice level="warn" title={t('time.past')}>
      {t('time.past.notice', { time: formatInstant(time, 0) })}{' '}
      <Button isSmall onClick={() => void setTime(null)}>
        {t('time.toLive')}
      </Button>
    </Notice>
  )
}

function SceneNotice() {
  const { t } = useWords()
  const fault = useTwin((state) => state.scene.fault)
  return fault === null ? null : (
    <Notice level="warn" title={t('scene.fault')}>
      <details>
        <summary>{t('failure.detail')}</summary>
        <code>{fault}</code>
      </details>
    </Notice>
  )
}

interface NoticeProps {
  readonly level: 'info' | 'warn' | 'fault'
  readonly title?: string
  readonly children: ReactNode
}

/** One line over the scene. */
export function Notice({ level, title, children }: NoticeProps) {
  return (
    <div className={styles.notice} data-level={level} role={level === 'fault' ? 'alert' : 'status'}>
      {title !== undefined && <strong>{title}</strong>}
      <span>{children}</span>
    </div>
  )
}
