import { Icon } from '../../ui/icon.tsx'
import styles from './admin.module.css'

/** What was just done, told once. */
export function Said({ children }: { readonly children: string | null }) {
  return (
    <p className={styles.said} role="status">
      {children !== null && (
        <>
          <Icon name="check" /> {children}
        </>
      )}
    </p>
  )
}
