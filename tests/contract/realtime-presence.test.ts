import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../kit/until.ts'
import { aLiveCity, type LiveCity, PUBLISHABLE_KEY } from './live-city.ts'
import { hear, joined, type LiveGateway, startLiveGateway } from './live-gateway.ts'

let city: LiveCity
let live: LiveGateway
let open: LiveGateway

beforeAll(async () => {
  city = await aLiveCity()
  const { query } = city.database
  await query(`create policy test_read on realtime.messages for select to authenticated
    using (realtime.topic() = 'room' or (realtime.topic() = 'quiet' and extension = 'broadcast'))`)
  await query(`create policy test_write on realtime.messages for insert to authenticated
    with check (realtime.topic() in ('room', 'quiet'))`)
  live = await startLiveGateway(city.database, { limits: { presenceCallsPerWindow: 20, messagesPerSecond: 30 } })
  open = await startLiveGateway(city.database, { isPrivateOnly: false })
})
afterAll(async () => {
  await live.close()
  await open.close()
  await city.close()
})
afterEach(async () => {
  await live.disconnect()
  await open.disconnect()
})

const duty = async () => (await city.addUser('duty')).token

describe('presence', () => {
  it('tells who is there, who comes, what they change and who leaves', async () => {
    const watcher = hear(await live.client(await duty()), 'room', { presence: { key: 'watcher' } })
    await joined(watcher)
    const client = await live.client(await duty())
    const first = hear(client, 'room', { presence: { key: 'anna' } })
    await joined(first)
    expect(await first.channel.track({ page: 'planner' })).toBe('ok')
    await until(() => expect(watcher.presence).toMatchObject([{ event: 'join', key: 'anna' }]))
    expect(watcher.presence[0]?.newPresences).toMatchObject([{ page: 'planner', presence_ref: expect.any(String) }])
    expect(watcher.channel.presenceState()).toMatchObject({ anna: [{ page: 'planner' }] })

    await first.channel.track({ page: 'emergency' })
    await until(() => expect(watcher.channel.presenceState()).toMatchObject({ anna: [{ page: 'emergency' }] }))
    expect(watcher.channel.presenceState().anna).toHaveLength(1)

    const late = hear(await live.client(await duty()), 'room', { presence: { key: 'late' } })
    await until(() => expect(late.channel.presenceState()).toMatchObject({ anna: [{ page: 'emergency' }] }))

    await first.channel.untrack()
    await until(() => expect(watcher.presence.at(-1)).toMatchObject({ event: 'leave', key: 'anna' }))
    expect(watcher.channel.presenceState()).toEqual({})
  })

  it('keeps a person as long as one of their pages is open, also when the other is torn away', async () => {
    const watcher = hear(await live.client(await duty()), 'room', { presence: { key: 'watcher' } })
    await joined(watcher)
    const token = await duty()
    const page = hear(await live.client(token), 'room', { presence: { key: 'anna' } })
    await joined(page)
    await page.channel.track({ page: 1 })
    const torn = await live.raw()
    const config = { private: true, presence: { enabled: true, key: 'anna' } }
    torn.send('1', 'realtime:room', 'phx_join', { config, access_token: await token() })
    await until(() => expect(torn.heard.map(({ event }) => event)).toContain('presence_state'))
    torn.send('1', 'realtime:room', 'presence', { type: 'presence', event: 'track', payload: { page: 2 } })
    await until(() => expect(watcher.channel.presenceState().anna).toHaveLength(2))
    torn.socket.terminate()
    await until(() => expect(watcher.channel.presenceState().anna).toEqual([expect.objectContaining({ page: 1 })]))
  })

  it('forgets the first of two pages too', async () => {
    const watcher = hear(await live.client(await duty()), 'room', { presence: { key: 'watcher' } })
    await joined(watcher)
    const token = await duty()
    const pages = [hear(await live.client(token), 'room', { presence: { key: 'anna' } })]
    pages.push(hear(await live.client(token), 'room', { presence: { key: 'anna' } }))
    for (const [index, page] of pages.entries()) {
      await joined(page)
      await page.channel.track({ page: index + 1 })
    }
    await until(() => expect(watcher.channel.presenceState().anna).toHaveLength(2))
    await pages[0]?.channel.unsubscribe()
    await until(() => expect(watcher.channel.presenceState().anna).toEqual([expect.objectContaining({ page: 2 })]))
  })

  it('is neither told nor taken where no policy allows it', async () => {
    const inside = hear(await live.client(await duty()), 'quiet', { presence: { key: 'a' } })
    await joined(inside)
    const other = hear(await live.client(await duty()), 'quiet', { presence: { key: 'b' } })
    await joined(other)
    expect(await inside.channel.track({ secret: true })).toBe('ok')
    await other.channel.send({ type: 'broadcast', event: 'last', payload: {} })
    await until(() => expect(inside.messages).toMatchObject([{ event: 'last' }]))
    expect(inside.presence).toEqual([])
    expect(other.presence).toEqual([])
  })

  it('stops who tracks too often, and says what it cannot read', async () => {
    const heard = hear(await live.client(await duty()), 'room', { presence: { key: 'busy' } })
    await joined(heard)
    expect(await heard.channel.track([] as never)).toBe('error')
    for (let count = 0; count < 25; count++) void heard.channel.track({ count })
    await until(() => expect(heard.statuses).toContain('CLOSED'))
    expect(heard.system.at(-1)).toMatchObject({ status: 'error', message: 'Client presence rate limit exceeded' })
  })
})

