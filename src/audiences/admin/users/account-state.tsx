import type { Account } from '../../../ports/admin.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useWords } from '../../../ui/page.tsx'
import styles from '../admin.module.css'

export type AccountStanding = 'good' | 'waiting' | 'off' | 'none'

export function standingOf({ role, disabledAt, mustChange }: Account): AccountStanding {
  if (role === null) return 'none'
  if (disabledAt !== null) return 'off'
  return mustChange ? 'waiting' : 'good'
}

const ICONS = { good: 'check', waiting: 'clock', off: 'lock', none: 'minus' } as const

/** Whether a role holds: by word, shape and colour. */
export function AccountState({ account }: { readonly account: Account }) {
  const { t } = useWords()
  const standing = standingOf(account)
  return (
    <span className={styles.state} data-state={standing}>
      <Icon name={ICONS[standing]} size={14} />
      {t(`admin.users.state.${standing}`)}
    </span>
  )
}
