import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sign } from 'hono/jwt'
import { createTokenVerifier } from '../../server/auth/verify-token.ts'
import type { Database } from '../../server/database/database.ts'
import { openDatabase, openServerDatabase } from '../../server/database/open.ts'
import { createIngest } from '../../server/ingest/ingest.ts'
import { lookupTables } from '../../server/load/lookups.ts'
import { attachGateway } from '../../server/realtime/gateway.ts'
import { startPreparedCluster } from '../contract/back-ends.ts'
import type { Order, Told } from './realtime-viewers.ts'

const SECRET = 'a secret of benches only, long enough'
const KEY = 'sb_publishable_bench'
const DISTRICTS = 5
const KINDS = ['water-pressure', 'ch4-well']

export interface RealtimeLoad {
  readonly viewers: number
  readonly sensors: number
  /** of every sensor */
  readonly readingsPerSecond: number
  readonly seconds: number
  /** one of the viewers does not read */
  readonly isStalled: boolean
}

export interface RealtimeFigures {
  readonly load: RealtimeLoad
  /** broadcasts that reached viewers */
  readonly deliveries: number
  /** from the beginning of the transaction that sent a batch to the viewer [ms] */
  readonly latency: { readonly p50: number; readonly p95: number }
  /** viewers whose newest values are all those of sensor_latest, the stalled one too */
  readonly level: number
  readonly closed: readonly number[]
  /** of the server's process over the run [bytes] */
  readonly grown: number
  /** processor time of the server's process, all of it: ingest, judging, database if embedded [s] */
  readonly cpuSeconds: number
}

export type RealtimeBackEnd = 'embedded' | 'PostgreSQL 15'