describe('limits', () => {
  it('stop who sends too much', async () => {
    const heard = hear(await live.client(await duty()), 'room')
    await joined(heard)
    for (let count = 0; count < 40; count++)
      void heard.channel.send({ type: 'broadcast', event: 'flood', payload: { count } })
    await until(() => expect(heard.statuses).toContain('CLOSED'))
    expect(heard.system.at(-1)).toMatchObject({ message: 'Too many messages per second' })
  })

  it('refuse what is too large, joins that are too many and topics without a name', async () => {
    const token = await duty()
    const raw = await live.raw()
    raw.send('0', 'realtime:', 'phx_join', {})
    await until(() =>
      expect(raw.heard.at(-1)?.payload).toMatchObject({
        response: { reason: expect.stringContaining('TopicNameRequired') },
      }),
    )
    const heard = hear(await live.client(token), 'room', { broadcast: { ack: true } })
    await joined(heard)
    const payload = { fill: 'x'.repeat(300_000) }
    expect(await heard.channel.send({ type: 'broadcast', event: 'large', payload })).toBe('error')
    const few = await startLiveGateway(city.database, {
      limits: { joinsPerSecond: 2, channelsPerSocket: 1, sockets: 1 },
    })
    try {
      const socket = await few.raw()
      for (const ref of ['1', '2', '3']) socket.send(ref, `realtime:${ref}`, 'phx_join', { config: { private: true } })
      await until(() => expect(socket.closed).toHaveLength(1))
      const reasons = socket.heard.map(({ payload }) => JSON.stringify(payload))
      expect(reasons.join()).toContain('ChannelRateLimitReached: Too many channels')
      expect(reasons.join()).toContain('ClientJoinRateLimitReached: Too many joins per second')
    } finally {
      await few.close()
    }
  })
})

describe('public rooms', () => {
  it('are open to anybody where the gateway allows them, and are not the private rooms of the same name', async () => {
    const secret = hear(await open.client(await duty()), 'room')
    const anybody = hear(await open.client(null), 'room', { private: false, broadcast: { self: true } })
    await Promise.all([joined(secret), joined(anybody)])
    await anybody.channel.send({ type: 'broadcast', event: 'hello', payload: { n: 1 } })
    await until(() => expect(anybody.messages).toMatchObject([{ event: 'hello', payload: { n: 1 } }]))
    await city.database.query(
      `select realtime.send('{"n":2}', 'stored', 'room', false), realtime.send('{"n":3}', 'stored', 'room', true)`,
    )
    await until(() => expect(anybody.messages[1]).toMatchObject({ payload: { n: 2 } }))
    await until(() => expect(secret.messages).toMatchObject([{ payload: { n: 3 } }]))
    expect(anybody.messages).toHaveLength(2)
  })
})

describe('a broadcast by HTTP', () => {
  const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${live.url}/realtime/v1/api/broadcast${path}`, {
      method: 'POST',
      headers: { apikey: PUBLISHABLE_KEY, 'content-type': 'application/json', ...headers },
      body,
    })
  const batch = (topic: string) =>
    JSON.stringify({ messages: [{ topic, event: 'e', payload: { n: 1 }, private: true }] })

  it('reaches the room of a topic that the sender may write', async () => {
    const token = await duty()
    const heard = hear(await live.client(token), 'room')
    await joined(heard)
    const bearer = { authorization: `Bearer ${await token()}` }
    expect((await post('', batch('room'), bearer)).status).toBe(202)
    await until(() => expect(heard.messages).toMatchObject([{ event: 'e', payload: { n: 1 } }]))
    expect(await heard.channel.httpSend('single', { n: 2 })).toEqual({ success: true })
    await heard.channel.httpSend('bytes', Uint8Array.of(7, 255).buffer)
    await until(() => expect(heard.messages).toHaveLength(3))
    expect(heard.messages[1]).toMatchObject({ event: 'single', payload: { n: 2 } })
    expect(new Uint8Array(heard.messages[2]?.payload as ArrayBuffer)).toEqual(Uint8Array.of(7, 255))
  })

  it('is refused without a key, with a bad token, for nobody, and when it makes no sense', async () => {
    const heard = hear(await live.client(await duty()), 'room')
    await joined(heard)
    expect((await post('', batch('room'), { apikey: 'wrong' })).status).toBe(401)
    expect((await post('', batch('room'), { authorization: 'Bearer x.y.z' })).status).toBe(401)
    expect((await post('/room/events/e?private=true', '{"n":1}')).status).toBe(403)
    expect((await post('/room/events/e', '{"n":1}')).status).toBe(403)
    expect((await post('', '{"messages":[{}]}')).status).toBe(422)
    expect((await post('', 'no json')).status).toBe(422)
    expect((await post('/%E0%A4%A/events/e', '{}')).status).toBe(404)
    // accepted and not delivered, as on hosted
    expect((await post('', batch('room'))).status).toBe(202)
    expect(heard.messages).toEqual([])
  })
})
