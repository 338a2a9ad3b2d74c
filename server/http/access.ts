import type { VerifyToken } from '../auth/verify-token.ts'
import type { Database } from '../database/database.ts'
import type { Access } from './backend.ts'

/** Asks the embedded database, under the caller's own policies. */
export function embeddedAccess(database: Database, verifyToken: VerifyToken): Access {
  return {
    async identify(token) {
      const caller = await verifyToken(token)
      if (!caller) return null
      const [answer] = await database.asCaller(caller, (query) =>
        query<{ role: string }>('select public.my_role() as role'),
      )
      return answer ? { subject: String(caller.claims.sub), role: answer.role } : null
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
 * Asks a hosted Supabase with the person's own token. Documents need a token at the time they are opened, which a link
 * does not carry; on hosted they belong in Supabase Storage, so none is given out here.
 */
export function hostedAccess(url: string, publishableKey: string): Access {
  return {
    async identify(token) {
      const headers = { apikey: publishableKey, Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
      const [user, role] = await Promise.all([
        fetch(`${url}/auth/v1/user`, { headers }),
        fetch(`${url}/rest/v1/rpc/my_role`, { method: 'POST', headers, body: '{}' }),
      ])
      if (!user.ok || !role.ok) return null
      const { id } = (await user.json()) as { id?: unknown }
      const name: unknown = await role.json()
      return typeof id === 'string' && typeof name === 'string' ? { subject: id, role: name } : null
    },
    documentFile: async () => null,
  }
}
