import { App } from '@supabase/lite'
import type { PgliteConnection } from '@supabase/lite/pglite'
import type { Secrets } from '../auth/secrets.ts'

/** Life of an access token [s]; the page refreshes it. */
const TOKEN_LIFE = 900

/** lite's REST and auth over the locked connection: `/rest/v1` and `/auth/v1`. */
export function createLite(connection: PgliteConnection, secrets: Secrets, siteUrl: string) {
  const app = new App({
    connection,
    api: { enabled: true, schemas: ['public'], extra_search_path: ['public', 'extensions'], max_rows: 1000 },
    auth: {
      enabled: true,
      enable_signup: false,
      jwt_secret: secrets.auth,
      jwt_expiry: TOKEN_LIFE,
      publishable_key: secrets.publishableKey,
      secret_key: secrets.serviceKey,
      site_url: siteUrl,
    },
    options: { server: { disableStudio: true, disableFallback: true } },
  })
  return (request: Request) => app.fetch(request)
}

/**
 * lite prints every database error with its SQL and all parameters, and database messages quote values: positions,
 * names, addresses. While it lives, objects that go to console.error are cut to what kind of error they are; a refusal
 * by policy is an answer, not a fault, and is not printed.
 *
 * @returns puts the old console.error back
 */
export function redactErrors(): () => void {
  const print = console.error
  console.error = (...parts: unknown[]) => {
    if (!parts.some(isRefusal)) print(...parts.map(redact))
  }
  return () => {
    console.error = print
  }
}

function isRefusal(part: unknown): boolean {
  return part instanceof Error && 'code' in part && part.code === '42501'
}

function redact(part: unknown): unknown {
  if (part instanceof Error) return `${part.name}${'code' in part ? ` ${part.code}` : ''}`
  return typeof part === 'object' && part !== null ? '[object not printed]' : part
}
