import mqtt, { type MqttClient } from 'mqtt'
import type { Ingest } from './ingest.ts'
import { readingsTopic, storeMessage } from './mqtt-message.ts'

/** How often a lost broker is looked for [ms]. */
const RECONNECT = 1000
/** How long the broker keeps what comes while we are away, where it is asked in MQTT 5 [s]. */
const SESSION = 7 * 86_400
/** Messages on the way without acknowledgement, where the broker is told in MQTT 5. */
const IN_FLIGHT = 100
const KEEPALIVE_S = 60
/** Connections of a shared subscription: each takes one message at a time. */
const SHARED_CONNECTIONS = 8

export interface BridgeOptions {
  /** mqtt:// or mqtts://, with user and password in it where the broker asks for them */
  readonly url: string
  /** 4 = MQTT 3.1.1 */
  readonly version: 4 | 5
  /** under which the broker keeps our session: the same at every start, another one for every server */
  readonly clientId: string
  /** name of a shared subscription: several connections, also of several servers, take turns */
  readonly share?: string
}

/** Readings from an MQTT broker outside. */
export interface Bridge {
  close(): Promise<void>
}

/**
 * Subscribes with QoS 1 in a session that the broker keeps, and acknowledges after the commit: what is published while
 * we are away, or cannot store, waits at the broker. One message is read at a time, so that a slow database stops the
 * reading.
 *
 * @param onNote  told in one line when the broker is reached, lost, or refuses
 */
export function startBridge(
  parts: {
    readonly ingest: Ingest
    readonly city: string
    readonly onNote: (note: string) => void
    readonly onFault: (error: unknown) => void
  },
  options: BridgeOptions,
): Bridge {
  const stopping = new AbortController()
  const { host } = new URL(options.url)
  const topic = readingsTopic(parts.city)
  const subscription = options.share === undefined ? topic : `$share/${options.share}/${topic}`
  const source = { name: host, patience: 0 }
  let lastNote = ''
  const note = (text: string) => {
    if (text === lastNote) return
    lastNote = text
    parts.onNote(`MQTT ${host}: ${text}`)
  }

  function connect(clientId: string): MqttClient {
    const client = mqtt.connect(options.url, {
      clientId,
      clean: false,
      protocolVersion: options.version,
      keepalive: KEEPALIVE_S,
      reconnectPeriod: RECONNECT,
      reconnectOnConnackError: true,
      resubscribe: false,
      ...(options.version === 5 ? { properties: { sessionExpiryInterval: SESSION, receiveMaximum: IN_FLIGHT } } : {}),
    })
    // the acknowledgement goes out when this calls back; without an answer the broker sends the message again
    client.handleMessage = (packet, done) => {
      const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
      storeMessage({ ...parts, signal: stopping.signal }, payload, source).then(
        () => done(),
        () => client.stream.destroy(),
      )
    }
    client.on('connect', () => {
      client.subscribe(subscription, { qos: 1 }, (error, grants) => {
        if (error || grants?.some(({ qos }) => qos !== 1))
          note(`refuses the subscription of ${subscription} with QoS 1`)
        else note(`connected, ${subscription}`)
      })
    })
    client.on('close', () => {
      if (!stopping.signal.aborted) note('not connected, trying again')
    })
    client.on('error', (error) => note(error.message))
    return client
  }

  const clients = Array.from({ length: options.share === undefined ? 1 : SHARED_CONNECTIONS }, (_, index) =>
    connect(options.share === undefined ? options.clientId : `${options.clientId}-${index + 1}`),
  )
  return {
    async close() {
      stopping.abort(new Error('the server stops'))
      await Promise.all(clients.map((client) => client.endAsync(true)))
    },
  }
}
