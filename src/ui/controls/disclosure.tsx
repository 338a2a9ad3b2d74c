import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Icon, type IconName } from '../icon.tsx'
import styles from './controls.module.css'

interface DisclosureProps {
  /** name of the button for those who do not see it; the face alone may not say what it opens */
  readonly label: string
  readonly icon?: IconName
  readonly face: ReactNode
  readonly align?: 'start' | 'end'
  /** what it shows; `close` puts it away */
  readonly children: (close: () => void) => ReactNode
}

/** A button that shows a list below itself; Escape, a click elsewhere or the focus leaving puts it away. */
export function Disclosure({ label, icon, face, align = 'start', children }: DisclosureProps) {
  const [isOpen, setIsOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const listId = useId()
  useEffect(() => {
    if (!isOpen) return
    const leave = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setIsOpen(false)
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
    }
  }, [isOpen])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape belongs to everything inside, not to the group
    <div
      ref={root}
      className={styles.disclosure}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.stopPropagation()
        setIsOpen(false)
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        className={styles.button}
        data-kind="quiet"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setIsOpen(!isOpen)}
      >
        {icon !== undefined && <Icon name={icon} />}
        {face}
        <span className={styles.chevron} data-open={isOpen}>
          <Icon name="chevron" size={12} />
        </span>
      </button>
      <div id={listId} className={styles.list} data-align={align} hidden={!isOpen}>
        {isOpen && children(() => setIsOpen(false))}
      </div>
    </div>
  )
}