/** @throws Error naming the packages when PostgreSQL 15 is not installed and cannot be */
export async function benchRealtime(
  backEnd: RealtimeBackEnd,
  loads: readonly RealtimeLoad[],
): Promise<readonly RealtimeFigures[]> {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-realtime-'))
  try {
    if (backEnd === 'embedded') {
      const open = await openDatabase({ directory, cacheDirectory: resolve('.lifeline/cache') })
      return await measureAll(open.database, loads).finally(() => open.close())
    }
    const { cluster, url } = await startPreparedCluster()
    const open = await openServerDatabase(url)
    return await measureAll(open.database, loads).finally(async () => {
      await open.duty.close()
      await open.close()
      cluster.stop()
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function measureAll(database: Database, loads: readonly RealtimeLoad[]): Promise<RealtimeFigures[]> {
  await fill(database, Math.max(...loads.map(({ sensors }) => sensors)))
  const figures: RealtimeFigures[] = []
  for (const load of loads) figures.push(await measure(database, load))
  return figures
}

async function fill(database: Database, sensors: number): Promise<void> {
  const kinds = lookupTables.find(({ table }) => table === 'sensor_kind')
  await database.query(
    'insert into public.sensor_kind select * from jsonb_populate_recordset(null::public.sensor_kind, $1::text::jsonb)',
    [JSON.stringify(kinds?.rows)],
  )
  await database.query(
    `insert into public.district (id, name_zh, name_en, geometry)
     select 'd' || n, 'd' || n, 'd' || n, 'SRID=4490;POLYGON Z ((120 36 0, 121 36 0, 121 37 0, 120 36 0))'
     from generate_series(0, ${DISTRICTS - 1}) n`,
  )
  await database.query(
    `insert into public.sensor (id, kind, name, period_s, district_id, geometry)
     select 's-' || n, ($2::text[])[1 + n % 2], 's-' || n, 1, 'd' || (n % ${DISTRICTS}), 'SRID=4490;POINT Z (120 36 3)'
     from generate_series(0, $1::integer - 1) as n`,
    [sensors, KINDS],
  )
  await database.query('select sensing.ensure_partitions()')
}

async function measure(database: Database, load: RealtimeLoad): Promise<RealtimeFigures> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const gateway = await attachGateway(server, {
    database,
    verifyToken: createTokenVerifier(SECRET),
    publishableKey: KEY,
  })
  const ingest = await createIngest({ database, city: 'made', wake: gateway.wake })
  const viewers = fork(fileURLToPath(new URL('./realtime-viewers.ts', import.meta.url)), {
    execArgv: ['--import', new URL('../../tools/ts.mjs', import.meta.url).href],
    serialization: 'advanced',
  })
  try {
    const order: Order = {
      address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/realtime/v1/websocket?apikey=${KEY}&vsn=2.0.0`,
      topics: Array.from({ length: DISTRICTS }, (_, n) => KINDS.map((kind) => `sensors:d${n}:${kind}`)).flat(),
      tokens: await Promise.all(Array.from({ length: load.viewers }, () => aViewer(database))),
      stalled: load.isStalled ? load.viewers - 1 : null,
    }
    viewers.send(order)
    await once(viewers, 'message')
    const before = { memory: process.memoryUsage().rss, cpu: process.cpuUsage(), at: new Date().toISOString() }
    await post(ingest, load)
    const cpu = process.cpuUsage(before.cpu)
    const grown = process.memoryUsage().rss - before.memory
    // What waits for its second is sent before the viewers are asked.
    await wait(1500)
    viewers.send('end')
    const [told] = (await once(viewers, 'message')) as [Told]
    return {
      load,
      grown,
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
      closed: told.closed,
      ...(await compare(database, told, before.at)),
    }
  } finally {
    viewers.kill()
    await ingest.close()
    await gateway.close()
    server.closeAllConnections()
    server.close()
  }
}

/** Every sensor again and again, as its devices would post it. */
async function post(ingest: Awaited<ReturnType<typeof createIngest>>, load: RealtimeLoad): Promise<void> {
  const turns = load.seconds * load.readingsPerSecond
  const begin = performance.now()
  for (let turn = 0; turn < turns; turn++) {
    const at = Date.now()
    await ingest.post(
      Array.from({ length: load.sensors }, (_, n) => ({ sensor: `s-${n}`, at, value: 0.3 + (turn % 10) / 100 })),
    )
    await wait(Math.max(0, begin + ((turn + 1) * 1000) / load.readingsPerSecond - performance.now()))
  }
}

async function aViewer(database: Database): Promise<string> {
  const sub = randomUUID()
  await database.query(`insert into app.user_role (user_id, role, name) values ($1, 'duty', 'duty')`, [sub])
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    sub,
    role: 'authenticated',
    aud: 'authenticated',
    iat: now,
    exp: now + 900,
    session_id: randomUUID(),
  }
  return sign(claims, SECRET, 'HS256')
}

async function compare(database: Database, { came, newest }: Told, since: string) {
  const sent = new Map(
    (
      await database.query<{ id: string; at: number }>(
        `select id::text as id, (extract(epoch from inserted_at at time zone 'UTC') * 1000)::double precision as at
         from realtime.messages where inserted_at at time zone 'UTC' >= $1::timestamptz`,
        [since],
      )
    ).map(({ id, at }) => [id, at]),
  )
  const latencies = came.flatMap(([id, at]) => {
    const sentAt = sent.get(id)
    return sentAt === undefined ? [] : [at - sentAt]
  })
  latencies.sort((a, b) => a - b)
  const latest = await database.query<{ id: string; at: number }>(
    `select sensor_id as id, (extract(epoch from at) * 1000)::double precision as at from public.sensor_latest where at >= $1::timestamptz`,
    [since],
  )
  const isLevel = (seen: ReadonlyMap<string, number>) => latest.every(({ id, at }) => seen.get(id) === at)
  const quantile = (share: number) => latencies[Math.ceil(latencies.length * share) - 1] ?? Number.NaN
  return {
    deliveries: latencies.length,
    latency: { p50: quantile(0.5), p95: quantile(0.95) },
    level: newest.filter((seen) => isLevel(new Map(seen))).length,
  }
}
