import { z } from 'zod'
import { AccountRefusal } from '../accounts/accounts.ts'
import type { VerifyToken } from '../auth/verify-token.ts'
import type { Database } from '../database/database.ts'
import type { Access } from './backend.ts'
import { GRANT_LIFE } from './grants.ts'

const documentsSchema = z.array(z.looseObject({ file: z.string() }))
const accessSchema = z.looseObject({ role: z.string(), tiles: z.string() })

/** Asks the embedded database, under the caller's own policies. */
export function embeddedAccess(database: Database, verifyToken: VerifyToken): Access {
  return {
    async identify(token) {
      const caller = await verifyToken(token)
      if (!caller) return null
      const [answer] = await database.asCaller(caller, (query) =>
        query<{ access: unknown }>('select public.my_access() as access'),
      )
      const { role, tiles } = accessSchema.parse(answer?.access)
      return { subject: String(caller.claims.sub), role, tiles }
    },
    async noteTiles(token) {
      const caller = await verifyToken(token)
      if (caller) await database.asCaller(caller, (query) => query('select public.note_tile_grant()'))
    },
    async documentFile(subject, id) {
      const [document] = await database.asCaller({ role: 'authenticated', claims: { sub: subject } }, (query) =>
        query<{ file: string }>('select file from public.document where id = $1', [id]),
      )
      return document?.file ?? null
    },
  }
}

/**
 * Asks a hosted Supabase with the person's own token. A link to a document carries none, so the token that a grant was
 * given for is kept as long as the grant lives; it is asked with, so policies decide as everywhere.
 *
 * `identify` throws `AccountRefusal` 502 while Supabase is away: nobody is signed out for that.
 */
export function hostedAccess(url: string, publishableKey: string): Access {
  const headersOf = (token: string) => ({
    apikey: publishableKey,
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
  })
  const call = (name: string, token: string) =>
    fetch(`${url}/rest/v1/rpc/${name}`, { method: 'POST', headers: headersOf(token), body: '{}' })
  const tokens = new Map<string, { readonly token: string; readonly until: number }>()
  return {
    async identify(token) {
      const [user, answer] = await Promise.all([
        fetch(`${url}/auth/v1/user`, { headers: headersOf(token) }),
        call('my_access', token),
      ]).catch(() => {
        throw new AccountRefusal(502, 'accounts-away')
      })
      if (user.status >= 500 || answer.status >= 500) throw new AccountRefusal(502, 'accounts-away')
      if (!user.ok || !answer.ok) return null
      const id = z.looseObject({ id: z.string() }).safeParse(await user.json())
      const access = accessSchema.safeParse(await answer.json())
      if (!id.success || !access.success) return null
      for (const [subject, { until }] of tokens) if (until < performance.now()) tokens.delete(subject)
      tokens.set(id.data.id, { token, until: performance.now() + GRANT_LIFE })
      return { subject: id.data.id, role: access.data.role, tiles: access.data.tiles }
    },
    async noteTiles(token) {
      const noted = await call('note_tile_grant', token)
      // What cannot be noted is not given.
      if (!noted.ok) throw new Error(`note_tile_grant: HTTP ${noted.status}`)
    },
    async documentFile(subject, id) {
      const kept = tokens.get(subject)
      if (!kept || kept.until < performance.now()) return null
      const answer = await fetch(`${url}/rest/v1/document?select=file&id=eq.${encodeURIComponent(id)}`, {
        headers: headersOf(kept.token),
      })
      const rows = answer.ok ? documentsSchema.safeParse(await answer.json()) : null
      return rows?.data?.[0]?.file ?? null
    },
  }
}
