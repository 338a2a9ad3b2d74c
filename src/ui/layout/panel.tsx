import { type ReactNode, useId } from 'react'
import { Icon } from '../icon.tsx'
import { useWords } from '../page.tsx'
import { useOpenInDock } from './dock.tsx'
import styles from './panel.module.css'

interface PanelProps {
  readonly title: ReactNode
  /** beside the title: a count, a state */
  readonly aside?: ReactNode
  readonly isOpenAtFirst?: boolean
  /** stays open when other panels of its dock open */
  readonly isKept?: boolean
  /** given: the panel can be closed */
  readonly onClose?: () => void
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A panel that floats over the scene and collapses to its title. */
export function Panel({
  title,
  aside,
  isOpenAtFirst = true,
  isKept = false,
  onClose,
  className,
  children,
}: PanelProps) {
  const { t } = useWords()
  const [isOpen, setIsOpen] = useOpenInDock(isOpenAtFirst, isKept)
  const bodyId = useId()
  return (
    <section className={`${styles.panel} ${className ?? ''}`}>
      <h2 className={styles.head}>
        <button
          type="button"
          className={`plain ${styles.toggle}`}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={() => setIsOpen(!isOpen)}
        >
          <span className={styles.chevron} data-open={isOpen}>
            <Icon name="chevron" size={12} />
          </span>
          <span className={styles.title}>{title}</span>
          {aside !== undefined && <span className={styles.aside}>{aside}</span>}
        </button>
        {onClose && (
          <button type="button" className={`plain ${styles.close}`} aria-label={t('app.close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        )}
      </h2>
      <div id={bodyId} className={styles.body} hidden={!isOpen}>
        {children}
      </div>
    </section>
  )
}
