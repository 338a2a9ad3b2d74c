import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { IngestBusy } from '../../server/ingest/gather.ts'
import { createIngest, type Ingest } from '../../server/ingest/ingest.ts'
import { type BridgeOptions, startBridge } from '../../server/ingest/mqtt-bridge.ts'
import { type Broker, startBroker } from '../../server/ingest/mqtt-broker.ts'
import { until } from '../kit/until.ts'
import { aLiveCity, type LiveCity } from './live-city.ts'
import { type Mosquitto, startMosquitto } from './mosquitto.ts'

const KEY = 'key of the devices'
const TOPIC = 'lifeline/test/readings'
const MINUTE = 60_000
/** how long something is waited for on a machine that does much else [ms] */

let city: LiveCity
let ingest: Ingest
const clients: MqttClient[] = []
const closing: { close(): Promise<void> }[] = []

beforeAll(async () => {
  city = await aLiveCity()
})
afterAll(() => city.close())
beforeEach(async () => {
  for (const table of ['public.alarm', 'public.sensor_latest', 'sensing.sensor_reading', 'sensing.reading_hour'])
    await city.database.query(`delete from ${table}`)
  await city.database.query('delete from sensing.ingest_hour')
  ingest = await createIngest({ database: city.database, city: 'test' })
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)))
  for (const part of closing.splice(0).reverse()) await part.close()
  await ingest.close()
})

const fail = (error: unknown) => {
  throw error
}
const stored = async () => {
  const rows = await city.database.query<{ value: number }>('select value from sensing.sensor_reading order by at')
  return rows.map(({ value }) => value)
}
const counted = async () =>
  (await city.database.query('select accepted, late, duplicate, unknown, bad from sensing.ingest_hour'))[0]

async function aBroker(into: Ingest = ingest): Promise<Broker> {
  const broker = await startBroker({ ingest: into, city: 'test', key: KEY, port: 0, morePorts: 0, onFault: fail })
  closing.push(broker)
  return broker
}

async function aDevice(url: string, options: IClientOptions = {}): Promise<MqttClient> {
  const client = await mqtt.connectAsync(url, { username: 'gateway-7', password: KEY, reconnectPeriod: 0, ...options })
  client.on('error', () => {})
  clients.push(client)
  return client
}

const publish = (client: MqttClient, message: unknown, topic = TOPIC) =>
  client.publishAsync(topic, typeof message === 'string' ? message : JSON.stringify(message), { qos: 1 })

describe('the embedded broker', () => {
  const connect = async (options?: IClientOptions) => aDevice(`mqtt://127.0.0.1:${(await aBroker()).port}`, options)

  it('acknowledges a message when its readings are committed', async () => {
    const device = await connect()
    await publish(device, { readings: [{ sensor: 'S-P', at: Date.now(), value: 0.3 }] })
    expect(await stored()).toEqual([0.3])
  })

  it('takes a batch, a list and one reading', async () => {
    const device = await connect()
    const at = Date.now()
    await publish(device, { readings: [{ sensor: 'S-P', at: at - 2000, value: 0.1 }] })
    await publish(device, [{ sensor: 'S-P', at: at - 1000, value: 0.2 }])
    await publish(device, { sensor: 'S-P', at, value: 0.3 })
    expect(await stored()).toEqual([0.1, 0.2, 0.3])
  })

  it('stores late and repeated readings once and never moves the latest back', async () => {
    const device = await connect()
    const at = Date.now()
    for (const minutes of [0, 3, 1, 3])
      await publish(device, { sensor: 'S-P', at: at - minutes * MINUTE, value: minutes / 10 })
    expect(await stored()).toEqual([0.3, 0.1, 0])
    expect(await counted()).toEqual({ accepted: 1, late: 2, duplicate: 1, unknown: 0, bad: 0 })
    expect(await city.database.query('select value from public.sensor_latest')).toEqual([{ value: 0 }])
  })

  it('acknowledges and counts what cannot be read, and keeps an example with its sender', async () => {
    const device = await connect()
    await publish(device, 'hello')
    await publish(device, [
      { sensor: 'S-P', at: 'yesterday', value: 1 },
      { sensor: 'S-\u0000', at: 1, value: 1 },
    ])
    await publish(device, { sensor: 'nobody', at: Date.now(), value: 1 })
    expect(await counted()).toEqual({ accepted: 0, late: 0, duplicate: 0, unknown: 1, bad: 3 })
    const examples = await city.database.query(
      'select reason, source, row_text from sensing.ingest_example order by id desc limit 4',
    )
    expect(examples[0]).toMatchObject({ reason: 'unknown', source: 'gateway-7' })
    expect(examples[3]).toEqual({ reason: 'bad', source: 'gateway-7', row_text: 'hello' })
  })

  it('makes one transaction of what many devices publish together', async () => {
    const { port } = await aBroker()
    const devices = await Promise.all(
      Array.from({ length: 20 }, (_, n) => aDevice(`mqtt://127.0.0.1:${port}`, { clientId: `device-${n}` })),
    )
    const asCaller = vi.spyOn(city.database, 'asCaller')
    const at = Date.now()
    await Promise.all(devices.map((device, n) => publish(device, { sensor: 'S-P', at: at - n * 1000, value: n })))
    expect(await stored()).toHaveLength(20)
    // readings of the database, broadcasts of the outbox
    expect(asCaller.mock.calls.length).toBeLessThan(10)
    asCaller.mockRestore()
  })

  it('holds a message back while the database is busy, and loses none', async () => {
    let refusals = 3
    const busy: Ingest = {
      ...ingest,
      post: (rows, source) => (refusals-- > 0 ? Promise.reject(new IngestBusy('busy')) : ingest.post(rows, source)),
    }
    const device = await aDevice(`mqtt://127.0.0.1:${(await aBroker(busy)).port}`)
    await publish(device, { sensor: 'S-P', at: Date.now(), value: 0.3 })
    expect(refusals).toBe(-1)
    expect(await stored()).toEqual([0.3])
  })

  it('does not acknowledge what was not stored when it stops', async () => {
    const never: Ingest = { ...ingest, post: () => Promise.reject(new IngestBusy('busy')) }
    const broker = await aBroker(never)
    const device = await aDevice(`mqtt://127.0.0.1:${broker.port}`)
    let isAcknowledged = false
    const published = publish(device, { sensor: 'S-P', at: Date.now(), value: 0.3 }).then(
      () => {
        isAcknowledged = true
      },
      () => {},
    )
    const closed = new Promise<void>((resolve) => device.on('close', () => resolve()))
    await broker.close()
    await closed
    await device.endAsync(true)
    await published
    expect(isAcknowledged).toBe(false)
  })

  it('refuses a wrong key, MQTT 5, another topic and subscriptions', async () => {
    const { port } = await aBroker()
    const url = `mqtt://127.0.0.1:${port}`
    await expect(aDevice(url, { password: 'another' })).rejects.toThrow(/Bad username or password/)
    await expect(aDevice(url, { username: '' })).rejects.toThrow(/Bad username or password/)
    await expect(aDevice(url, { protocolVersion: 5 })).rejects.toThrow()
    const reader = await aDevice(url)
    await expect(reader.subscribeAsync('#', { qos: 1 })).rejects.toThrow()
    const device = await aDevice(url)
    const closed = new Promise<void>((resolve) => device.on('close', () => resolve()))
    publish(device, { sensor: 'S-P', at: Date.now(), value: 0.3 }, 'lifeline/other/readings').catch(() => {})
    await closed
    expect(await stored()).toEqual([])
  })
})

