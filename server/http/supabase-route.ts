import { setTimeout } from 'node:timers/promises'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { type Journal, NO_JOURNAL } from '../audit/journal.ts'
import { holdBack } from '../auth/even-out.ts'
import type { SignInLimiter } from '../auth/sign-in-limiter.ts'
import { type Bindings, bearerOf, type Progress } from './backend.ts'

/** Of auth only what the page uses; users are invited, nobody signs up or changes who they are. */
const AUTH_REQUESTS = ['POST /auth/v1/token', 'GET /auth/v1/user', 'POST /auth/v1/logout']

/** Largest body a client may post to REST or auth [bytes]. */
const MOST_BYTES = 1024 * 1024
/** Longest `select` [characters], and how many tables it may embed. */
const MOST_SELECT = 1000
const MOST_EMBEDS = 4

const passwordSchema = z.object({ email: z.string() })
const signedInSchema = z.object({ user: z.object({ id: z.uuid() }) })
const faultSchema = z.object({ code: z.string() })

/**
 * `/rest/v1` and `/auth/v1` in front of lite: a bearer that does not verify is refused (lite would answer as anonymous),
 * password guessing is slowed down, a busy database is 503. The audit is told who signed in and out, who could not, and
 * what the policies refused.
 */
export function supabaseRoute(parts: {
  readonly publishableKey: string
  readonly progress: () => Progress
  readonly limiter: SignInLimiter
}): Hono<Bindings> {
  const { publishableKey, progress, limiter } = parts
  const route = new Hono<Bindings>()

  const limit = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => {
      // The rest of the body is not read, so nothing else can follow on this connection.
      context.header('Connection', 'close')
      return context.json({ code: 'refused', message: 'body too large', msg: 'body too large' }, 413)
    },
  })
  // Before lite: the budgets of the public question go by the address of the connection.
  route.post('/rest/v1/rpc/public_cell', limit, async (context) => {
    const current = progress()
    if (current.state !== 'ready') return starting(current)
    const { embedded } = current.backend
    if (!embedded) return refuse(404, 'hosted elsewhere')
    if (!isOurKey(context.req.raw, publishableKey)) return refuse(401, 'unknown apikey')
    return embedded.enquire(await context.req.text(), context.get('address'))
  })
  route.on('POST', ['/realtime/v1/api/broadcast', '/realtime/v1/api/broadcast/*'], limit, (context) => {
    const current = progress()
    if (current.state !== 'ready') return starting(current)
    return current.backend.embedded?.broadcast(context.req.raw) ?? refuse(404, 'hosted elsewhere')
  })
  route.all('/rest/v1/*', limit, async (context) => {
    const fault = selectFault(context.req.query('select') ?? '')
    if (fault !== null) return refuse(400, fault)
    const { answer, person } = await forward(context.req.raw)
    if ([401, 403].includes(answer.status) && (await codeOf(answer)) === '42501')
      journal().denied(objectAt(context.req.path), person, context.get('address'))
    return answer
  })
  route.all('/auth/v1/*', limit, async (context) => {
    if (!AUTH_REQUESTS.includes(`${context.req.method} ${context.req.path}`)) return context.notFound()
    const address = context.get('address')
    // Anything but a refresh counts as a password: what is not understood must not go round the limit.
    if (context.req.path !== '/auth/v1/token' || context.req.query('grant_type') === 'refresh_token') {
      const { answer, person } = await forward(context.req.raw)
      if (answer.ok && person !== null && context.req.path === '/auth/v1/logout')
        await journal().signedOut(person, address)
      return answer
    }
    const cameAt = performance.now()
    const text = await context.req.raw.clone().text()
    const account = passwordSchema.safeParse(parseJson(text)).data?.email ?? ''
    const wait = limiter.attempt(account, address)
    if (wait > 0) {
      journal().failedSignIn('locked-out', account, address)
      return context.json({ code: 429, error_code: 'over_request_rate_limit', msg: `try again in ${wait} s` }, 429, {
        'Retry-After': String(wait),
      })
    }
    const { answer } = await forward(context.req.raw)
    if (answer.ok) {
      limiter.succeeded(account, address)
      const { user } = signedInSchema.parse(await answer.clone().json())
      await journal().signedIn(user.id, address)
    } else {
      if (answer.status >= 500) limiter.undecided(account, address)
      // 401: the key of the page is missing, and no password was looked at
      else if (answer.status !== 401) journal().failedSignIn('sign-in-failed', account, address)
      await setTimeout(holdBack(performance.now() - cameAt))
    }
    return answer
  })

  function journal(): Journal {
    const current = progress()
    return current.state === 'ready' ? current.backend.journal : NO_JOURNAL
  }

  /** What lite answers, and to whom; null = nobody who is known. */
  async function forward(request: Request): Promise<{ readonly answer: Response; readonly person: string | null }> {
    const stop = (answer: Response) => ({ answer, person: null })
    const current = progress()
    if (current.state !== 'ready') return stop(starting(current))
    const { embedded } = current.backend
    if (!embedded) return stop(refuse(404, 'hosted elsewhere'))
    if (!isOurKey(request, publishableKey)) return stop(refuse(401, 'unknown apikey'))
    const headers = new Headers(request.headers)
    const token = bearerOf(request.headers.get('authorization') ?? undefined)
    let person: string | null = null
    if (token === publishableKey) headers.delete('authorization')
    else if (request.headers.has('authorization')) {
      const caller = token === null ? null : await embedded.verifyToken(token)
      if (!caller) return stop(refuse(401, 'the token does not verify or has expired', 'PGRST301'))
      person = String(caller.claims.sub)
    }
    return { answer: withoutCors(await embedded.supabase(new Request(request, { headers }))), person }
  }

  return route
}

function starting(current: Progress): Response {
  return Response.json(current, { status: 503, headers: { 'Retry-After': '1' } })
}

function isOurKey(request: Request, publishableKey: string): boolean {
  const given = request.headers.get('apikey') ?? new URL(request.url).searchParams.get('apikey')
  return given === publishableKey
}

/**
 * What is wrong with a `select`, or null. Each level of embedding multiplies the rows (up to 1,000 each), and the one
 * session serves everybody, so one level must do and a few embeds.
 */
function selectFault(select: string): string | null {
  const embeds = select.split('(').length - 1
  if (select.length > MOST_SELECT) return `select is longer than ${MOST_SELECT} characters`
  if (embeds > MOST_EMBEDS) return `select embeds ${embeds} tables, expected at most ${MOST_EMBEDS}`
  return /\([^)]*\(/.test(select) ? 'select embeds a table inside another, expected one level' : null
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

/** What `/rest/v1/…` asks for, as the audit names it. */
function objectAt(path: string): string {
  const [, , , first = '', second = ''] = path.split('/')
  return first === 'rpc' ? `function/${second}` : `table/${first}`
}

/** The code of a refusal as PostgREST tells it; null when there is none. */
async function codeOf(answer: Response): Promise<string | null> {
  return faultSchema.safeParse(parseJson(await answer.clone().text())).data?.code ?? null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
