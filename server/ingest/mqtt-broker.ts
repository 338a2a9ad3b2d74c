import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { Aedes, type AuthenticateError } from 'aedes'
import type { Ingest } from './ingest.ts'
import { readingsTopic, storeMessage } from './mqtt-message.ts'

/** MQTT is for the devices of this machine: from elsewhere it comes through a broker with TLS (`mqtt-bridge.ts`). */
const HOST = '127.0.0.1'
const MOST_CONNECTIONS = 2000
/** Largest message [bytes], as for HTTP. */
const MOST_BYTES = 4 * 1024 * 1024
/** How long readings wait for those of others, so that many devices are one transaction [ms]. */
const PATIENCE = 100
/** How long a connection may take to say who it is [ms]. */
const INTRODUCTION = 10_000
/** CONNACK of MQTT 3.1.1 */
const BAD_USERNAME_OR_PASSWORD = 4

/** An MQTT 3.1.1 broker whose only subscriber is the database. */
export interface Broker {
  readonly port: number
  close(): Promise<void>
}

/**
 * Takes readings by MQTT 3.1.1 on the loopback. A message of QoS 1 is acknowledged after its commit; one that is not
 * acknowledged when the connection ends is the device's to send again. Nobody can subscribe and nothing is retained.
 *
 * @param key  password of every device; the user name says which one it is
 * @param port  0 = any free one
 * @param morePorts  how many are tried after it when it is taken
 * @throws Error when no port can be had
 */
export async function startBroker(parts: {
  readonly ingest: Ingest
  readonly city: string
  readonly key: string
  readonly port: number
  readonly morePorts: number
  readonly onFault: (error: unknown) => void
}): Promise<Broker> {
  const stopping = new AbortController()
  const names = new WeakMap<object, string>()
  const topic = readingsTopic(parts.city)
  const broker = await Aedes.createBroker({
    connectTimeout: INTRODUCTION,
    authenticate(client, username, password, done) {
      const isKnown = username !== undefined && username !== '' && isEqual(password ?? '', parts.key)
      if (isKnown) names.set(client, username)
      done(isKnown ? null : refusal(), isKnown)
    },
    // runs before the acknowledgement, which the answer lets through
    authorizePublish(client, packet, done) {
      // kept by nobody: the newest values are in the database
      packet.retain = false
      if (packet.topic !== topic) return done(new Error(`topic is ${packet.topic}, expected ${topic}`))
      if (packet.payload.length > MOST_BYTES) return done(new Error(`message is larger than ${MOST_BYTES} bytes`))
      const source = { name: (client && names.get(client)) ?? 'MQTT', patience: PATIENCE }
      storeMessage({ ...parts, signal: stopping.signal }, Buffer.from(packet.payload), source).then(() => done(), done)
    },
    authorizeSubscribe: (_client, _subscription, done) => done(null, null),
  })
  const server = createServer((socket) => {
    broker.handle(socket)
  })
  server.maxConnections = MOST_CONNECTIONS
  await listen(server, parts.port, parts.morePorts)
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : parts.port,
    async close() {
      stopping.abort(new Error('the server stops'))
      const isClosed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      await new Promise<void>((resolve) => {
        broker.close(() => resolve())
      })
      await isClosed
    },
  }
}

function isEqual(given: string | Buffer, key: string): boolean {
  const digest = (text: string | Buffer) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(key))
}

function refusal(): AuthenticateError {
  return Object.assign(new Error('wrong user name or key'), { returnCode: BAD_USERNAME_OR_PASSWORD })
}

async function listen(server: Server, port: number, morePorts: number): Promise<void> {
  for (let next = port; ; next++) {
    const fault = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      server.once('error', resolve)
      server.listen(next, HOST, () => {
        server.off('error', resolve)
        resolve(null)
      })
    })
    if (!fault) return
    if (fault.code !== 'EADDRINUSE' || next >= port + morePorts)
      throw new Error(`MQTT port ${next} cannot be had: ${fault.message}`, { cause: fault })
  }
}
