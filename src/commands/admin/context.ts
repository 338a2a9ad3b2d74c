import type { AdminPort } from '../../ports/admin.ts'
import type { AdminStore } from '../../state/admin.ts'

/** Everything that a command of the administration page may touch. */
export interface AdminContext {
  readonly store: AdminStore
  readonly admin: AdminPort
  /** the check of the chain that runs now, so that it can be stopped */
  readonly checking: { current: AbortController | null }
}