describe('a broker outside', () => {
  let mosquitto: Mosquitto
  beforeAll(async () => {
    mosquitto = await startMosquitto()
  })
  afterAll(() => mosquitto.stop())

  async function aBridge(options: Partial<BridgeOptions>, into: Ingest = ingest) {
    const notes: string[] = []
    const bridge = startBridge(
      { ingest: into, city: 'test', onNote: (note) => notes.push(note), onFault: fail },
      { url: mosquitto.url, version: 4, clientId: 'bridge', ...options },
    )
    closing.push(bridge)
    await until(() => expect(notes.some((note) => note.includes('connected, '))).toBe(true))
    return { bridge, notes }
  }
  const messages = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ sensor: 'S-P', at: Date.now() - n * 1000, value: n }))

  it.each([4, 5] as const)('keeps what is published while we are away (protocol level %i)', async (version) => {
    const options = { version, clientId: `away-${version}` }
    const { bridge } = await aBridge(options)
    await bridge.close()
    const device = await aDevice(mosquitto.url)
    await Promise.all(messages(50).map((message) => publish(device, message)))
    expect(await stored()).toEqual([])
    await aBridge(options)
    await until(async () => expect(await stored()).toHaveLength(50))
  })

  it('sends again what was not committed when we ended', async () => {
    const never: Ingest = { ...ingest, post: () => Promise.reject(new IngestBusy('busy')) }
    const options = { clientId: 'ended' }
    const { bridge } = await aBridge(options, never)
    const device = await aDevice(mosquitto.url)
    await publish(device, { sensor: 'S-P', at: Date.now(), value: 0.3 })
    await bridge.close()
    await aBridge(options)
    await until(async () => expect(await stored()).toEqual([0.3]))
  })

  it('that is started anew is found again, and nothing is lost', async () => {
    const { notes } = await aBridge({ clientId: 'restart' })
    const device = await aDevice(mosquitto.url, { clean: false, clientId: 'device', reconnectPeriod: 100 })
    const sent = messages(40)
    const first = Promise.all(sent.slice(0, 20).map((message) => publish(device, message)))
    await mosquitto.restart()
    await Promise.all([first, ...sent.slice(20).map((message) => publish(device, message))])
    await until(async () => expect(new Set(await stored()).size).toBe(40))
    expect(notes.some((note) => note.includes('not connected'))).toBe(true)
  })

  it('shares its messages among several connections', async () => {
    await aBridge({ clientId: 'shared', share: 'lifeline' })
    const device = await aDevice(mosquitto.url)
    await Promise.all(messages(60).map((message) => publish(device, message)))
    await until(async () => expect(await stored()).toHaveLength(60))
    expect(await counted()).toMatchObject({ duplicate: 0 })
  })
})
