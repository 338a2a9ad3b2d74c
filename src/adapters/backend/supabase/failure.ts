import type { FailureKind, Result } from '../../../domain/result.ts'
import { fail } from '../../../domain/result.ts'

/** What a call of supabase-js says when it failed. */
export interface BackendError {
  readonly status: number
  readonly code: string
  readonly message: string
}

/** A failure of REST, of an SQL function or of sign-in, in the kinds that the page has a face for. */
export function failureOf({ status, code, message }: BackendError): Result<never> {
  return fail(kindOf(status, code), `HTTP ${status} ${code} ${message}`.trim())
}

function kindOf(status: number, code: string): FailureKind {
  if (status === 0) return 'offline'
  if (status === 503 || status === 502 || status === 504) return 'starting'
  if (code === '42501' || status === 403) return 'refused'
  if (status === 401 || code === 'PGRST301' || code === 'PGRST303') return 'signed-out'
  if (status === 404) return 'not-found'
  return code.startsWith('PGRST') || code.startsWith('22') ? 'invalid' : 'failed'
}
