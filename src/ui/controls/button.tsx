import type { ComponentProps } from 'react'
import { Icon, type IconName } from '../icon.tsx'
import styles from './controls.module.css'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  /** primary: the one thing to do here; quiet: beside content, without an edge */
  readonly kind?: 'primary' | 'plain' | 'quiet'
  readonly type?: 'button' | 'submit'
  readonly icon?: IconName
  readonly isSmall?: boolean
  /** what was asked for is under way: the button stays, keeps the focus and cannot be pressed twice */
  readonly isBusy?: boolean
}

/** A button for every page, also those without Ant Design. */
export function Button({
  kind = 'plain',
  icon,
  isSmall,
  isBusy = false,
  children,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${styles.button} ${className ?? ''}`}
      data-kind={kind}
      data-small={isSmall === true}
      aria-busy={isBusy}
      // a button that is disabled loses the focus, and nobody knows where to go on
      aria-disabled={isBusy || undefined}
      onClick={(event) => (isBusy ? event.preventDefault() : onClick?.(event))}
    >
      {isBusy ? <Spinner /> : icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  )
}

/** Something is under way; the word beside it says what. */
export function Spinner() {
  return <span className={styles.spinner} aria-hidden="true" />
}
