import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from '@supabase/supabase-js'
import mqtt from 'mqtt'
import WebSocket from 'ws'
import { DEMO_PASSWORD } from '../../server/auth/demo-users.ts'
import { openDatabase, openServerDatabase } from '../../server/database/open.ts'
import { sensorKinds } from '../../src/domain/sensing/kinds/index.ts'
import { batchSchema } from '../../src/domain/sensing/reading.ts'
import { tinyRows, writeTinyBuild } from '../contract/tiny-city.ts'

/** As many topics as a city has that is watched by its whole staff; a page listens to some of them. */
const KINDS = sensorKinds.slice(0, 20)
const KINDS_HEARD = 5
/** Rows of one HTTP batch. */
const BATCH = 5000
const MINUTE = 60_000
/** A token is fetched anew before it ends [ms]. */
const TOKEN_LIFE = 8 * MINUTE
/** Between two posts of the fast sensors: 2 Hz [ms]. */
const FAST = 500
const SAMPLE = 5000
/** The share of the run after which memory is compared with that at the end. */
const WARM = 0.2

export interface StreamLoad {
  readonly seconds: number
  /** report once a minute each, by HTTP */
  readonly sensors: number
  /** report twice a second each, by MQTT */
  readonly fast: number
  readonly viewers: number
  /** of a PostgreSQL instead of the embedded database */
  readonly databaseUrl?: string
}

export interface StreamFigures {
  readonly posted: number
  readonly stored: number
  /** sensors whose newest value in the database is not the last one posted */
  readonly wrongLatest: number
  /** (viewer, sensor) pairs whose last received value is not the last one posted */
  readonly wrongViews: number
  readonly batches: number
  /** age of the newest fast reading of a batch when a viewer gets it [ms]; up to a second of it is the gathering of its topic */
  readonly ageMedian: number
  readonly ageP95: number
  /** share by which the server's memory grew after it was warm */
  readonly growth: number
  readonly peakBytes: number
}

