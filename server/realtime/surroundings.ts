import type { VerifyToken } from '../auth/verify-token.ts'
import type { Changes } from './changes.ts'
import type { Hub } from './channel.ts'
import type { UserBroadcast } from './frames.ts'
import type { Limits } from './limits.ts'
import type { Permissions } from './permissions.ts'
import type { Presence } from './presence.ts'

/** What sessions need from the gateway they belong to. */
export interface Surroundings {
  readonly verifyToken: VerifyToken
  readonly publishableKey: string
  readonly permissions: Permissions
  readonly limits: Limits
  /** refuses public channels, as a hosted project may be set to */
  readonly isPrivateOnly: boolean
  readonly hub: Hub
  readonly presence: Presence
  readonly changes: Changes
  readonly replay: (topic: string, since: number, limit: number) => Promise<readonly UserBroadcast[]>
  /** a private topic is not open to this person (null = anonymous) at this address */
  readonly onRefused: (topic: string, person: string | null, address: string) => void
  /** what went wrong behind a refusal: for the operator, the client is told no more than that */
  readonly onFault: (error: unknown) => void
  /** milliseconds UTC */
  readonly now: () => number
}
