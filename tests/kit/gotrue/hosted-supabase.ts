import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Database } from '../../../server/database/database.ts'
import { createGoTrue, type GoTrue } from './gotrue.ts'

interface Parts {
  /** a server of ours whose REST and Realtime stand for PostgREST and Supabase's */
  readonly backend: { readonly url: string; readonly publishableKey: string; readonly authSecret: string }
  /** of that server */
  readonly database: Database
  /** what all of its users have */
  readonly password: string
}

export interface HostedSupabase {
  readonly url: string
  readonly publishableKey: string
  readonly serviceKey: string
  readonly goTrue: GoTrue
  close(): Promise<void>
}

const SERVICE_KEY = 'sb_secret_stand_in_of_supabase'

/**
 * A Supabase as the page and `lifeline start --attach` see it: Kong's keys and CORS, the stand-in of GoTrue, and our own
 * server behind REST and Realtime. A second factor is asked for from now on.
 */
export async function startHostedSupabase({ backend, database, password }: Parts): Promise<HostedSupabase> {
  const { url: backendUrl, publishableKey } = backend
  const goTrue = createGoTrue({
    secret: backend.authSecret,
    serviceKey: SERVICE_KEY,
    onUser: async (id, email) => {
      if (email === null) await database.query('delete from auth.users where id = $1', [id])
      else
        await database.query(
          `insert into auth.users (id, aud, role, email, created_at, updated_at)
           values ($1, 'authenticated', 'authenticated', $2, now(), now())`,
          [id, email],
        )
    },
  })
  for (const { id, email } of await database.query<{ id: string; email: string }>('select id, email from auth.users'))
    goTrue.people.add(email, password, id)
  await database.query(`insert into app.setting values ('require_mfa', 'true')`)

  const app = new Hono()
  app.use(
    '*',
    cors({
      origin: '*',
      allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      exposeHeaders: ['X-Supabase-Api-Version', 'Content-Range'],
      maxAge: 3600,
    }),
  )
  app.use('*', async (context, next) => {
    const key = context.req.header('apikey')
    if (key !== publishableKey && key !== SERVICE_KEY)
      return context.json({ message: 'Invalid authentication credentials' }, 401)
    await next()
  })
  app.route('/auth/v1', goTrue.app)
  app.post('/rest/v1/rpc/:name', async (context, next) => {
    if (context.req.header('Authorization') !== `Bearer ${SERVICE_KEY}`) return next()
    const { person } = await context.req.json<{ person: string }>()
    if (context.req.param('name') !== 'password_changed') return context.json({ code: 'PGRST202' }, 404)
    await database.asCaller({ role: 'service_role', claims: {} }, (query) =>
      query('select public.password_changed($1)', [person]),
    )
    return context.body(null, 204)
  })
  app.all('/rest/v1/*', async (context) => {
    const { pathname, search } = new URL(context.req.url)
    const headers = new Headers(context.req.raw.headers)
    for (const name of ['host', 'connection', 'content-length', 'accept-encoding']) headers.delete(name)
    const { method } = context.req
    const hasBody = method !== 'GET' && method !== 'HEAD'
    const answer = await fetch(`${backendUrl}${pathname}${search}`, {
      method,
      headers,
      ...(hasBody ? { body: await context.req.arrayBuffer() } : {}),
    })
    return new Response(answer.body, { status: answer.status, headers: plain(answer.headers) })
  })

  const server = createServer(getRequestListener(app.fetch))
  const sockets = new Set<Duplex>()
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket)
    passOn(request, socket, head, Number(new URL(backendUrl).port))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publishableKey,
    serviceKey: SERVICE_KEY,
    goTrue,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A socket of Realtime, as it came. */
function passOn(request: IncomingMessage, socket: Duplex, head: Buffer, port: number): void {
  const behind = connect(port, '127.0.0.1', () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`]
    for (let at = 0; at < request.rawHeaders.length; at += 2)
      lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`)
    behind.write(`${lines.join('\r\n')}\r\n\r\n`)
    behind.write(head)
    behind.pipe(socket).pipe(behind)
  })
  for (const [one, other] of [
    [socket, behind],
    [behind, socket],
  ] as const)
    one.on('error', () => other.destroy()).on('close', () => other.destroy())
}

/** Without what belongs to the one hop. */
function plain(headers: Headers): Headers {
  const kept = new Headers(headers)
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'connection']) kept.delete(name)
  return kept
}
