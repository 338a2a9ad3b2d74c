import type { ReactNode } from 'react'
import { useCommands, useSceneHost, useWords } from '../page.tsx'
import styles from './wall.module.css'

interface WallStageProps {
  readonly title: ReactNode
  readonly left: ReactNode
  readonly right: ReactNode
  readonly notices: ReactNode
  readonly card: ReactNode
  readonly tour: ReactNode
}

/** The scene fills the wall; panels stand at its sides and leave at least 55 % of it free. */
export function WallStage({ title, left, right, notices, card, tour }: WallStageProps) {
  const { t } = useWords()
  const { pauseTour } = useCommands()
  const onSceneHost = useSceneHost()
  return (
    <div className={styles.wall} data-wall>
      {/* the engine owns what is inside, so React must never draw there; whoever takes hold of it leads the camera */}
      <section
        className={styles.scene}
        aria-label={t('app.scene')}
        onPointerDown={pauseTour}
        onWheel={pauseTour}
        ref={(host) => {
          if (host && host.dataset.host === undefined) {
            host.dataset.host = 'scene'
            onSceneHost(host)
          }
        }}
      />
      <header className={styles.head}>{title}</header>
      <div className={`${styles.dock} ${styles.left}`}>{left}</div>
      <div className={styles.middle}>
        <div className={styles.notices}>{notices}</div>
        <div className={styles.rest}>{card}</div>
        {tour}
      </div>
      <div className={`${styles.dock} ${styles.right}`}>{right}</div>
    </div>
  )
}
