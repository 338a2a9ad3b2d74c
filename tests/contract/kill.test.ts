import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import mqtt from 'mqtt'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase, openServerDatabase } from '../../server/database/open.ts'
import { type BackEnd, backEnds, startPreparedCluster } from './back-ends.ts'
import { writeTinyBuild } from './tiny-city.ts'

/** 100 in `npm run soak` */
const KILLS = process.env.LIFELINE_SOAK ? 100 : 3
/** how long readings are sent before the kill [ms] */
const LIFE = { min: 50, max: 1500 }
/** from the start of the process to an answering server [ms] */
const REOPEN_GOAL = 15_000
const SENSORS = ['s-water', 's-gas']
const DAY = 86_400_000

interface Child {
  readonly process: ChildProcess
  readonly url: string
  readonly mqttPort: number
  readonly key: string
  readonly reopened: number
}

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

describe.each(backEnds)('a server killed while it takes readings, %s', (backEnd) => {
  it(
    `has every acknowledged reading, ${KILLS} times`,
    async () => {
      const { directory, databaseUrl } = await aCity(backEnd)
      const field = aField()
      const lives = fc.sample(fc.integer(LIFE), { seed: 20260601, numRuns: KILLS })
      const reopened: number[] = []
      for (const life of lives) {
        const child = await start(directory, databaseUrl)
        reopened.push(child.reopened)
        const sending = [overHttp(child, field), overHttp(child, field), overMqtt(child, field), overMqtt(child, field)]
        await delay(life)
        child.process.kill('SIGKILL')
        await once(child.process, 'exit')
        await Promise.all(sending)
      }
      const stored = await storedIn(directory, databaseUrl)
      const lost = field.acknowledged.filter((key) => !stored.readings.has(key))
      console.log(
        `${backEnd}: ${KILLS} kills, ${field.acknowledged.length} acknowledged, ${stored.readings.size} stored, ` +
          `${lost.length} lost; reopened in ${Math.max(...reopened.slice(1))} ms at most`,
      )
      expect(field.acknowledged.length).toBeGreaterThan(KILLS * 10)
      expect(lost).toEqual([])
      expect(stored.wrongHours).toEqual([])
      expect(stored.wrongLatest).toEqual([])
      // The first start makes the database. In `npm test` other tests have the processors.
      if (process.env.LIFELINE_SOAK) expect(Math.max(...reopened.slice(1))).toBeLessThan(REOPEN_GOAL)
    },
    KILLS * 60_000,
  )
})

async function aCity(backEnd: BackEnd): Promise<{ directory: string; databaseUrl: string | null }> {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-'))
  undo.push(() => rm(directory, { recursive: true, force: true }))
  await writeTinyBuild(directory)
  if (backEnd === 'embedded') return { directory, databaseUrl: null }
  const { cluster, url } = await startPreparedCluster()
  undo.push(() => cluster.stop())
  return { directory, databaseUrl: url }
}

async function start(directory: string, databaseUrl: string | null): Promise<Child> {
  const before = performance.now()
  const child = spawn(process.execPath, ['--import', './tools/ts.mjs', 'tests/kit/serve-tiny.ts', directory], {
    cwd: resolve('.'),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl ?? '' },
  })
  undo.push(() => child.kill('SIGKILL'))
  let said = ''
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text
    if (said.includes('\n')) break
  }
  const parts: Pick<Child, 'url' | 'mqttPort' | 'key'> = JSON.parse(said)
  return { ...parts, process: child, reopened: Math.round(performance.now() - before) }
}

/** Readings that no two senders share, and which of them were acknowledged. */
function aField() {
  const begin = Date.now() - 6 * DAY
  const acknowledged: string[] = []
  let next = 0
  return {
    acknowledged,
    batch: () =>
      Array.from({ length: 1 + (next % 97) }, () => {
        next++
        return { sensor: SENSORS[next % 2] ?? '', at: begin + next, value: (next % 10) / 10 }
      }),
    note(batch: readonly { sensor: string; at: number }[]) {
      for (const { sensor, at } of batch) acknowledged.push(`${sensor} ${at}`)
    },
  }
}

type Field = ReturnType<typeof aField>

async function overHttp({ url, key }: Child, field: Field): Promise<void> {
  for (;;) {
    const batch = field.batch()
    const isStored = await fetch(`${url}/ingest/v1/readings`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
      body: JSON.stringify({ readings: batch }),
    }).then(
      ({ status }) => status === 200,
      () => null,
    )
    if (isStored === null) return
    if (isStored) field.note(batch)
  }
}

async function overMqtt({ mqttPort, key }: Child, field: Field): Promise<void> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${mqttPort}`, { username: 'field', password: key, reconnectPeriod: 0 })
  client.on('error', () => {})
  let isOver = false
  const over = new Promise<'over'>((resolve) => {
    client.on('close', () => {
      isOver = true
      resolve('over')
    })
  })
  while (!isOver) {
    const batch = field.batch()
    const published = client.publishAsync('lifeline/tiny/readings', JSON.stringify(batch), { qos: 1 }).then(
      () => true,
      () => false,
    )
    if ((await Promise.race([published, over])) === true) field.note(batch)
  }
  client.end(true)
}

async function storedIn(directory: string, databaseUrl: string | null) {
  const open = await (databaseUrl
    ? openServerDatabase(databaseUrl)
    : openDatabase({ directory: join(directory, 'tiny'), cacheDirectory: resolve('.lifeline/cache') }))
  try {
    const { query } = open.database
    const rows = await query<{ key: string }>(
      `select sensor_id || ' ' || round(extract(epoch from at) * 1000)::bigint as key from sensing.sensor_reading`,
    )
    const wrongHours = await query(
      `select h.sensor_id, h.hour from sensing.reading_hour h join lateral (select count(*), min(r.value), max(r.value)
         from sensing.sensor_reading r where r.sensor_id = h.sensor_id and date_trunc('hour', r.at) = h.hour) r on true
       where (h.count, h.min, h.max) is distinct from (r.count, r.min, r.max)`,
    )
    const wrongLatest = await query(
      `select l.sensor_id from public.sensor_latest l where (l.at, l.value) is distinct from
         (select (r.at, r.value) from sensing.sensor_reading r where r.sensor_id = l.sensor_id order by r.at desc limit 1)`,
    )
    return { readings: new Set(rows.map(({ key }) => key)), wrongHours, wrongLatest }
  } finally {
    await open.duty.close()
    await open.close()
  }
}
