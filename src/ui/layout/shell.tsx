import type { ReactNode } from 'react'
import { useWords } from '../page.tsx'
import { Dock } from './dock.tsx'
import styles from './shell.module.css'

interface ShellProps {
  readonly onSceneHost: (host: HTMLElement) => void
  /** lies on the scene and below the panels */
  readonly over?: ReactNode
  readonly bar: ReactNode
  readonly notices: ReactNode
  readonly left: ReactNode
  readonly right: ReactNode
  readonly bottom: ReactNode
  readonly tools: ReactNode
  readonly hud: ReactNode
}

/** The scene is the page; everything else floats over it on one 8 px grid and lets clicks through its gaps. */
export function Shell({ onSceneHost, over, bar, notices, left, right, bottom, tools, hud }: ShellProps) {
  const { t } = useWords()
  return (
    <div className={styles.page}>
      {/* the engine owns what is inside, so React must never draw there */}
      <section
        className={styles.scene}
        aria-label={t('app.scene')}
        ref={(host) => {
          if (host && host.dataset.host === undefined) {
            host.dataset.host = 'scene'
            onSceneHost(host)
          }
        }}
      />
      <header className={styles.bar}>{bar}</header>
      <div className={styles.overlay}>
        <aside className={styles.left} data-covers="left" aria-label={t('app.panels.left')}>
          <Dock>{left}</Dock>
        </aside>
        <main className={styles.middle}>
          {over}
          <div className={styles.notices} data-covers="top">
            {notices}
          </div>
          <div className={styles.corner}>
            <div className={styles.hud} data-covers="bottom">
              {hud}
            </div>
            <div className={styles.tools} data-covers="right">
              {tools}
            </div>
          </div>
          <div className={styles.bottom} data-covers="bottom">
            {bottom}
          </div>
        </main>
        <aside className={styles.right} data-covers="right" aria-label={t('app.panels.right')}>
          {right}
        </aside>
      </div>
    </div>
  )
}
