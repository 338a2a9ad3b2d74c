// node --import ./tools/ts.mjs tests/conformance/realtime-check.ts FOLDER embedded|postgres [suites] [extra options]
//
// Runs Supabase Realtime's own end-to-end check against our gateway. FOLDER holds a fetched copy of its test/e2e
// (realtime-check.ts and package.json of github.com/supabase/realtime, Apache-2.0), installed there with `npm install` and
// `npm install bun @electric-sql/pglite-socket`; neither is part of this repository. Public channels, which our server
// refuses, are allowed here, and so are the limits that the check's pace needs.
import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http'
import { connect, createServer as createNetServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { postgis } from '@electric-sql/pglite-postgis'
import { createAdaptorServer } from '@hono/node-server'
import type { Connection } from '@supabase/lite'
import { Hono } from 'hono'
import { writeAccount } from '../../server/accounts/write-account.ts'
import { openSecrets } from '../../server/auth/secrets.ts'
import { createTokenVerifier } from '../../server/auth/verify-token.ts'
import { type Database, databaseOver } from '../../server/database/database.ts'
import { createLite } from '../../server/database/lite-app.ts'
import { liteConnection } from '../../server/database/lite-connection.ts'
import { createLock } from '../../server/database/lock.ts'
import { openServerDatabase } from '../../server/database/open.ts'
import { COLUMN_PARSERS } from '../../server/database/postgres-types.ts'
import { readBootstrap } from '../../server/database/seed.ts'
import { keepStack } from '../../server/database/stack-keeper.ts'
import { attachGateway } from '../../server/realtime/gateway.ts'
import { startPreparedCluster } from '../contract/back-ends.ts'

const [folder = '', backEnd = 'embedded', suites = 'functional', ...options] = process.argv.slice(2)
const FOLDER = resolve(folder)

/** A database with a PostgreSQL address for the check, which makes its tables itself. */
interface Target {
  readonly database: Database
  readonly connection: Connection
  readonly url: string
  close(): Promise<void>
}

async function onPostgres(): Promise<Target> {
  const { cluster, url } = await startPreparedCluster()
  const open = await openServerDatabase(url)
  const socket = join(new URL(url).searchParams.get('host') ?? '', '.s.PGSQL.5432')
  // The cluster is reached by its socket alone; the check wants a port.
  const door = createNetServer((client) => {
    const server = connect(socket)
    client.pipe(server).pipe(client)
    for (const end of [client, server]) end.on('error', () => client.destroy())
  })
  const port = await listening(door)
  return {
    ...open,
    url: `postgres://lifeline@127.0.0.1:${port}/lifeline`,
    async close() {
      door.close()
      await open.close()
      cluster.stop()
    },
  }
}

/** Its one session is shared with the check's own statements, behind the same lock. */
async function onEmbedded(): Promise<Target> {
  const session = await PGlite.create({ extensions: { postgis, pgcrypto }, parsers: COLUMN_PARSERS })
  for (const sql of await readBootstrap()) await session.exec(sql)
  const settle = keepStack(session)
  const lock = createLock(60_000, settle)
  const database = databaseOver(session, lock, settle)
  const connection = liteConnection(async () => {
    const release = await lock.acquire()
    return { query: (sql, parameters) => session.query(sql, [...parameters]), release }
  })
  const { PGLiteSocketServer } = await import(
    pathToFileURL(join(FOLDER, 'node_modules/@electric-sql/pglite-socket/dist/index.js')).href
  )
  const shared = {
    waitReady: session.waitReady,
    isInTransaction: () => session.isInTransaction(),
    exec: (sql: string) => lock.run(() => session.exec(sql)),
    runExclusive: <T>(work: () => Promise<T>) => lock.run(() => session.runExclusive(work)),
    execProtocolRawStream: session.execProtocolRawStream.bind(session),
  }
  const wire = new PGLiteSocketServer({ db: shared, port: 0, host: '127.0.0.1', maxConnections: 20 })
  await wire.start()
  return {
    database,
    connection,
    url: `postgres://postgres@${wire.getServerConn()}/postgres?sslmode=disable`,
    async close() {
      await wire.stop()
      await database.close()
    },
  }
}

const target = await (backEnd === 'postgres' ? onPostgres() : onEmbedded())
const secretsFolder = join(tmpdir(), `realtime-check-${process.pid}`)
const secrets = await openSecrets(secretsFolder)
const lite = createLite(target.connection, secrets, 'http://127.0.0.1')
const app = new Hono<{ Bindings: { incoming: IncomingMessage } }>()
const server = createAdaptorServer({ fetch: app.fetch, createServer: createHttpServer }) as Server
const gateway = await attachGateway(server, {
  database: target.database,
  verifyToken: createTokenVerifier(secrets.auth),
  publishableKey: secrets.publishableKey,
  isPrivateOnly: false,
})
app.post('/auth/v1/admin/users', async (context) => {
  if (context.req.header('apikey') !== secrets.serviceKey) return context.json({ error: 'not the service key' }, 401)
  const { email, password } = await context.req.json()
  const id = await writeAccount(target.database.query, email, password)
  return id === null ? context.json({ error: 'email taken' }, 422) : context.json({ id, email, aud: 'authenticated' })
})
app.post('/realtime/v1/api/broadcast/*', (context) => gateway.broadcast(context.req.raw))
app.post('/realtime/v1/api/broadcast', (context) => gateway.broadcast(context.req.raw))
app.all('*', (context) => {
  const headers = new Headers(context.req.raw.headers)
  if (headers.get('authorization') === `Bearer ${secrets.publishableKey}`) headers.delete('authorization')
  return lite(new Request(context.req.raw, { headers }))
})
const port = await listening(server)

const { version } = JSON.parse(await readFile(join(FOLDER, 'node_modules/@supabase/supabase-js/package.json'), 'utf8'))
console.log(`realtime-check with supabase-js ${version}, ${backEnd}, suites ${suites}`)
const check = execFile(join(FOLDER, 'node_modules/.bin/bun'), [
  await checkFile(),
  ...['--env', 'local', '--url', `http://127.0.0.1:${port}`, '--db-url', target.url, '--test', suites],
  ...['--publishable-key', secrets.publishableKey, '--secret-key', secrets.serviceKey, ...options],
])
check.stdout?.pipe(process.stdout)
check.stderr?.pipe(process.stderr)
process.exitCode = await new Promise<number>((done) => check.on('close', (code) => done(code ?? 1)))
await gateway.close()
server.closeAllConnections()
server.close()
await target.close()
await rm(secretsFolder, { recursive: true })

/** Embedded, all connections are one session: names of prepared statements of two would collide. */
async function checkFile(): Promise<string> {
  const original = join(FOLDER, 'realtime-check.ts')
  if (backEnd === 'postgres') return original
  const adapted = join(FOLDER, 'realtime-check.embedded.ts')
  const text = await readFile(original, 'utf8')
  await writeFile(adapted, text.replaceAll('new SQL(DB_URL, {', 'new SQL(DB_URL, { max: 1, prepare: false,'))
  return adapted
}

async function listening(listener: {
  listen(port: number, host: string, then: () => void): unknown
  address(): unknown
}) {
  await new Promise<void>((then) => listener.listen(0, '127.0.0.1', then))
  return (listener.address() as { port: number }).port
}
