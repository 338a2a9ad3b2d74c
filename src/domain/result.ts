import type { Localized } from './localized.ts'

/**
 * Outcome of something the world may refuse: a value, or a failure with a kind that the page has a sentence for.
 * A caller's mistake throws instead; bad data rows are collected as `RowIssue`s.
 */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure }

export type FailureKind =
  | 'offline' // the server did not answer
  | 'starting' // the server answers but its database is not ready yet
  | 'refused' // the role may not
  | 'signed-out' // no session, or it expired
  | 'not-found'
  | 'invalid' // the answer or the input did not match its schema
  | 'cancelled'
  | 'failed' // anything else; `detail` says what

export interface Failure {
  readonly kind: FailureKind
  /** For people who mend it, not for the page; never holds secrets. */
  readonly detail: string
  /** Shown instead of the kind's general sentence when the failing part knows better. */
  readonly message?: Localized
}

export function succeed<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

export function fail(kind: FailureKind, detail: string, message?: Localized): Result<never> {
  return { ok: false, failure: message ? { kind, detail, message } : { kind, detail } }
}
