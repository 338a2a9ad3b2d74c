import { verify } from 'hono/jwt'
import { z } from 'zod'
import type { Caller } from '../database/database.ts'

/** The caller of a bearer token, or null when the token does not verify, is expired or is not for us. */
export type VerifyToken = (token: string) => Promise<Caller | null>

/** Life of an access token [s]; the page refreshes it. */
export const TOKEN_LIFE = 900
/** How far clocks may differ [s]. */
const SKEW = 60

/** Nothing that names a key: there is one. */
const headerSchema = z.strictObject({ alg: z.literal('HS256'), typ: z.literal('JWT') })
const claimsSchema = z.looseObject({
  sub: z.uuid(),
  role: z.literal('authenticated'),
  aud: z.literal('authenticated'),
  // ours have none: one of somebody else's is not for us
  iss: z.never().optional(),
  exp: z.number(),
})

/**
 * Checks access tokens of the embedded auth: HS256 only (never `none`, never a key confusion), signature, expiry,
 * audience, and no longer life than ours have. Only signed-in users get such tokens; service work uses the database
 * directly.
 *
 * @param secret  the data directory's random secret
 */
export function createTokenVerifier(secret: string): VerifyToken {
  return async (token) => {
    try {
      headerSchema.parse(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')))
      const claims = claimsSchema.parse(await verify(token, secret, { alg: 'HS256', exp: true, nbf: true, iat: true }))
      if (claims.exp > Date.now() / 1000 + TOKEN_LIFE + SKEW) return null
      return { role: 'authenticated', claims }
    } catch {
      return null
    }
  }
}
