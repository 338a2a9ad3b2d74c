import { join } from 'node:path'
import { Hono } from 'hono'
import { firstUsers } from '../auth/demo-users.ts'
import type { Secrets } from '../auth/secrets.ts'
import { createSignInLimiter } from '../auth/sign-in-limiter.ts'
import type { Bindings, Progress } from './backend.ts'
import { createNonce, securityHeaders } from './headers.ts'
import { pagesRoute } from './pages-route.ts'
import { supabaseRoute } from './supabase-route.ts'
import { tilesRoute } from './tiles-route.ts'

/** Names under which the loopback may be asked; another one means that a foreign page points its own name at us. */
const HOSTS = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/** Every address of server/README.md, with the security headers on every answer; the rest is 404. */
export function createApp(parts: {
  readonly city: string
  readonly dataDirectory: string
  readonly publicTiles: string
  readonly distDirectory: string
  readonly hosted?: { readonly url: string; readonly publishableKey: string }
  readonly secrets: Secrets
  readonly progress: () => Progress
  /** null while it is not known yet */
  readonly isDemo: () => boolean | null
  readonly now?: () => number
}): Hono<Bindings> {
  const { city, hosted, secrets, progress, now = Date.now } = parts
  const nonces = new WeakMap<Request, string>()
  const app = new Hono<Bindings>()

  app.use('*', async (context, next) => {
    const nonce = createNonce()
    nonces.set(context.req.raw, nonce)
    if (HOSTS.test(context.req.header('Host') ?? '')) await next()
    else context.res = Response.json({ error: 'unknown host' }, { status: 421 })
    // A route may have set a stricter policy of its own.
    for (const [name, value] of Object.entries(securityHeaders(context.req.path, nonce, hosted?.url ?? '')))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value)
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
      progress,
      now,
    }),
  )
  if (!hosted) {
    app.route(
      '/',
      supabaseRoute({ publishableKey: secrets.publishableKey, progress, limiter: createSignInLimiter(now) }),
    )
    app.all('/ingest/v1/readings', async (context) => {
      const current = progress()
      if (current.state !== 'ready' || !current.backend.embedded) return context.json({ error: 'starting' }, 503)
      return current.backend.embedded.ingest(context.req.raw)
    })
  }
  app.notFound((context) => context.json({ error: 'not found' }, 404))
  app.onError((error, context) => {
    console.error(`server: ${context.req.method} ${context.req.routePath}: ${error.name}`)
    return context.json({ error: 'the server failed' }, 500)
  })
  return app
}
