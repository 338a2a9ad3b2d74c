import { App, type Connection } from '@supabase/lite'
import type { Secrets } from '../auth/secrets.ts'
import { TOKEN_LIFE } from '../auth/verify-token.ts'
import { answerBusy } from './busy.ts'

/** lite's REST and auth over a connection whose sessions are kept apart: `/rest/v1` and `/auth/v1`. */
export function createLite(connection: Connection, secrets: Secrets, siteUrl: string) {
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
  return (request: Request) => answerBusy(async () => app.fetch(request))
}
