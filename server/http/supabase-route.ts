import { Hono } from 'hono'
import { z } from 'zod'
import type { SignInLimiter } from '../auth/sign-in-limiter.ts'
import { BUSY } from '../database/lock.ts'
import { type Bindings, bearerOf, type Progress } from './backend.ts'

/** Of auth only what the page uses; users are invited, nobody signs up. */
const AUTH_ADDRESSES = ['/auth/v1/token', '/auth/v1/user', '/auth/v1/logout', '/auth/v1/health', '/auth/v1/settings']

/** Largest body a client may post to REST or auth [bytes]. */
const MOST_BYTES = 1024 * 1024

const passwordSchema = z.object({ email: z.string() })

/**
 * `/rest/v1` and `/auth/v1` in front of lite: a bearer that does not verify is refused (lite would answer as anonymous),
 * password guessing is slowed down, a busy database is 503.
 */
export function supabaseRoute(parts: {
  readonly publishableKey: string
  readonly progress: () => Progress
  readonly limiter: SignInLimiter
}): Hono<Bindings> {
  const { publishableKey, progress, limiter } = parts
  const route = new Hono<Bindings>()

  route.all('/rest/v1/*', (context) => forward(context.req.raw))
  route.all('/auth/v1/*', async (context) => {
    if (!AUTH_ADDRESSES.includes(context.req.path)) return context.notFound()
    const isPassword = context.req.path.endsWith('/token') && context.req.query('grant_type') === 'password'
    if (!isPassword) return forward(context.req.raw)
    const text = await context.req.raw.clone().text()
    const account = passwordSchema.safeParse(parseJson(text)).data?.email ?? ''
    const address = context.env.incoming.socket.remoteAddress ?? ''
    const wait = limiter.waitFor(account, address)
    if (wait > 0)
      return context.json({ code: 429, error_code: 'over_request_rate_limit', msg: `try again in ${wait} s` }, 429, {
        'Retry-After': String(wait),
      })
    const answer = await forward(context.req.raw)
    if (answer.status === 400 || answer.status === 401) limiter.failed(account, address)
    else if (answer.ok) limiter.succeeded(account)
    return answer
  })

  async function forward(request: Request): Promise<Response> {
    const current = progress()
    if (current.state !== 'ready') return Response.json(current, { status: 503, headers: { 'Retry-After': '1' } })
    const { embedded } = current.backend
    if (!embedded) return refuse(404, 'hosted elsewhere')
    if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) return refuse(413, 'body too large')
    if (!isOurKey(request, publishableKey)) return refuse(401, 'unknown apikey')
    const headers = new Headers(request.headers)
    const authorization = request.headers.get('authorization')
    if (authorization !== null) {
      const token = bearerOf(authorization)
      if (token === publishableKey) headers.delete('authorization')
      else if (token === null || !(await embedded.verifyToken(token)))
        return refuse(401, 'the token does not verify or has expired', 'PGRST301')
    }
    const answer = await embedded.supabase(new Request(request, { headers }))
    // lite turns the lock's error into a general one.
    if (answer.status === 500 && (await answer.clone().text()).includes(BUSY)) return refuse(503, BUSY)
    return withoutCors(answer)
  }

  return route
}

function isOurKey(request: Request, publishableKey: string): boolean {
  const given = request.headers.get('apikey') ?? new URL(request.url).searchParams.get('apikey')
  return given === publishableKey
}

/** lite answers `Access-Control-Allow-Origin: *`; the page has the same origin, so nobody else needs any. */
function withoutCors(answer: Response): Response {
  const headers = new Headers(answer.headers)
  for (const name of [...headers.keys()]) if (name.startsWith('access-control-')) headers.delete(name)
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers })
}

function refuse(status: number, message: string, code = 'refused'): Response {
  return Response.json({ code, message, msg: message }, { status })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
