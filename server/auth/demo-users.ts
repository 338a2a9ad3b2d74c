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

const demoUsers = [
  { email: 'planner@demo.local', role: 'planner', name: '规划员 Planner' },
  { email: 'duty@demo.local', role: 'duty', name: '值班员 Duty officer' },
  { email: 'leader@demo.local', role: 'leader', name: '领导 Leader' },
] as const

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
  return demoUsers.map(({ email, role }) => ({ email, role, password }))
}

/** Makes the first users that are not there yet; users that exist keep their password and role. */
export async function ensureFirstUsers(database: Database, password: string): Promise<void> {
  await database.transaction(async (query) => {
    for (const { email, role, name } of demoUsers) {
      const [existing] = await query('select id from auth.users where email = $1', [email])
      if (existing) continue
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
      await query('insert into app.user_role (user_id, role, name) values ($1, $2, $3)', [user.id, role, name])
    }
  })
}
