import { type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { programVersion } from '../../domain/program-version.ts'
import { formatDate, formatTime } from '../../i18n/format.ts'
import { Button } from '../controls/button.tsx'
import { DataText } from '../data-text.tsx'
import { useTwin, useWords } from '../page.tsx'
import styles from './print.module.css'

interface PrintViewProps {
  /** what the sheet is: 管线档案, 关阀单 */
  readonly title: string
  /** what it is of */
  readonly subject: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A sheet of A4 as it will be printed, over the page; the page itself rests and is not printed. Escape closes. */
export function PrintView({ title, subject, onClose, children }: PrintViewProps) {
  const { t, name } = useWords()
  const city = useTwin((state) => (state.city.state === 'loaded' ? state.city.value : null))
  const build = useTwin(({ internal }) => (internal?.state === 'loaded' ? internal.value.build : null))
  const hasBuildMismatch = useTwin((state) => state.hasBuildMismatch)
  const person = useTwin(({ session }) => (session.state === 'loaded' ? session.value : null))
  const now = useTwin((state) => state.now)
  const [drawnAt] = useState(now)
  const view = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)

  // While it is open nothing else on the page can be reached; closing gives the focus back to what opened it.
  useEffect(() => {
    const page = document.getElementById('root')
    const opener = document.activeElement
    page?.setAttribute('inert', '')
    view.current?.querySelector('button')?.focus()
    // printing may take the focus out of the view: the keys are its own wherever the focus is
    const listen = (event: KeyboardEvent) => {
      event.stopImmediatePropagation()
      if (event.key === 'Escape') close.current()
    }
    window.addEventListener('keydown', listen, true)
    return () => {
      window.removeEventListener('keydown', listen, true)
      page?.removeAttribute('inert')
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])

  return createPortal(
    <div
      ref={view}
      className={styles.view}
      role="dialog"
      aria-modal="true"
      aria-label={`${title} ${subject}`}
      data-print-view=""
    >
      <div className={styles.bar}>
        <strong>{title}</strong>
        <Button kind="primary" icon="print" onClick={() => window.print()}>
          {t('print.print')}
        </Button>
        <Button icon="close" onClick={onClose}>
          {t('app.close')}
        </Button>
      </div>
      <article className={styles.sheet}>
        <header className={styles.head}>
          <h1>
            {title}
            {city?.isExample && <span className={styles.example}>{t('app.example')}</span>}
          </h1>
          <p className={styles.subject}>
            <DataText>{subject}</DataText>
          </p>
          <dl>
            <Fact label={t('print.city')}>{city ? name(city.name) : t('app.unknown')}</Fact>
            <Fact label={t('print.drawnAt')}>
              {formatDate(drawnAt)} {formatTime(drawnAt)} {t('clock.zone')}
            </Fact>
            <Fact label={t('print.by')}>
              {person ? `${person.email} (${t(`role.${person.role}`)})` : t('app.unknown')}
            </Fact>
            <Fact label={t('print.build')}>{build ?? t('app.unknown')}</Fact>
            <Fact label={t('print.program')}>{`Lifeline Twin ${programVersion}`}</Fact>
          </dl>
          {city?.isExample && <p className={styles.warning}>{t('app.example.help')}</p>}
          {hasBuildMismatch && <p className={styles.warning}>{t('notice.build')}</p>}
        </header>
        {children}
      </article>
    </div>,
    document.body,
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
