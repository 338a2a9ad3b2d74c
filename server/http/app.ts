import { join } from 'node:path'
import { Hono } from 'hono'
import { AccountRefusal } from '../accounts/accounts.ts'
import { firstUsers } from '../auth/demo-users.ts'
import type { Secrets } from '../auth/secrets.ts'
import { createSignInLimiter } from '../auth/sign-in-limiter.ts'
import { DatabaseBusyError } from '../database/lock.ts'
import type { Health } from '../operations/health.ts'
import { adminRoute } from './admin-route.ts'
import { type Bindings, bearerOf, type Progress } from './backend.ts'
import { createNonce, securityHeaders } from './headers.ts'
import { pagesRoute } from './pages-route.ts'
import { isLoopback, type Reach } from './reach.ts'
import { supabaseRoute } from './supabase-route.ts'
import { tilesRoute } from './tiles-route.ts'

/** Browsers ask for https alone for a year [s]. */
const HTTPS_ONLY = 'max-age=31536000'

/** Every address of server/README.md, with the security headers on every answer; the rest is 404. */
export function createApp(parts: {
  readonly city: string
  readonly dataDirectory: string
  readonly publicTiles: string
  readonly distDirectory: string
  readonly hosted?: { readonly url: string; readonly publishableKey: string }
  readonly secrets: Secrets
  readonly reach: Reach
  readonly progress: () => Progress
  /** null while it is not known yet */
  readonly isDemo: () => boolean | null
  /** null until the backend is up */
  readonly health: () => Promise<Health | null>
  readonly now?: () => number
}): Hono<Bindings> {
  const { city, hosted, secrets, reach, now = Date.now } = parts
  const progress = () => (reach.isExposed ? withoutSteps(parts.progress()) : parts.progress())
  const nonces = new WeakMap<Request, string>()
  const app = new Hono<Bindings>()

  app.use('*', async (context, next) => {
    const nonce = createNonce()
    nonces.set(context.req.raw, nonce)
    context.set('address', reach.addressOf(context.env.incoming))
    if (!reach.knows(context.req.header('Host')))
      context.res = Response.json({ error: 'unknown host' }, { status: 421 })
    else if (reach.isProxiedPlain(context.env.incoming))
      context.res = Response.json({ error: 'expected https' }, { status: 403 })
    else {
      await next()
      if (isReadOnly(await textOfFault(context.res))) {
        // else the headers of the old answer would go with the new one
        context.res = undefined
        context.res = diskFull()
      }
    }
    // A route may have set a stricter policy of its own.
    for (const [name, value] of Object.entries(securityHeaders(context.req.path, nonce, hosted?.url ?? '')))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value)
    if (reach.isExposed) context.res.headers.set('Strict-Transport-Security', HTTPS_ONLY)
  })

  app.get('/config.json', (context) => {
    const isDemo = parts.isDemo() ?? city === 'demo'
    return context.json(
      {
        city,
        backendUrl: hosted?.url ?? '',
        publishableKey: hosted?.publishableKey ?? secrets.publishableKey,
        isDemo,
        state: progress().state === 'ready' ? 'ready' : 'starting',
        ...(hosted || !isDemo ? {} : { demoUsers: firstUsers(true, secrets.auth) }),
      },
      200,
      { 'Cache-Control': 'no-store' },
    )
  })
  app.get('/healthz', (context) => {
    const current = progress()
    return current.state === 'ready' ? context.json({ state: 'ready' }) : context.json(current, 503)
  })
  // for staff, and for whoever watches from this machine itself
  app.get('/healthz/detail', async (context) => {
    const current = progress()
    if (current.state !== 'ready') return context.json(current, 503)
    const token = bearerOf(context.req.header('Authorization'))
    const identity = token === null ? null : await current.backend.access.identify(token)
    const isHere = isLoopback(context.get('address')) && context.req.header('X-Forwarded-For') === undefined
    const isStaff = identity !== null && ['planner', 'duty', 'leader', 'admin'].includes(identity.role)
    if (!isHere && !isStaff) {
      if (identity) current.backend.journal.denied('route/healthz', identity.subject, context.get('address'))
      return context.json({ error: 'only for staff' }, identity ? 403 : 401)
    }
    const health = await parts.health()
    return context.json(health, health?.state === 'good' ? 200 : 503, { 'Cache-Control': 'no-store' })
  })
  app.route(
    '/',
    pagesRoute(parts.distDirectory, (request) => nonces.get(request) ?? ''),
  )
  app.route(
    '/',
    tilesRoute({
      city,
      buildDirectory: join(parts.dataDirectory, city, 'build'),
      publicDirectory: join(parts.publicTiles, city),
      grantSecret: secrets.grant,
      isSecure: reach.isSecure,
      progress,
      now,
    }),
  )
  const limiter = createSignInLimiter()
  app.route('/', adminRoute({ progress, limiter }))
  if (!hosted) app.route('/', supabaseRoute({ publishableKey: secrets.publishableKey, progress, limiter }))
  app.all('/ingest/v1/readings', async (context) => {
    const current = progress()
    if (current.state !== 'ready') return context.json({ error: 'starting' }, 503)
    return current.backend.ingest?.(context.req.raw) ?? context.notFound()
  })
  app.notFound((context) => context.json({ error: 'not found' }, 404))
  app.onError((error, context) => {
    if (error instanceof AccountRefusal) return Response.json({ reason: error.reason }, { status: error.status })
    if (error instanceof DatabaseBusyError) return context.json({ error: 'database busy' }, 503, { 'Retry-After': '1' })
    console.error(`server: ${context.req.method} ${context.req.routePath}: ${error.name}`)
    return context.json({ error: 'the server failed' }, 500)
  })
  return app
}

/** What a refusal of the database says, "" of everything else. */
async function textOfFault(answer: Response): Promise<string> {
  return answer.status >= 400 && answer.headers.get('Content-Type')?.includes('json') ? await answer.clone().text() : ''
}

/** The database takes no writes while its disk is full (`operations/watch.ts`). */
function isReadOnly(fault: string): boolean {
  return /"25006"|read-only transaction/.test(fault)
}

function diskFull(): Response {
  const message = 'the disk of the server is full: nothing can be written until there is room; reading goes on'
  return Response.json({ code: 'disk_full', message, msg: message }, { status: 507, headers: { 'Retry-After': '60' } })
}

/** Steps and reasons name folders and rows: on other machines they are nobody's business. */
function withoutSteps(progress: Progress): Progress {
  return progress.state === 'ready' ? progress : { state: progress.state, step: progress.state }
}
