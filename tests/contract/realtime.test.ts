import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient, type RealtimeChannel, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { createTokenVerifier } from '../../server/auth/verify-token.ts'
import { createIngest, type Ingest } from '../../server/ingest/ingest.ts'
import { attachGateway, type Gateway } from '../../server/realtime/gateway.ts'
import { batchSchema } from '../../src/domain/sensing/reading.ts'
import { until } from '../kit/until.ts'
import { aLiveCity, type LiveCity, PUBLISHABLE_KEY, SECRET } from './live-city.ts'

const METHANE = 'sensors:north:ch4-well'

let city: LiveCity
let server: Server
let port: number
let gateway: Gateway
let ingest: Ingest
const clients: SupabaseClient[] = []

beforeAll(async () => {
  city = await aLiveCity()
  // Clients may send only here, so that sending can be tested at all.
  await city.database.query(`create policy test_read on realtime.messages for select to authenticated
    using (realtime.topic() = 'test-room')`)
  await city.database.query(`create policy test_write on realtime.messages for insert to authenticated
    with check (realtime.topic() = 'test-room')`)
  await start()
})
afterAll(async () => {
  await stop()
  await city.close()
})
afterEach(async () => {
  for (const client of clients.splice(0)) {
    await client.removeAllChannels()
    client.realtime.disconnect()
  }
})

