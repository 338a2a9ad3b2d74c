import type { AuthError, SupabaseClient } from '@supabase/supabase-js'
import { fail, type Result, succeed } from '../../../domain/result.ts'
import type { Session, SessionPort } from '../../../ports/records.ts'
import { failureOf } from './failure.ts'
import { postToServer } from './post-to-server.ts'
import { call, chain } from './records.ts'
import { parseOne } from './rows.ts'
import { accessSchema, accountSchema, grantSchema } from './schemas.ts'
import { giveCode, secondFactor } from './second-factor.ts'

/**
 * Sign-in by supabase-js, which keeps and refreshes the token. Role and reach are asked of the database, never read from the
 * token: a role that was taken away must stop at once.
 */
export function createSession(client: SupabaseClient, city: string, fetcher: typeof fetch): SessionPort {
  return {
    async signIn(email, password) {
      const { data, error } = await client.auth.signInWithPassword({ email, password })
      if (error) return signInFailure(error)
      return await describe(client, data.user.id, data.user.email ?? email)
    },
    async signOut() {
      // local: also works while the server is away; the grant then ends by itself within five minutes
      await client.auth.signOut({ scope: 'local' })
      await fetcher(grantAddress(city), { method: 'DELETE' }).catch(() => {})
    },
    async current() {
      const { data, error } = await client.auth.getSession()
      if (error) return signInFailure(error)
      return data.session ? await describe(client, data.session.user.id, data.session.user.email ?? '') : succeed(null)
    },
    onChange(listener) {
      const { data } = client.auth.onAuthStateChange((event, session) => {
        if (event === 'INITIAL_SESSION') return
        if (!session) return listener(null)
        // a call of the client inside this callback would wait for the lock that the callback holds
        setTimeout(async () => {
          const described = await describe(client, session.user.id, session.user.email ?? '')
          if (described.ok) listener(described.value)
        }, 0)
      })
      return () => data.subscription.unsubscribe()
    },
    secondFactor: () => secondFactor(client.auth),
    giveCode: (factors, code) => giveCode(client.auth, factors, code),
    async changePassword(current, next) {
      const changed = await postToServer(client, fetcher, 'my-password', { current, next })
      if (!changed.ok) return changed
      // whoever listens hears of the role that waited for this
      await client.auth.refreshSession()
      return succeed(null)
    },
    async renewGrant() {
      const { data } = await client.auth.getSession()
      if (!data.session) return fail('signed-out', 'renewGrant: nobody is signed in')
      return await askGrant(fetcher, city, data.session.access_token)
    },
  }
}

async function describe(client: SupabaseClient, userId: string, email: string): Promise<Result<Session>> {
  const [reached, known] = await Promise.all([call(client, 'my_access', {}), call(client, 'my_account', {})])
  const access = chain(reached, (data) => parseOne(accessSchema, data, 'my_access'))
  const account = chain(known, (data) => parseOne(accountSchema, data, 'my_account'))
  return chain(account, ({ standing }) =>
    chain(access, ({ role, lacksSecondFactor, ...reach }) => {
      // a new password is chosen once the factor is given: GoTrue takes none from whoever has one and did not give it
      const isFirst = lacksSecondFactor && (standing === 'good' || standing === 'must-change-password')
      return succeed({ userId, email, role, standing: isFirst ? 'lacks-second-factor' : standing, reach })
    }),
  )
}

async function askGrant(
  fetcher: typeof fetch,
  city: string,
  token: string,
): Promise<Result<{ readonly expiresAt: number }>> {
  try {
    const response = await fetcher(grantAddress(city), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    })
    if (!response.ok) return failureOf({ status: response.status, code: '', message: 'grant' })
    return chain(parseOne(grantSchema, await response.json(), 'grant'), ({ expiresAt }) =>
      succeed({ expiresAt: typeof expiresAt === 'number' ? expiresAt : Date.parse(expiresAt) }),
    )
  } catch (error) {
    return fail('offline', `grant: ${String(error)}`)
  }
}

function grantAddress(city: string): string {
  return `/tiles/${encodeURIComponent(city)}/grant`
}

function signInFailure(error: AuthError): Result<never> {
  const status = error.status ?? 0
  if (status === 400 || status === 401 || status === 422)
    return fail('refused', `sign-in: ${error.message}`, {
      zh: '邮箱或密码不对，请检查后重试。',
      en: 'E-mail or password is wrong. Check both and try again.',
    })
  if (status === 429)
    return fail('refused', `sign-in: ${error.message}`, {
      zh: '尝试次数过多，请五分钟后再试。',
      en: 'Too many attempts. Try again in five minutes.',
    })
  return failureOf({ status, code: '', message: error.message })
}
