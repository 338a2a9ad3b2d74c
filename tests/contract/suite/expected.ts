/**
 * Calls that are refused, with status and code as PostgREST and GoTrue give them; of the grammar and the faulty calls all
 * others are answered. 404 stands for what our server does not let through to lite.
 */
export const refusals: Readonly<Record<string, string>> = {
  'account: wrong password': '400 invalid_credentials',
  'account: unknown person': '400 invalid_credentials',
  'account: empty password': '400 invalid_credentials',
  'account: nobody signs up': '404',
  'account: nobody comes without a name': '404',
  'account: a session that is made up': '400 validation_failed',
  'account: a token that is made up': '401',
  'http: no key': '401',
  'http: a wrong key': '401',
  'http: the key alone': '401',
  'http: a bearer that is nonsense': '401',
  'http: a bearer without a signature': '401',
  'http: a bearer that was altered': '401',
  'http: GeoJSON': '406',
  'http: the root of REST': '403',
  'http: the settings of auth': '404',
  'http: storage': '404',
  'query: range past the end': '416 PGRST103',
  'query: single of none': '406 PGRST116',
  'query: single of many': '406 PGRST116',
  'query: at most one of many': '406 PGRST116',
  'query: no such column': '400 42703',
  'query: no such column in a filter': '400 42703',
  'query: no such table': '404 PGRST205',
  'query: no such schema': '406 PGRST106',
  'query: no such relation': '400 PGRST200',
  'query: a value of another type': '400 22P02',
  'query: a number out of range': '400 22003',
  'query: no such operator': '400 PGRST100',
  'query: an embed two levels deep': '400 refused',
  'function: no such function': '404 PGRST202',
  'function: a parameter too many': '404 PGRST202',
  'function: a parameter too few': '404 PGRST202',
  'function: a value of another type': '400 22007',
  'function: a text of 1,001 characters': '400 22001',
  'function: what devices call': '403 42501',
}

/** Status and code of an answer that is a refusal; null when it was answered. */
export function refusalOf(answer: unknown): string | null {
  const { status, error } = answer as { status?: unknown; error?: { status?: unknown; code?: unknown } | null }
  const number = Number(error?.status ?? status ?? 200)
  if (number < 400) return null
  return typeof error?.code === 'string' ? `${number} ${error.code}` : String(number)
}
