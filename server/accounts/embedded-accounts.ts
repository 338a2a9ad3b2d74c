import type { Database, Query } from '../database/database.ts'
import { AccountRefusal, type Accounts, type Person } from './accounts.ts'
import { writeAccount } from './write-account.ts'

/** Accounts in the embedded auth: one transaction each, so that nobody has an account without rights or the reverse. */
export function createEmbeddedAccounts(database: Database): Accounts {
  /** As the owner, but the functions see who asks. */
  const as = <T>(person: Person, work: (query: Query) => Promise<T>): Promise<T> =>
    database
      .transaction(async (query) => {
        await query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify({ sub: person.subject })])
        return await work(query)
      })
      .catch((error: unknown) => {
        throw refusalOf(error)
      })

  return {
    invite: (admin, { email, name, role, organisation, districts, clearance }, password) =>
      as(admin, async (query) => {
        await query(`select app.require_admin('invite')`)
        const id = await writeAccount(query, email, password)
        if (id === null) throw new AccountRefusal(409, 'email-taken')
        await query('select public.admin_set_role($1, $2, $3, $4, $5, $6)', [
          id,
          role,
          organisation,
          districts,
          clearance,
          name,
        ])
        return id
      }),

    reset: (admin, person, password) =>
      as(admin, async (query) => {
        await query('select public.admin_require_new_password($1)', [person])
        await setPassword(query, person, password)
        await query('delete from auth.sessions where user_id = $1', [person])
      }),

    async resetSecondFactor() {
      throw new AccountRefusal(501, 'no-second-factor')
    },

    async emailOf({ subject }) {
      const [user] = await database.query<{ email: string }>('select email from auth.users where id = $1', [subject])
      if (!user) throw new AccountRefusal(404, 'unknown-person')
      return user.email
    },

    change: (person, current, next) =>
      as(person, async (query) => {
        const [known] = await query<{ isRight: boolean }>(
          `select encrypted_password = extensions.crypt($2, encrypted_password) as "isRight"
           from auth.users where id = $1`,
          [person.subject, current],
        )
        if (known?.isRight !== true) throw new AccountRefusal(400, 'wrong-password')
        await setPassword(query, person.subject, next)
        await query('delete from auth.sessions where user_id = $1 and id::text is distinct from $2', [
          person.subject,
          sessionOf(person.token),
        ])
        await query('select public.password_changed($1)', [person.subject])
      }),
  }
}

async function setPassword(query: Query, person: string, password: string): Promise<void> {
  await query(
    `update auth.users set encrypted_password = extensions.crypt($2, extensions.gen_salt('bf', 10)), updated_at = now()
     where id = $1`,
    [person, password],
  )
}

/** The session that a verified token belongs to. */
function sessionOf(token: string): string | null {
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  return typeof claims === 'object' && claims !== null && 'session_id' in claims ? String(claims.session_id) : null
}

/** What SQL refused, as it refuses it to PostgREST too; other errors as they are. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  const [, reason = ''] = /^([a-z-]+): /.exec(error.message) ?? []
  if (code === '42501') return new AccountRefusal(403, '')
  if (code.startsWith('22')) return new AccountRefusal(400, reason)
  return /^PT4\d\d$/.test(code) ? new AccountRefusal(Number(code.slice(2)), reason) : error
}
