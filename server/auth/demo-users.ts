import { createHmac } from 'node:crypto'
import { writeAccount } from '../accounts/write-account.ts'
import type { Database } from '../database/database.ts'

/** Of the users of an example city, where nothing is worth guarding. */
export const DEMO_PASSWORD = 'lifeline-demo'

/** A person who can sign in at once. */
export interface FirstUser {
  readonly email: string
  readonly role: string
  readonly password: string
}

interface DemoUser {
  readonly email: string
  readonly role: string
  readonly name: string
}

const staff: readonly DemoUser[] = [
  { email: 'planner@demo.local', role: 'planner', name: '规划员 Planner' },
  { email: 'duty@demo.local', role: 'duty', name: '值班员 Duty officer' },
  { email: 'leader@demo.local', role: 'leader', name: '领导 Leader' },
]
const admin: DemoUser = { email: 'admin@demo.local', role: 'admin', name: '管理员 Administrator' }
/** Only of an example city: in a real one its administrator invites who speaks for which owner. */
const enterprise: DemoUser = { email: 'enterprise@demo.local', role: 'enterprise', name: '权属企业 Utility owner' }

function usersOf(isExample: boolean): readonly DemoUser[] {
  return isExample ? [...staff, enterprise, admin] : [...staff, admin]
}

/**
 * Who can sign in first. For a real city the password is this data folder's own: it is printed on the terminal, while
 * one that stands in our source, or in `/config.json`, would open its pipes to anybody.
 *
 * @param secret  the data folder's secret that passwords are made of
 */
export function firstUsers(isExample: boolean, secret: string): readonly FirstUser[] {
  const password = isExample
    ? DEMO_PASSWORD
    : createHmac('sha256', secret).update('password of the first users').digest('base64url').slice(0, 16)
  return usersOf(isExample).map(({ email, role }) => ({ email, role, password }))
}

/** Of the first users those who still sign in by that password: a server's database may be older than the data folder. */
export async function stillFirst(database: Database, users: readonly FirstUser[]): Promise<readonly FirstUser[]> {
  const rows = await database.query<{ email: string }>(
    `select u.email from jsonb_to_recordset($1::text::jsonb) f (email text, password text) join auth.users u using (email)
     where u.encrypted_password = extensions.crypt(f.password, u.encrypted_password)`,
    [JSON.stringify(users)],
  )
  const known = new Set(rows.map(({ email }) => email))
  return users.filter(({ email }) => known.has(email))
}

/**
 * Makes the first users that are not there yet; users that exist keep their password and role. The enterprise user is of
 * the organisation that owns the most assets, and is left out where none owns any. The administrator of a real city must
 * choose a password of their own before the role holds: the first one stood on a terminal.
 */
export async function ensureFirstUsers(
  database: Database,
  { isExample, password }: { readonly isExample: boolean; readonly password: string },
): Promise<void> {
  await database.transaction(async (query) => {
    // of servers that start at the same moment the second finds them there
    await query('lock table app.user_role in share row exclusive mode')
    const [owner] = await query<{ id: string }>(
      `select o.id from public.organisation o join public.asset a on a.owner_id = o.id
       where o.party = 'enterprise' group by o.id order by count(*) desc, o.id limit 1`,
    )
    for (const { email, role, name } of usersOf(isExample)) {
      if (role === 'enterprise' && !owner) continue
      const id = await writeAccount(query, email, password)
      if (id === null) continue
      await query(
        'insert into app.user_role (user_id, role, organisation_id, name, must_change) values ($1, $2, $3, $4, $5)',
        [id, role, role === 'enterprise' ? owner?.id : null, name, role === 'admin' && !isExample],
      )
    }
  })
}
