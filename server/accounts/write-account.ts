import type { Query } from '../database/database.ts'

/**
 * Stores somebody who can sign in with an e-mail and a password, as the embedded auth expects it. Rights are another matter.
 *
 * @returns the new id, or null when the address has an account already
 */
export async function writeAccount(query: Query, email: string, password: string): Promise<string | null> {
  const [existing] = await query('select id from auth.users where lower(email) = lower($1)', [email])
  if (existing) return null
  const [user] = await query<{ id: string }>(
    `insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
       raw_user_meta_data, created_at, updated_at)
     values (gen_random_uuid(), 'authenticated', 'authenticated', $1,
       extensions.crypt($2, extensions.gen_salt('bf', 10)), now(),
       '{"provider":"email","providers":["email"]}', '{"email_verified":true}', now(), now())
     returning id`,
    [email, password],
  )
  if (!user) throw new Error('writeAccount: nothing was stored')
  await query(
    `insert into auth.identities (id, provider, provider_id, user_id, identity_data, created_at, updated_at)
     values (gen_random_uuid(), 'email', $1::text, $1::uuid,
       jsonb_build_object('sub', $1::text, 'email', $2::text, 'email_verified', true), now(), now())`,
    [user.id, email],
  )
  return user.id
}
