import type { IncomingMessage } from 'node:http'
import type { Accounts } from '../accounts/accounts.ts'
import type { Journal } from '../audit/journal.ts'
import type { VerifyToken } from '../auth/verify-token.ts'
import type { Enquire } from './enquiry.ts'

/** Who asks, as the database knows them now. */
export interface Identity {
  readonly subject: string
  readonly role: string
  /** 'open', or why tiles, which are of the whole city, are closed to this person: `my_access()` */
  readonly tiles: string
}

/** The questions that grants and documents ask of the database, embedded or hosted. */
export interface Access {
  /** null when the token does not verify */
  identify(token: string): Promise<Identity | null>
  /** the person is given tiles: noted in the audit where they hold something secret */
  noteTiles(token: string): Promise<void>
  /** file name of a document, null when it is not there or not for this person */
  documentFile(subject: string, id: string): Promise<string | null>
}

/** What the routes need once the database answers. */
export interface Backend {
  readonly access: Access
  /** sign-ins and refusals, for the audit */
  readonly journal: Journal
  /** null when Supabase is hosted elsewhere and the server has no service key for it */
  readonly accounts: Accounts | null
  /** null when Supabase is hosted elsewhere and this server is not attached to it */
  readonly ingest: ((request: Request) => Promise<Response>) | null
  /** null when Supabase is hosted elsewhere: the page then talks to it directly */
  readonly embedded: {
    readonly verifyToken: VerifyToken
    /** lite's REST and auth */
    readonly supabase: (request: Request) => Promise<Response>
    readonly enquire: Enquire
    /** a realtime broadcast without a socket */
    readonly broadcast: (request: Request) => Promise<Response>
  } | null
}

/** Where the start stands. */
export type Progress =
  | { readonly state: 'starting'; readonly step: string }
  | { readonly state: 'ready'; readonly backend: Backend }
  | { readonly state: 'failed'; readonly step: string }

/** What every request brings: Node's own of @hono/node-server, and the address of who asks (`Reach.addressOf`). */
export interface Bindings {
  readonly Bindings: { readonly incoming: IncomingMessage }
  readonly Variables: { readonly address: string }
}

/** The token of `Authorization: Bearer …`, or null. */
export function bearerOf(header: string | undefined): string | null {
  return /^Bearer (.*)$/is.exec(header ?? '')?.[1]?.trim() ?? null
}
