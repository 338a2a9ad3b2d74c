import { verify } from 'hono/jwt'
import { z } from 'zod'
import type { Caller } from '../database/database.ts'

/** The caller of a bearer token, or null when the token does not verify, is expired or is not for us. */
export type VerifyToken = (token: string) => Promise<Caller | null>

const claimsSchema = z.looseObject({
  sub: z.uuid(),
  role: z.literal('authenticated'),
  aud: z.literal('authenticated'),
  exp: z.number(),
})

/**
 * Checks access tokens of the embedded auth: HS256 only (never `none`, never a key confusion), signature, expiry and
 * audience. Only signed-in users get such tokens; service work uses the database directly.
 *
 * @param secret  the data directory's random secret
 */
export function createTokenVerifier(secret: string): VerifyToken {
  return async (token) => {
    try {
      const claims = claimsSchema.parse(await verify(token, secret, { alg: 'HS256', exp: true, nbf: true, iat: true }))
      return { role: 'authenticated', claims }
    } catch {
      return null
    }
  }
}
