import { encodeFrame, encodeOnce, type FrameVersion, type ServerFrame, type UserBroadcast } from './frames.ts'
import { HeldBatches } from './held-batches.ts'
import type { Limits } from './limits.ts'

/** "Try again later": the client joins again and re-reads. */
const TRY_AGAIN_LATER = 1013
/** A client that does not read would not answer the closing handshake either [ms]. */
const CLOSING = 2000

/** Before every topic on the wire. */
export const PREFIX = 'realtime:'

/** The socket under a session; `ws` in life. */
export interface Wire {
  readonly bufferedAmount: number
  /** @param done  called when the bytes left this process, or never will */
  send(data: string | Uint8Array, done: () => void): void
  close(code: number, reason: string): void
  /** ends it at once, without the handshake that a stalled client would not answer */
  terminate(): void
}

/** A broadcast on its way to many sockets. */
export interface SharedBroadcast {
  /** without the prefix `realtime:` */
  readonly topic: string
  readonly broadcast: UserBroadcast
  readonly encoded: (version: FrameVersion) => string | Uint8Array | null
}

export function sharedBroadcast(topic: string, broadcast: UserBroadcast): SharedBroadcast {
  const frame = { joinRef: null, ref: null, topic: PREFIX + topic, event: 'broadcast', payload: broadcast }
  return { topic, broadcast, encoded: encodeOnce(frame) }
}

/**
 * What goes to one socket. While the client has more unread than `mergeBytes`, sensor batches wait and only the newest
 * value of each sensor follows when it reads again; everything else keeps its order, and beyond `unreadBytes` the
 * socket is closed with 1013.
 */
export class Outgoing {
  readonly version: FrameVersion
  readonly #wire: Wire
  readonly #limits: Limits
  readonly #held = new HeldBatches()
  #isClosed = false

  constructor(wire: Wire, version: FrameVersion, limits: Limits) {
    this.#wire = wire
    this.version = version
    this.#limits = limits
  }

  frame(frame: ServerFrame): void {
    this.data(encodeFrame(frame, this.version))
  }

  /** @param data  an encoded frame; null is nothing to send */
  data(data: string | Uint8Array | null): void {
    if (data === null || this.#isClosed) return
    if (this.#wire.bufferedAmount > this.#limits.unreadBytes) this.#giveUp()
    else this.#wire.send(data, () => this.#flush())
  }

  broadcast(shared: SharedBroadcast): void {
    const isBehind = !this.#held.isEmpty || this.#wire.bufferedAmount > this.#limits.mergeBytes
    if (isBehind && this.#held.add(shared.topic, shared.broadcast)) return
    this.data(shared.encoded(this.version))
  }

  /** Nothing more of this topic, also of what waits. */
  forget(topic: string): void {
    this.#held.forget(topic)
  }

  end(): void {
    this.#isClosed = true
    this.#wire.terminate()
  }

  #flush(): void {
    if (this.#held.isEmpty || this.#isClosed || this.#wire.bufferedAmount > this.#limits.mergeBytes / 2) return
    for (const { topic, broadcast } of this.#held.take())
      this.data(sharedBroadcast(topic, broadcast).encoded(this.version))
  }

  #giveUp(): void {
    this.#isClosed = true
    this.#wire.close(TRY_AGAIN_LATER, 'too much unread')
    setTimeout(() => this.#wire.terminate(), CLOSING).unref()
  }
}
