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
