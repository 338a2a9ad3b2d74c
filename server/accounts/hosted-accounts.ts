import { z } from 'zod'
import { AccountRefusal, type Accounts, type Person } from './accounts.ts'

/** Asks GoTrue for its refusals by name: without it `code` is a number. */
const GOTRUE_VERSION = '2024-01-01'

const userSchema = z.object({ id: z.uuid() })
const emailSchema = z.object({ email: z.string() })
const factorsSchema = z.array(z.object({ id: z.uuid() })).nullable()
const roleSchema = z.object({ role: z.string() })
/** `code` is a number where an older GoTrue answers, then the name is `error_code`. */
const errorSchema = z.object({
  code: z.union([z.string(), z.number()]).optional(),
  error_code: z.string().optional(),
  message: z.string().optional(),
})

/** Names of GoTrue's refusals, and what we call them. */
const REFUSALS: Readonly<Record<string, readonly [status: number, reason: string]>> = {
  email_exists: [409, 'email-taken'],
  invalid_credentials: [400, 'wrong-password'],
  weak_password: [400, 'weak-password'],
  same_password: [400, 'same'],
  user_not_found: [404, 'unknown-person'],
  insufficient_aal: [403, 'needs-second-factor'],
  reauthentication_needed: [403, 'sign-in-again'],
  over_request_rate_limit: [429, 'too-many'],
}

/**
 * Accounts of a hosted Supabase: GoTrue's admin interface with the service key, which never leaves this process; rights
 * are given with the administrator's own token, so that SQL decides and the audit names the person.
 */
export function createHostedAccounts(parts: {
  readonly url: string
  readonly publishableKey: string
  readonly serviceKey: string
  readonly fetcher?: typeof fetch
}): Accounts {
  const { url, publishableKey, serviceKey, fetcher = fetch } = parts

  async function send(method: string, path: string, key: string, token: string, body?: object): Promise<unknown> {
    const answer = await fetcher(`${url}${path}`, {
      method,
      headers: {
        apikey: key,
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'X-Supabase-Api-Version': GOTRUE_VERSION,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch(() => {
      throw new AccountRefusal(502, 'accounts-away')
    })
    const said: unknown = await answer.json().catch(() => null)
    if (answer.ok) return said
    const { code = '', error_code = code, message = '' } = errorSchema.safeParse(said).data ?? {}
    const [status, reason] = REFUSALS[error_code] ?? []
    if (status !== undefined && reason !== undefined) throw new AccountRefusal(status, reason)
    if (answer.status >= 500) throw new AccountRefusal(502, 'accounts-away')
    // it is our key that was refused, and not whoever asks: they must not be signed out for it
    if (key === serviceKey && (answer.status === 401 || answer.status === 403))
      throw new AccountRefusal(502, 'wrong-service-key')
    const [, named = ''] = /^([a-z-]+): /.exec(message) ?? []
    throw new AccountRefusal(answer.status, named)
  }
  const asAdmin = (method: string, path: string, body?: object) => send(method, path, serviceKey, serviceKey, body)
  const call = (person: Person, name: string, body: object) =>
    send('POST', `/rest/v1/rpc/${name}`, publishableKey, person.token, body)
  const emailOf = async (person: Person) =>
    emailSchema.parse(await send('GET', '/auth/v1/user', publishableKey, person.token)).email
  // GoTrue ends the sessions of whoever gets another password
  const setPassword = (person: string, password: string) =>
    asAdmin('PUT', `/auth/v1/admin/users/${person}`, { password })

  return {
    async invite(admin, { email, name, role, organisation, districts, clearance }, password) {
      // before GoTrue is asked: its answer tells whether there is such an account
      if (roleSchema.parse(await call(admin, 'my_account', {})).role !== 'admin') throw new AccountRefusal(403, '')
      const created = await asAdmin('POST', '/auth/v1/admin/users', { email, password, email_confirm: true })
      const { id } = userSchema.parse(created)
      try {
        await call(admin, 'admin_set_role', { person: id, role, organisation, districts, clearance, name })
      } catch (error) {
        await asAdmin('DELETE', `/auth/v1/admin/users/${id}`)
        throw error
      }
      return id
    },
    async reset(admin, person, password) {
      await call(admin, 'admin_require_new_password', { person })
      await setPassword(person, password)
    },
    async resetSecondFactor(admin, person, password) {
      await call(admin, 'admin_reset_second_factor', { person })
      // the password first: while the old one holds, whoever knows it could bind another device
      await setPassword(person, password)
      const factors = factorsSchema.parse(await asAdmin('GET', `/auth/v1/admin/users/${person}/factors`)) ?? []
      for (const { id } of factors) await asAdmin('DELETE', `/auth/v1/admin/users/${person}/factors/${id}`)
    },
    emailOf,
    async change(person, current, next) {
      await send('POST', '/auth/v1/token?grant_type=password', publishableKey, publishableKey, {
        email: await emailOf(person),
        password: current,
      })
      // as the person and not by the admin interface, which would end this session with the others
      await send('PUT', '/auth/v1/user', publishableKey, person.token, { password: next, current_password: current })
      await asAdmin('POST', '/rest/v1/rpc/password_changed', { person: person.subject })
    },
  }
}