async function start(): Promise<void> {
  server = createServer()
  await new Promise<void>((resolve) => server.listen(port ?? 0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  gateway = await attachGateway(server, {
    database: city.database,
    verifyToken: createTokenVerifier(SECRET),
    publishableKey: PUBLISHABLE_KEY,
  })
  ingest = await createIngest({ database: city.database, city: 'test', wake: gateway.wake })
}

async function stop(): Promise<void> {
  await ingest.close()
  await gateway.close()
  await new Promise((resolve) => server.close(resolve))
}

/** A supabase-js client as the page makes it: the token callback is awaited before anything subscribes. */
async function aClient(token: (() => Promise<string>) | null, version?: '1.0.0'): Promise<SupabaseClient> {
  const client = createClient(`http://127.0.0.1:${port}`, PUBLISHABLE_KEY, {
    realtime: { transport: WebSocket as never, ...(version ? { vsn: version } : {}) },
    ...(token ? { accessToken: token } : {}),
  })
  clients.push(client)
  await client.realtime.setAuth()
  return client
}

interface Heard {
  readonly channel: RealtimeChannel
  readonly messages: { event: string; payload?: unknown; meta?: { id?: string; replayed?: boolean } }[]
  readonly system: string[]
  readonly statuses: string[]
  readonly errors: string[]
}

function listen(
  client: SupabaseClient,
  topic: string,
  broadcast: Record<string, unknown> = {},
  isPrivate = true,
): Heard {
  const channel = client.channel(topic, { config: { private: isPrivate, broadcast } })
  const heard: Heard = { channel, messages: [], system: [], statuses: [], errors: [] }
  channel
    .on('broadcast', { event: '*' }, (message) => heard.messages.push(message))
    .on('system', {}, (message) => heard.system.push(message.message))
    .subscribe((status, error) => {
      heard.statuses.push(status)
      if (error) heard.errors.push(error.message)
    })
  return heard
}

/** A socket without supabase-js, for what that client never does. */
async function aRawSocket() {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/realtime/v1/websocket?apikey=${PUBLISHABLE_KEY}&vsn=2.0.0`)
  const heard: { joinRef: string | null; event: string }[] = []
  socket.on('message', (data) => {
    const [joinRef, , , event] = JSON.parse(String(data))
    heard.push({ joinRef, event })
  })
  await new Promise((resolve) => socket.once('open', resolve))
  const send = (joinRef: string, topic: string, event: string, payload: unknown) =>
    socket.send(JSON.stringify([joinRef, joinRef, topic, event, payload]))
  return { socket, heard, send }
}

const joined = (heard: Heard) => until(() => expect(heard.statuses).toContain('SUBSCRIBED'))
const readingsOf = (heard: Heard) =>
  heard.messages.flatMap(({ payload }) =>
    batchSchema.parse(payload).readings.map(([sensor, , value]) => [sensor, value]),
  )

describe('realtime gateway', () => {
  it('delivers a posted reading to staff, graded, with the id of its message', async () => {
    const duty = await city.addUser('duty')
    const heard = listen(await aClient(duty.token), METHANE)
    await joined(heard)
    const at = Date.now()
    await ingest.post([{ sensor: 'S-CH4', at, value: 60 }])
    await until(() => expect(heard.messages).toHaveLength(1))
    expect(heard.messages[0]).toMatchObject({
      event: 'batch',
      payload: { city: 'test', readings: [['S-CH4', at, 60, 0, 4]] },
      meta: { id: expect.any(String) },
    })
  })

  it('sends the newest value per sensor and no faster than one batch a second', async () => {
    const duty = await city.addUser('duty')
    const heard = listen(await aClient(duty.token), METHANE)
    await joined(heard)
    const at = Date.now()
    for (let index = 0; index < 10; index++)
      await ingest.post([{ sensor: 'S-CH4-2', at: at + index, value: index / 10 }])
    await until(() => expect(readingsOf(heard).at(-1)).toEqual(['S-CH4-2', 0.9]))
    expect(heard.messages.length).toBeLessThan(10)
  })

  it('wakes the readers of alarms when one changes', async () => {
    const leader = await city.addUser('leader')
    const heard = listen(await aClient(leader.token), 'alarms')
    await joined(heard)
    await ingest.post([{ sensor: 'S-CH4', at: Date.now(), value: 1 }])
    await ingest.post([{ sensor: 'S-CH4', at: Date.now(), value: 20 }])
    await until(() => expect(heard.messages[0]).toMatchObject({ event: 'changed' }))
    const before = heard.messages.length
    await city.database.query('update public.alarm set acknowledged_at = now() where closed_at is null')
    await until(() => expect(heard.messages.length).toBeGreaterThan(before))
  })

  it('refuses anonymous, users without a role, enterprises and unknown topics', async () => {
    const refused = async (token: (() => Promise<string>) | null, topic: string) => {
      const heard = listen(await aClient(token), topic)
      await until(() => expect(heard.errors[0]).toContain('Unauthorized'))
      expect(heard.statuses).not.toContain('SUBSCRIBED')
    }
    await refused(null, METHANE)
    await refused((await city.addUser('public')).token, METHANE)
    await refused((await city.addUser('enterprise')).token, METHANE)
    await refused((await city.addUser('duty')).token, 'something-else')
  })

  it('says why it serves neither public channels nor bad tokens', async () => {
    const duty = await city.addUser('duty')
    const client = await aClient(duty.token)
    const open = listen(client, METHANE, {}, false)
    await until(() => expect(open.errors[0]).toContain('PrivateOnly'))
    const refused = async (token: () => Promise<string>, reason: string) => {
      const heard = listen(await aClient(token), METHANE)
      await until(() => expect(heard.errors[0]).toContain(reason))
    }
    await refused(async () => `${await duty.token()}x`, 'JwtSignatureError')
    await refused(async () => 'no token', 'MalformedJWT')
    await refused(() => duty.token(-10), 'InvalidJWTToken: Token has expired')
  })

  it('replays what was missed after the connection dropped, and goes on live', async () => {
    const duty = await city.addUser('duty')
    const since = Date.now()
    const heard = listen(await aClient(duty.token), METHANE, { replay: { since, limit: 25 } })
    await joined(heard)
    await ingest.post([{ sensor: 'S-CH4-2', at: Date.now(), value: 1.1 }])
    await until(() => expect(readingsOf(heard)).toContainEqual(['S-CH4-2', 1.1]))
    await stop()
    await until(() => expect(heard.statuses).toContain('CHANNEL_ERROR'))
    const missed = { city: 'test', readings: [['S-CH4-2', Date.now(), 1.2, 0, 0]] }
    await city.database.query('select realtime.send($1::text::jsonb, $2, $3, true)', [
      JSON.stringify(missed),
      'batch',
      METHANE,
    ])
    await start()
    await until(() => expect(readingsOf(heard)).toContainEqual(['S-CH4-2', 1.2]))
    expect(heard.messages.at(-1)?.meta).toMatchObject({ replayed: true })
    await ingest.post([{ sensor: 'S-CH4-2', at: Date.now(), value: 1.3 }])
    await until(() => expect(readingsOf(heard)).toContainEqual(['S-CH4-2', 1.3]))
  })

  it('goes on over a token refresh', async () => {
    const duty = await city.addUser('duty')
    const client = await aClient(duty.token)
    const heard = listen(client, METHANE)
    await joined(heard)
    await client.realtime.setAuth()
    await ingest.post([{ sensor: 'S-CH4-2', at: Date.now(), value: 1.4 }])
    await until(() => expect(readingsOf(heard)).toContainEqual(['S-CH4-2', 1.4]))
    expect(heard.system).toEqual([])
  })

  it('closes the channel when the role is taken away', async () => {
    const duty = await city.addUser('duty')
    const heard = listen(await aClient(duty.token), METHANE)
    await joined(heard)
    await city.database.query('delete from app.user_role where user_id = $1', [duty.id])
    await until(() => expect(heard.statuses).toContain('CLOSED'))
    expect(heard.system[0]).toContain('You no longer have permission to read')
  })

  it('closes the channel when the token expires and none follows', async () => {
    const duty = await city.addUser('duty')
    const token = await duty.token(4)
    const heard = listen(await aClient(async () => token), METHANE)
    await joined(heard)
    await until(() => expect(heard.statuses).toContain('CLOSED'))
    expect(heard.system[0]).toContain('expired')
  })

  it('carries broadcasts of clients where a policy lets them send: acknowledged, to itself, as bytes, across versions', async () => {
    const [first, second] = [await city.addUser('duty'), await city.addUser('planner')]
    const sender = listen(await aClient(first.token), 'test-room', { ack: true, self: true })
    const modern = listen(await aClient(second.token), 'test-room')
    const old = listen(await aClient(second.token, '1.0.0'), 'test-room')
    await Promise.all([joined(sender), joined(modern), joined(old)])
    expect(await sender.channel.send({ type: 'broadcast', event: 'greet', payload: { text: '你好' } })).toBe('ok')
    for (const heard of [sender, modern, old])
      await until(() => expect(heard.messages).toMatchObject([{ event: 'greet', payload: { text: '你好' } }]))
    const bytes = new Uint8Array([0, 1, 255]).buffer
    expect(await sender.channel.send({ type: 'broadcast', event: 'bytes', payload: bytes })).toBe('ok')
    await until(() => expect(new Uint8Array(modern.messages[1]?.payload as ArrayBuffer)).toEqual(new Uint8Array(bytes)))
    expect(old.messages).toHaveLength(1)
  })

  it('does not let clients send where no policy allows it', async () => {
    const duty = await city.addUser('duty')
    const heard = listen(await aClient(duty.token), METHANE, { ack: true, self: true })
    await joined(heard)
    expect(await heard.channel.send({ type: 'broadcast', event: 'batch', payload: {} })).toBe('error')
    expect(heard.messages).toEqual([])
  })

  it('lets a second join of a topic replace the first, so that nothing comes twice', async () => {
    const duty = await city.addUser('duty')
    const raw = await aRawSocket()
    const join = { config: { private: true }, access_token: await duty.token(), unknown_option: true }
    raw.send('1', `realtime:${METHANE}`, 'phx_join', join)
    raw.send('2', `realtime:${METHANE}`, 'phx_join', join)
    await until(() => expect(raw.heard.filter(({ event }) => event === 'phx_reply')).toHaveLength(1))
    expect(raw.heard).toMatchObject([
      { joinRef: '1', event: 'phx_close' },
      { joinRef: '2', event: 'phx_reply' },
    ])
    await ingest.post([{ sensor: 'S-CH4-2', at: Date.now(), value: 1.5 }])
    raw.send('2', 'phoenix', 'heartbeat', {})
    await until(() => expect(raw.heard.filter(({ event }) => event === 'broadcast')).toHaveLength(1))
    raw.send('2', `realtime:${METHANE}`, 'phx_leave', {})
    await until(() => expect(raw.heard.at(-1)).toMatchObject({ joinRef: '2', event: 'phx_close' }))
    raw.socket.terminate()
  })

  it('cuts off a client that does not read, and keeps serving the others', async () => {
    const duty = await city.addUser('duty')
    const heard = listen(await aClient(duty.token), 'test-room')
    await joined(heard)
    const stalled = await aRawSocket()
    stalled.send('1', 'realtime:test-room', 'phx_join', { config: { private: true }, access_token: await duty.token() })
    await until(() => expect(stalled.heard).toHaveLength(1))
    stalled.socket.pause()
    const closed = new Promise((resolve) => stalled.socket.once('close', resolve))
    await city.database.query(
      `select realtime.send(jsonb_build_object('fill', repeat('x', 60000)), 'load', 'test-room', true)
       from generate_series(1, 400)`,
    )
    gateway.wake()
    await until(() => expect(heard.messages).toHaveLength(400))
    stalled.socket.resume()
    await closed
    expect(stalled.heard.length).toBeLessThan(400)
  })

  it('refuses a socket without the publishable key', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/realtime/v1/websocket?apikey=wrong&vsn=2.0.0`)
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode))
      socket.on('error', () => {})
    })
    expect(status).toBe(401)
    socket.terminate()
  })
})
