import { z } from 'zod'
import { AccountRefusal, type Accounts, type Person } from './accounts.ts'

const userSchema = z.object({ id: z.uuid() })
const emailSchema = z.object({ email: z.string() })
const errorSchema = z.object({
  code: z.string().optional(),
  error_code: z.string().optional(),
  message: z.string().optional(),
})

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
      headers: { apikey: key, Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const said: unknown = await answer.json().catch(() => null)
    if (answer.ok) return said
    const { code = '', error_code = code, message = '' } = errorSchema.safeParse(said).data ?? {}
    if (error_code === 'email_exists') throw new AccountRefusal(409, 'email-taken')
    if (error_code === 'invalid_credentials') throw new AccountRefusal(400, 'wrong-password')
    const [, reason = ''] = /^([a-z-]+): /.exec(message) ?? []
    throw new AccountRefusal(answer.status >= 500 ? 502 : answer.status, reason)
  }
  const asAdmin = (method: string, path: string, body?: object) => send(method, path, serviceKey, serviceKey, body)
  const call = (person: Person, name: string, body: object) =>
    send('POST', `/rest/v1/rpc/${name}`, publishableKey, person.token, body)
  const emailOf = async (person: Person) =>
    emailSchema.parse(await send('GET', '/auth/v1/user', publishableKey, person.token)).email

  return {
    async invite(admin, { email, name, role, organisation, districts, clearance }, password) {
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
      // GoTrue ends the sessions of whoever gets another password
      await asAdmin('PUT', `/auth/v1/admin/users/${person}`, { password })
    },
    emailOf,
    async change(person, current, next) {
      const email = await emailOf(person)
      await send('POST', '/auth/v1/token?grant_type=password', publishableKey, publishableKey, {
        email,
        password: current,
      })
      await asAdmin('PUT', `/auth/v1/admin/users/${person.subject}`, { password: next })
      await asAdmin('POST', '/rest/v1/rpc/password_changed', { person: person.subject })
    },
  }
}
