import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** Life of a grant [ms]. */
export const GRANT_LIFE = 5 * 60_000

export const STAFF_ROLES = ['planner', 'duty', 'leader', 'enterprise', 'admin'] as const

const grantSchema = z.object({
  city: z.string(),
  subject: z.string(),
  role: z.enum(STAFF_ROLES),
  /** 'city' opens tiles too, which are of the whole city; 'documents' only those whose row the person may read */
  scope: z.enum(['city', 'documents']),
  /** ms since 1970 UTC */
  expiresAt: z.number(),
})
export type Grant = z.infer<typeof grantSchema>

/** `payload.signature`, both base64url: an HMAC-SHA256 over city, subject, role, scope and expiry. */
export function sealGrant(grant: Grant, secret: string): string {
  const payload = Buffer.from(JSON.stringify(grant)).toString('base64url')
  return `${payload}.${sign(payload, secret)}`
}

/** The grant of a cookie when it is ours, for this city and not expired; else null. */
export function openGrant(sealed: string | undefined, city: string, secret: string, now: number): Grant | null {
  const [payload, signature, ...rest] = (sealed ?? '').split('.')
  if (!payload || !signature || rest.length > 0) return null
  const [given, expected] = [Buffer.from(signature), Buffer.from(sign(payload, secret))]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const grant = grantSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
  if (!grant.success || grant.data.city !== city) return null
  return grant.data.expiresAt > now && grant.data.expiresAt <= now + GRANT_LIFE ? grant.data : null
}

export function grantCookieName(city: string): string {
  return `lifeline_grant_${city}`
}

function sign(payload: string, secret: string): string {
  return createHmac('sha256', secret).update(payload).digest('base64url')
}
