import type { Call } from './call.ts'
import { emailOf, newClient, ROLES, type Session } from './target.ts'

/** Signing in and what a token is worth. */
export function accountCalls(): Call[] {
  const signIn = async (session: Session, email: string, password: string) => {
    const { data, error } = await newClient(session).auth.signInWithPassword({ email, password })
    return { email: data.user?.email, role: data.user?.role, error }
  }
  const calls: Record<string, Call['ask']> = {
    'wrong password': (session) => signIn(session, emailOf('leader'), 'wrong-password'),
    'unknown person': (session) => signIn(session, 'nobody@demo.local', 'wrong-password'),
    'empty password': (session) => signIn(session, emailOf('leader'), ''),
    'nobody signs up': (session) => newClient(session).auth.signUp({ email: 'x@demo.local', password: 'long-enough' }),
    'nobody comes without a name': (session) => newClient(session).auth.signInAnonymously(),
    'a session is renewed': async (session) => {
      const client = newClient(session)
      const { data } = await client.auth.signInWithPassword({ email: emailOf('duty'), password: session.password })
      const token = data.session?.refresh_token ?? ''
      const renewed = await client.auth.refreshSession({ refresh_token: token })
      return { email: renewed.data.user?.email, error: renewed.error }
    },
    'a session that is made up': (session) =>
      newClient(session).auth.refreshSession({ refresh_token: 'made-up-refresh-token' }),
    'a session ends': async (session) => {
      const client = newClient(session)
      await client.auth.signInWithPassword({ email: emailOf('duty'), password: session.password })
      const ended = await client.auth.signOut()
      return { ended, after: await client.auth.getUser() }
    },
    'a token that is made up': (session) => newClient(session).auth.getUser('eyJhbGciOiJub25lIn0.e30.'),
  }
  return [
    ...ROLES.map((role) => ({
      name: `account: ${role} signs in`,
      ask: (session: Session) => signIn(session, emailOf(role), session.password),
    })),
    ...ROLES.map((role) => ({
      name: `account: who ${role} is`,
      ask: async ({ as }: Session) => {
        const { data, error } = await as[role].auth.getUser()
        return { email: data.user?.email, role: data.user?.role, app: data.user?.app_metadata, error }
      },
    })),
    ...Object.entries(calls).map(([name, ask]) => ({ name: `account: ${name}`, ask })),
  ]
}

/** What plain HTTP is answered, without the client between. */
export function httpCalls(): Call[] {
  const get = async (url: string, headers: Record<string, string>, method = 'GET') => {
    const answer = await fetch(url, { method, headers })
    const kept = ['content-type', 'content-range', 'www-authenticate', 'access-control-allow-origin', 'retry-after']
    return {
      status: answer.status,
      headers: Object.fromEntries(kept.map((name) => [name, answer.headers.get(name)])),
      body: await answer.text(),
    }
  }
  const bearer = (session: Session, token: string) => ({
    apikey: session.publishableKey,
    Authorization: `Bearer ${token}`,
  })
  const assets = ({ url }: Session) => `${url}/rest/v1/asset?select=id&order=id`
  const token = async ({ as }: Session) => (await as.planner.auth.getSession()).data.session?.access_token ?? ''
  const calls: Record<string, (session: Session) => Promise<unknown>> = {
    'no key': (session) => get(assets(session), {}),
    'a wrong key': (session) => get(assets(session), { apikey: 'sb_publishable_wrong' }),
    'the key alone': (session) => get(assets(session), { apikey: session.publishableKey }),
    'a bearer that is nonsense': (session) => get(assets(session), bearer(session, 'nonsense')),
    'a bearer without a signature': (session) =>
      get(assets(session), bearer(session, 'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.')),
    'a bearer that was altered': async (session) => get(assets(session), bearer(session, `${await token(session)}x`)),
    'a planner': async (session) => get(assets(session), bearer(session, await token(session))),
    'a range with its count': async (session) =>
      get(assets(session), { ...bearer(session, await token(session)), Prefer: 'count=exact', Range: '0-0' }),
    GeoJSON: async (session) =>
      get(assets(session), { ...bearer(session, await token(session)), Accept: 'application/geo+json' }),
    'a method that is not': async (session) => get(assets(session), bearer(session, await token(session)), 'PROPFIND'),
    'the root of REST': async (session) => get(`${session.url}/rest/v1/`, bearer(session, await token(session))),
    'the settings of auth': (session) => get(`${session.url}/auth/v1/settings`, { apikey: session.publishableKey }),
    storage: (session) => get(`${session.url}/storage/v1/bucket`, { apikey: session.publishableKey }),
  }
  return Object.entries(calls).map(([name, ask]) => ({ name: `http: ${name}`, ask }))
}