/** A server in a process of its own, with devices that send and viewers that listen, until the time is over. */
export async function runStream(load: StreamLoad): Promise<StreamFigures> {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-stream-'))
  try {
    const sensors = madeSensors(load)
    await writeTinyBuild(directory, { ...tinyRows, sensor: sensors, sensor_threshold: [] })
    const server = await serve(directory, load.databaseUrl)
    const last = new Map<string, number>()
    const viewers = await Promise.all(Array.from({ length: load.viewers }, (_, n) => view(server, n)))
    const memory = sampleMemory(server.process)
    const posted = await send(server, load, last)
    const wrongViews = await settle(viewers, last, new Map(sensors.map(({ id, kind }) => [id, kind])))
    const { growth, peakBytes } = memory.end()
    const wrongLatest = await countWrongLatest(server, last)
    for (const { close } of viewers) await close()
    server.process.kill('SIGTERM')
    await once(server.process, 'exit')
    const ages = viewers.flatMap((viewer) => viewer.ages).sort((a, b) => a - b)
    return {
      posted,
      stored: await countStored(directory, load.databaseUrl),
      wrongLatest,
      wrongViews,
      batches: ages.length,
      ageMedian: ages[Math.floor(ages.length / 2)] ?? Number.NaN,
      ageP95: ages[Math.floor(ages.length * 0.95)] ?? Number.NaN,
      growth,
      peakBytes,
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function madeSensors({ sensors, fast }: StreamLoad) {
  const [model] = tinyRows.sensor
  if (!model) throw new Error('madeSensors: the tiny city has no sensor')
  const ids = [
    ...Array.from({ length: sensors }, (_, n) => `m-${n}`),
    ...Array.from({ length: fast }, (_, n) => `f-${n}`),
  ]
  return ids.map((id, n) => ({ ...model, id, kind: kindOf(n).id, period_s: id < 'm' ? 0.5 : 60 }))
}

function kindOf(n: number) {
  const kind = KINDS[n % KINDS.length]
  if (!kind) throw new Error('kindOf: no kinds')
  return kind
}

interface Server {
  readonly process: ChildProcess
  readonly url: string
  readonly mqttPort: number
  readonly key: string
  readonly publishableKey: string
  readonly token: () => Promise<string>
}

async function serve(directory: string, databaseUrl = ''): Promise<Server> {
  const child = spawn(process.execPath, ['--import', './tools/ts.mjs', 'tests/kit/serve-tiny.ts', directory], {
    cwd: resolve('.'),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
  let said = ''
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text
    if (said.includes('\n')) break
  }
  const parts: Pick<Server, 'url' | 'mqttPort' | 'key'> = JSON.parse(said)
  const { publishableKey } = (await (await fetch(`${parts.url}/config.json`)).json()) as { publishableKey: string }
  let token: Promise<string> | null = null
  let fetchedAt = 0
  return {
    ...parts,
    publishableKey,
    process: child,
    token() {
      if (Date.now() - fetchedAt > TOKEN_LIFE) token = null
      if (token === null) {
        fetchedAt = Date.now()
        token = signIn(parts.url, publishableKey)
      }
      return token
    },
  }
}

async function signIn(url: string, publishableKey: string): Promise<string> {
  const answer = await fetch(`${url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: publishableKey, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'duty@demo.local', password: DEMO_PASSWORD }),
  })
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { access_token: string }).access_token
}

/** One page: some of the topics, newest value a sensor. */
async function view(server: Server, number: number) {
  const client = createClient(server.url, server.publishableKey, {
    realtime: { transport: WebSocket as never },
    accessToken: server.token,
  })
  await client.realtime.setAuth()
  const heard = Array.from({ length: KINDS_HEARD }, (_, n) => kindOf(number + n).id)
  const newest = new Map<string, number>()
  const ages: number[] = []
  await Promise.all(
    heard.map(
      (kind) =>
        new Promise<void>((joined, refused) => {
          client
            .channel(`sensors:d1:${kind}`, { config: { private: true } })
            .on('broadcast', { event: 'batch' }, ({ payload }) => {
              const { readings } = batchSchema.parse(payload)
              const fast = readings.flatMap(([sensor, at]) => (sensor < 'm' ? [at] : []))
              if (fast.length > 0) ages.push(Date.now() - Math.max(...fast))
              for (const [sensor, at] of readings) newest.set(sensor, Math.max(at, newest.get(sensor) ?? 0))
            })
            .subscribe((status, error) => {
              if (status === 'SUBSCRIBED') joined()
              if (status === 'CHANNEL_ERROR') refused(error ?? new Error('the channel was refused'))
            })
        }),
    ),
  )
  return { heard, newest, ages, close: async () => void (await client.removeAllChannels()) }
}

/** Posts until the time is over; every batch is sent until it is acknowledged. Answers how many readings. */
async function send(server: Server, load: StreamLoad, last: Map<string, number>): Promise<number> {
  const end = Date.now() + load.seconds * 1000
  const options = { username: 'fast', password: server.key }
  const field = await mqtt.connectAsync(`mqtt://127.0.0.1:${server.mqttPort}`, options)
  let posted = 0
  const readingsOf = (prefix: string, first: number, count: number) => {
    const at = Date.now()
    return Array.from({ length: count }, (_, n) => {
      last.set(`${prefix}-${first + n}`, at)
      return { sensor: `${prefix}-${first + n}`, at, value: 0.3 }
    })
  }
  const slow = async () => {
    for (let round = Date.now(); round < end; round += MINUTE) {
      await delay(Math.max(0, Math.min(round, end) - Date.now()))
      for (let first = 0; first < load.sensors; first += BATCH) {
        const readings = readingsOf('m', first, Math.min(BATCH, load.sensors - first))
        await post(server, readings)
        posted += readings.length
      }
    }
  }
  const quick = async () => {
    for (let next = Date.now(); next < end; next = Math.max(next + FAST, Date.now())) {
      await delay(Math.max(0, next - Date.now()))
      const readings = readingsOf('f', 0, load.fast)
      await field.publishAsync('lifeline/tiny/readings', JSON.stringify(readings), { qos: 1 })
      posted += readings.length
    }
  }
  await Promise.all([slow(), quick()])
  await field.endAsync()
  return posted
}

async function post(server: Server, readings: readonly unknown[]): Promise<void> {
  for (;;) {
    const answer = await fetch(`${server.url}/ingest/v1/readings`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.key}` },
      body: JSON.stringify({ readings }),
    })
    if (answer.status === 200) return
    if (answer.status !== 503) throw new Error(`post: ${answer.status} ${await answer.text()}`)
    await delay(1000)
  }
}

/** Waits until every viewer has every last value of its topics, half a minute at most; answers how many it has not. */
async function settle(
  viewers: readonly { readonly heard: readonly string[]; readonly newest: ReadonlyMap<string, number> }[],
  last: ReadonlyMap<string, number>,
  kinds: ReadonlyMap<string, string>,
) {
  const wrong = () =>
    viewers.reduce(
      (count, { heard, newest }) =>
        count +
        [...last].filter(([sensor, at]) => heard.includes(kinds.get(sensor) ?? '') && newest.get(sensor) !== at).length,
      0,
    )
  for (let tries = 0; tries < 150 && wrong() > 0; tries++) await delay(200)
  return wrong()
}

async function countWrongLatest(server: Server, last: ReadonlyMap<string, number>): Promise<number> {
  const answer = await fetch(`${server.url}/rest/v1/rpc/sensor_overview`, {
    method: 'POST',
    headers: { apikey: server.publishableKey, Authorization: `Bearer ${await server.token()}` },
  })
  const rows = (await answer.json()) as { id: string; latest: { at: number } | null }[]
  const latest = new Map(rows.map((row) => [row.id, row.latest?.at]))
  return [...last].filter(([sensor, at]) => latest.get(sensor) !== at).length
}

async function countStored(directory: string, databaseUrl?: string): Promise<number> {
  const open = await (databaseUrl
    ? openServerDatabase(databaseUrl)
    : openDatabase({ directory: join(directory, 'tiny'), cacheDirectory: resolve('.lifeline/cache') }))
  const [row] = await open.database.query<{ rows: number }>(
    'select count(*)::integer as rows from sensing.sensor_reading',
  )
  await open.duty.close()
  await open.close()
  return row?.rows ?? 0
}

function sampleMemory({ pid }: ChildProcess) {
  const samples: number[] = []
  const look = () => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    samples.push(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024)
  }
  look()
  const timer = setInterval(look, SAMPLE)
  return {
    end() {
      clearInterval(timer)
      look()
      const mean = (some: readonly number[]) => some.reduce((sum, value) => sum + value, 0) / Math.max(1, some.length)
      const tenth = Math.max(1, Math.floor(samples.length / 10))
      const warm = Math.floor(samples.length * WARM)
      return {
        growth: mean(samples.slice(-tenth)) / mean(samples.slice(warm, warm + tenth)) - 1,
        peakBytes: Math.max(...samples),
      }
    },
  }
}
