import type { Localized } from '../../../domain/localized.ts'
import type { FailureKind, Result } from '../../../domain/result.ts'
import { fail } from '../../../domain/result.ts'

/** What a call of supabase-js says when it failed. */
export interface BackendError {
  readonly status: number
  readonly code: string
  readonly message: string
}

/** `report_fault` is the only function that raises it. */
const TOO_MANY = 'PT429'
const TOO_MANY_REPORTS: Localized = {
  zh: '您已有 20 条未处理的报错，待其中一些处理后再报',
  en: '20 of your reports are still open; report again when some of them are settled',
}

/** A failure of REST, of an SQL function or of sign-in, in the kinds that the page has a face for. */
export function failureOf({ status, code, message }: BackendError): Result<never> {
  const detail = `HTTP ${status} ${code} ${message}`.trim()
  if (code === TOO_MANY) return fail('refused', detail, TOO_MANY_REPORTS)
  return fail(kindOf(status, code), detail)
}

function kindOf(status: number, code: string): FailureKind {
  if (status === 0) return 'offline'
  if (status === 503 || status === 502 || status === 504) return 'starting'
  if (code === '42501' || status === 403) return 'refused'
  if (status === 401 || code === 'PGRST301' || code === 'PGRST303') return 'signed-out'
  if (status === 404) return 'not-found'
  return code.startsWith('PGRST') || code.startsWith('22') ? 'invalid' : 'failed'
}
