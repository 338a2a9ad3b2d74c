import type { Ingest } from './ingest.ts'
import { type BridgeOptions, startBridge } from './mqtt-bridge.ts'
import { startBroker } from './mqtt-broker.ts'

/** How readings come in beside `POST /ingest/v1/readings`. */
export interface MqttOptions {
  /** of our own broker on the loopback; 0 = any free one; null = none */
  readonly port: number | null
  /** ports tried after it when it is taken */
  readonly morePorts?: number
  /** a broker outside to take readings from */
  readonly bridge?: BridgeOptions
}

/** The open ways in by MQTT. */
export interface Devices {
  /** of our own broker; null = there is none */
  readonly port: number | null
  close(): Promise<void>
}

/**
 * Opens the ways in by MQTT. A broker of our own that cannot be had is told and goes without: HTTP still takes readings.
 *
 * @param key  what devices send as password
 */
export async function openDevices(
  parts: {
    readonly ingest: Ingest
    readonly city: string
    readonly key: string
    readonly onNote: (note: string) => void
  },
  options: MqttOptions,
): Promise<Devices> {
  const onFault = (error: unknown) => console.error('MQTT:', error)
  const { port, morePorts = 0, bridge } = options
  const broker =
    port === null
      ? null
      : await startBroker({ ...parts, port, morePorts, onFault }).catch((error: Error) => {
          parts.onNote(error.message)
          return null
        })
  const outside = bridge && startBridge({ ...parts, onFault }, bridge)
  return {
    port: broker?.port ?? null,
    async close() {
      await Promise.all([broker?.close(), outside?.close()])
    },
  }
}
