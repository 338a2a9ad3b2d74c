import type { IncomingMessage } from 'node:http'
import type { VerifyToken } from '../auth/verify-token.ts'
import type { Enquire } from './enquiry.ts'

/** Who asks, as the database knows them now. */
interface Identity {
  readonly subject: string
  readonly role: string
}

/** The questions that grants and documents ask of the database, embedded or hosted. */
export interface Access {
  /** null when the token does not verify */
  identify(token: string): Promise<Identity | null>
  /** file name of a document, null when it is not there or not for this person */
  documentFile(subject: string, id: string): Promise<string | null>
}

/** What the routes need once the database answers. */
export interface Backend {
  readonly access: Access
  /** null when Supabase is hosted elsewhere: the page then talks to it directly */
  readonly embedded: {
    readonly verifyToken: VerifyToken
    /** lite's REST and auth */
    readonly supabase: (request: Request) => Promise<Response>
    readonly ingest: (request: Request) => Promise<Response>
    readonly enquire: Enquire
  } | null
}

/** Where the start stands. */
export type Progress =
  | { readonly state: 'starting'; readonly step: string }
  | { readonly state: 'ready'; readonly backend: Backend }
  | { readonly state: 'failed'; readonly step: string }

/** What @hono/node-server hands to every request. */
export interface Bindings {
  readonly Bindings: { readonly incoming: IncomingMessage }
}

/** The token of `Authorization: Bearer …`, or null. */
export function bearerOf(header: string | undefined): string | null {
  return /^Bearer (.*)$/is.exec(header ?? '')?.[1]?.trim() ?? null
}
