import { z } from 'zod'
import type { Finding } from './check-database.ts'

/** Longest wait for an answer [ms]. */
const PATIENCE = 10_000
const settingsSchema = z.looseObject({ disable_signup: z.boolean() })

/** Asks a Supabase over HTTP what anybody may ask. @param key  the publishable key */
export async function checkService(url: string, key: string | undefined): Promise<Finding[]> {
  const found: Finding[] = []
  const note = (check: string, detail: string | null, remedy: string) =>
    found.push({
      check,
      state: detail === null ? 'good' : 'missing',
      detail: detail ?? '',
      remedy: detail === null ? '' : remedy,
    })
  const ask = async (path: string, body?: object) => {
    const headers = { 'Content-Type': 'application/json', ...(key ? { apikey: key } : {}) }
    const asked = {
      headers,
      signal: AbortSignal.timeout(PATIENCE),
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    }
    return await fetch(`${url}${path}`, asked).catch(() => null)
  }

  const isSafe = url.startsWith('https:') || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|$)/.test(url)
  note('encryption', isSafe ? null : 'its address is not https', 'put a certificate on the gateway of Supabase')
  if (key === undefined) {
    found.push({
      check: 'interfaces',
      state: 'unknown',
      detail: 'SUPABASE_PUBLISHABLE_KEY is not set',
      remedy: 'set it',
    })
    return found
  }
  const city = await ask('/rest/v1/rpc/city_info', {})
  note(
    'REST',
    city?.ok ? null : `rpc/city_info answers ${city?.status ?? 'nothing'}`,
    'expose the schema public to PostgREST, and check the publishable key',
  )
  const tables = await ask('/rest/v1/asset?select=id&limit=1')
  const rows: unknown = tables?.ok ? await tables.json() : []
  note(
    'what anybody sees',
    Array.isArray(rows) && rows.length === 0 ? null : 'anybody may read assets',
    'check the policies of public.asset',
  )
  const settings = await ask('/auth/v1/settings')
  const auth = settings?.ok ? settingsSchema.safeParse(await settings.json()) : null
  note(
    'accounts',
    auth?.success
      ? auth.data.disable_signup
        ? null
        : 'anybody may sign up'
      : `auth/v1/settings answers ${settings?.status ?? 'nothing'}`,
    'GOTRUE_DISABLE_SIGNUP=true',
  )
  const life = 'cannot be seen from outside: set GOTRUE_JWT_EXP to 900 (15 minutes) at most'
  found.push({ check: 'life of a token', state: 'unknown', detail: life, remedy: '' })
  return found
}
