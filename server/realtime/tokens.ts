import { z } from 'zod'
import type { VerifyToken } from '../auth/verify-token.ts'
import type { Caller } from '../database/database.ts'

const claims = z.looseObject({ exp: z.number().optional() })

/** Who a token stands for, or why it stands for nobody, as code and text of Supabase Realtime. */
export type Identity =
  | { readonly caller: Caller }
  | { readonly code: 'InvalidJWTToken' | 'MalformedJWT' | 'JwtSignatureError'; readonly reason: string }

/**
 * Verifies a token. The reason of a refusal is read from the token itself, which its holder knows anyway; nothing is
 * granted by that reading.
 *
 * @param now  milliseconds UTC
 */
export async function identify(verifyToken: VerifyToken, token: string, now: number): Promise<Identity> {
  const caller = await verifyToken(token)
  if (caller) return { caller }
  const body = token.split('.').length === 3 ? parseBody(token.split('.')[1] ?? '') : null
  if (!body) return { code: 'MalformedJWT', reason: 'The token provided is not a valid JWT' }
  if (body.exp !== undefined && body.exp * 1000 <= now)
    return { code: 'InvalidJWTToken', reason: expiry(body.exp, now) }
  return { code: 'JwtSignatureError', reason: 'Failed to validate JWT signature' }
}

/** How long ago a caller's token expired; null while it has not. */
export function expired(caller: Caller, now: number): string | null {
  const { exp } = caller.claims
  return typeof exp === 'number' && exp * 1000 <= now ? expiry(exp, now) : null
}

function expiry(exp: number, now: number): string {
  return `Token has expired ${Math.floor(now / 1000 - exp)} seconds ago`
}

function parseBody(part: string): z.infer<typeof claims> | null {
  try {
    return claims.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}
