import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database/database.ts'
import { DEMO_PASSWORD } from './demo-users.ts'
import type { Secrets } from './secrets.ts'

/** Secrets that stand in manuals and examples: lite's default, Supabase's, and what people write until they do not. */
const PLACEHOLDER = /change.?me|placeholder|example|unsafe|your-|super-secret|password|secret-jwt|123456|lifeline-demo/i
/** 32 random bytes have about 27 different letters as base64url; written ones far fewer. */
const FEWEST_LETTERS = 12

/**
 * Secrets beyond this machine must be random, each for itself, and nobody else's to read.
 *
 * @throws Error naming the secret and how to have a good one
 */
export async function refusePlaceholders(directory: string, secrets: Secrets): Promise<void> {
  const file = join(directory, 'secrets.json')
  const remedy = `remove ${file} to have random ones made at the next start (everybody signs in again, devices get a new key)`
  for (const [name, value] of Object.entries(secrets)) {
    const secret = value.replace(/^sb_(secret|publishable)_/, '')
    if (PLACEHOLDER.test(secret) || new Set(secret).size < FEWEST_LETTERS)
      throw new Error(`secret "${name}" looks like a placeholder; ${remedy}`)
  }
  if (new Set(Object.values(secrets)).size < Object.keys(secrets).length)
    throw new Error(`two secrets are the same; ${remedy}`)
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0)
    throw new Error(`${file} may be read by others; run: chmod 600 ${file}`)
}

/** @throws Error when somebody could sign in with the password that stands in our source */
export async function refuseDemoUsers(database: Database): Promise<void> {
  const found = await database.query<{ email: string }>(
    `select email from auth.users where email like '%@demo.local'
       and encrypted_password = extensions.crypt($1, encrypted_password) order by email`,
    [DEMO_PASSWORD],
  )
  if (found.length > 0)
    throw new Error(
      `${found.map(({ email }) => email).join(', ')} still has the demo password: it opens the city to everybody who reads our source`,
    )
}

/** Told wherever an example city would be served beyond this machine. */
export const EXAMPLE_CITY =
  'an example city is served on this machine only: its users and passwords are known to everybody; serve a city of your own'
