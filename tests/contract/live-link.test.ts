import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import WebSocket from 'ws'
import { z } from 'zod'
import { createIngest, type Ingest } from '../../server/ingest/ingest.ts'
import { createReadings } from '../../src/adapters/backend/supabase/readings.ts'
import { batchSchema } from '../../src/domain/sensing/reading.ts'
import type { LinkState } from '../../src/ports/readings.ts'
import { until } from '../kit/until.ts'
import { aLiveCity, type LiveCity, PUBLISHABLE_KEY } from './live-city.ts'
import { type LiveGateway, type RawSocket, startLiveGateway } from './live-gateway.ts'

const TOPICS = [
  { district: 'north', kind: 'ch4-well' },
  { district: 'south', kind: 'water-pressure' },
]
/** How long the server is away [ms]; `LIFELINE_SOAK=1` makes it the half minute of the goal. */
const DROP = process.env.LIFELINE_SOAK ? 30_000 : 0

let city: LiveCity
let live: LiveGateway
let ingest: Ingest
const stops: (() => void)[] = []

beforeAll(async () => {
  city = await aLiveCity()
  await start()
})
afterAll(async () => {
  for (const stop of stops) stop()
  await stop()
  await city.close()
})

async function start(port = 0): Promise<void> {
  live = await startLiveGateway(city.database, { port })
  ingest = await createIngest({ database: city.database, city: 'test', wake: live.gateway.wake })
}

async function stop(): Promise<void> {
  await ingest.close()
  await live.close()
}

/** The page's own adapter, with what it told. */
async function aPage(token: () => Promise<string>) {
  const client = createClient(live.url, PUBLISHABLE_KEY, {
    realtime: { transport: WebSocket as never, heartbeatIntervalMs: 500, reconnectAfterMs: () => 500 },
    accessToken: token,
  })
  const told = { link: [] as LinkState[], values: [] as number[], alarms: 0, joined: 0, resynced: [] as number[] }
  const unwatch = createReadings(client, 'test').watch(TOPICS, {
    onReadings: (readings) => told.values.push(...readings.map(({ value }) => value)),
    onAlarmsChanged: () => told.alarms++,
    onLink: (state) => told.link.push(state),
    onJoined: () => told.joined++,
    onResync: () => told.resynced.push(performance.now()),
    onBadRows: () => {},
  })
  stops.push(() => {
    unwatch()
    void client.realtime.disconnect()
  })
  await until(() => expect(told.joined).toBe(1))
  expect(told.link).toEqual(['live'])
  return told
}

const post = (value: number) => ingest.post([{ sensor: 'S-CH4-2', at: Date.now(), value }])

it('a page comes back after the server was away: lost after 5 s, live within 10 s, with what it missed', async () => {
  const told = await aPage((await city.addUser('duty')).token)
  await post(1)
  await until(() => expect(told.values).toContain(1))
  const port = Number(new URL(live.url).port)
  await stop()
  const droppedAt = performance.now()
  await until(() => expect(told.link.at(-1)).toBe('lost'))
  expect(performance.now() - droppedAt).toBeLessThan(8000)
  const missed = { city: 'test', readings: [['S-CH4-2', Date.now(), 2, 0, 0]] }
  await city.database.query('select realtime.send($1::text::jsonb, $2, $3, true)', [
    JSON.stringify(missed),
    'batch',
    'sensors:north:ch4-well',
  ])
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, DROP - (performance.now() - droppedAt))))
  await start(port)
  const backAt = performance.now()
  await until(() => expect(told.link.at(-1)).toBe('live'))
  await until(() => expect(told.resynced).not.toEqual([]))
  expect((told.resynced[0] ?? Number.POSITIVE_INFINITY) - backAt).toBeLessThan(10_000)
  await until(() => expect(told.values).toContain(2))
  await post(3)
  await until(() => expect(told.values).toContain(3))
}, 90_000)

it('a page whose right was taken away hears nothing later than 5 s after, is told, and comes back with the right', async () => {
  const user = await city.addUser('duty')
  const told = await aPage(user.token)
  await post(10)
  await until(() => expect(told.values).toContain(10))
  const [taken] = await city.database.query<{ row: object }>(
    'delete from app.user_role r where user_id = $1 returning to_jsonb(r) as row',
    [user.id],
  )
  const revokedAt = performance.now()
  let value = 10
  let lastHeardAt = revokedAt
  await until(async () => {
    const before = told.values.length
    await post(++value)
    if (told.values.length > before) lastHeardAt = performance.now()
    expect(told.link.at(-1)).toBe('lost')
  })
  expect(lastHeardAt - revokedAt).toBeLessThan(5000)
  expect(told.values).not.toContain(value)
  await city.database.query(
    'insert into app.user_role select * from jsonb_populate_record(null::app.user_role, $1::text::jsonb)',
    [JSON.stringify(taken?.row)],
  )
  await until(() => expect(told.link.at(-1)).toBe('live'))
  await until(() => expect(told.resynced).toHaveLength(1))
  await post(1000)
  await until(() => expect(told.values).toContain(1000))
}, 60_000)

it('a reader that does not read costs the others nothing, and gets the newest values when it reads again', async () => {
  const user = await city.addUser('duty')
  const [stalled, other] = [await live.raw(), await live.raw()]
  const join = { config: { private: true }, access_token: await user.token() }
  for (const reader of [stalled, other]) {
    reader.send('1', 'realtime:sensors:north:ch4-well', 'phx_join', join)
    await until(() => expect(reader.heard).toHaveLength(1))
  }
  stalled.socket.pause()
  // 200 batches of 60 KB: more than may lie unread
  for (let turn = 0; turn < 10; turn++) {
    await city.database.query(
      `select realtime.send(jsonb_build_object('city', 'test', 'readings', (select jsonb_agg(jsonb_build_array(
         'S-' || n, $1::integer + round, round, 0, 0)) from generate_series(1, 2000) n)), 'batch',
         'sensors:north:ch4-well', true) from generate_series(1, 20) round`,
      [turn * 20],
    )
    await until(() => expect(other.heard).toHaveLength(1 + (turn + 1) * 20))
  }
  stalled.socket.resume()
  const newest = ({ heard }: RawSocket) => {
    const { payload } = z.object({ payload: batchSchema }).parse(heard.at(-1)?.payload)
    return payload.readings.find(([sensor]) => sensor === 'S-2000')?.[1]
  }
  await until(() => expect(newest(stalled)).toBe(200))
  expect(newest(other)).toBe(200)
  expect(stalled.heard.length).toBeLessThan(other.heard.length)
  expect(stalled.closed).toEqual([])
  for (const reader of [stalled, other]) reader.socket.terminate()
}, 60_000)
