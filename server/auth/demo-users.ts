import { createHmac } from 'node:crypto'
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
/** Only of an example city: in a real one the operator decides who administers it and who speaks for which owner. */
const others: readonly DemoUser[] = [
  { email: 'enterprise@demo.local', role: 'enterprise', name: '权属企业 Utility owner' },
  { email: 'admin@demo.local', role: 'admin', name: '管理员 Administrator' },
]

function usersOf(isExample: boolean): readonly DemoUser[] {
  return isExample ? [...staff, ...others] : staff
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

/**
 * Makes the first users that are not there yet; users that exist keep their password and role. The enterprise user is of
 * the organisation that owns the most assets, and is left out where none owns any.
 */
export async function ensureFirstUsers(
  database: Database,
  { isExample, password }: { readonly isExample: boolean; readonly password: string },
): Promise<void> {
  await database.transaction(async (query) => {
    const [owner] = await query<{ id: string }>(
      `select o.id from public.organisation o join public.asset a on a.owner_id = o.id
       where o.party = 'enterprise' group by o.id order by count(*) desc, o.id limit 1`,
    )
    for (const { email, role, name } of usersOf(isExample)) {
      const [existing] = await query('select id from auth.users where email = $1', [email])
      if (existing || (role === 'enterprise' && !owner)) continue
      const [user] = await query<{ id: string }>(
        `insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
           raw_user_meta_data, created_at, updated_at)
         values (gen_random_uuid(), 'authenticated', 'authenticated', $1,
           extensions.crypt($2, extensions.gen_salt('bf', 10)), now(),
           '{"provider":"email","providers":["email"]}', '{"email_verified":true}', now(), now())
         returning id`,
        [email, password],
      )
      if (!user) throw new Error(`ensureFirstUsers: ${email} was not stored`)
      await query(
        `insert into auth.identities (id, provider, provider_id, user_id, identity_data, created_at, updated_at)
         values (gen_random_uuid(), 'email', $1::text, $1::uuid,
           jsonb_build_object('sub', $1::text, 'email', $2::text, 'email_verified', true), now(), now())`,
        [user.id, email],
      )
      await query('insert into app.user_role (user_id, role, organisation_id, name) values ($1, $2, $3, $4)', [
        user.id,
        role,
        role === 'enterprise' ? owner?.id : null,
        name,
      ])
    }
  })
}
