import { z } from 'zod'
import type { UserBroadcast } from './frames.ts'

const SENSORS = /^sensors:/
const envelope = z.looseObject({ readings: z.array(z.tuple([z.string(), z.number()], z.unknown())) })

type Row = z.infer<typeof envelope>['readings'][number]
interface Held {
  readonly event: string
  /** all of the newest payload but its readings */
  readonly rest: Readonly<Record<string, unknown>>
  readonly newest: Map<string, Row>
}

/**
 * Sensor batches for a client that reads too slowly: of each sensor the newest value only. A viewer of live values wants
 * what is so now, not a queue of what was.
 */
export class HeldBatches {
  readonly #topics = new Map<string, Held>()

  get isEmpty(): boolean {
    return this.#topics.size === 0
  }

  /** Keeps a live batch of sensors; false for everything else, which must go out in its order. */
  add(topic: string, broadcast: UserBroadcast): boolean {
    if (!SENSORS.test(topic) || broadcast.meta?.replayed) return false
    const batch = envelope.safeParse(broadcast.payload)
    if (!batch.success) return false
    const { readings, id: _, ...rest } = batch.data
    const newest = this.#topics.get(topic)?.newest ?? new Map<string, Row>()
    for (const row of readings) {
      const held = newest.get(row[0])
      if (!held || held[1] <= row[1]) newest.set(row[0], row)
    }
    this.#topics.set(topic, { event: broadcast.event, rest, newest })
    return true
  }

  /** Drops what waits for a topic that is left or no longer allowed. */
  forget(topic: string): void {
    this.#topics.delete(topic)
  }

  /** One broadcast a topic; nothing waits afterwards. */
  take(): { topic: string; broadcast: UserBroadcast }[] {
    const taken = [...this.#topics].map(([topic, { event, rest, newest }]) => {
      const broadcast: UserBroadcast = {
        type: 'broadcast',
        event,
        payload: { ...rest, readings: [...newest.values()] },
      }
      return { topic, broadcast }
    })
    this.#topics.clear()
    return taken
  }
}
