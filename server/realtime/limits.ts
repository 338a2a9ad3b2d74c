/** What one gateway grants; texts of refusals are those of Supabase Realtime, so that clients know them. */
export interface Limits {
  /** sockets at once */
  readonly sockets: number
  /** hosted allows 100; a page over a whole city has a topic for each district and kind */
  readonly channelsPerSocket: number
  /** of one socket */
  readonly joinsPerSecond: number
  /** broadcasts and presence messages that one socket may send */
  readonly messagesPerSecond: number
  /** track and untrack of one channel in 30 s; null = as many as messages */
  readonly presenceCallsPerWindow: number | null
  /** one message of a client [bytes] */
  readonly frameBytes: number
  /** payload of one broadcast or presence [bytes] */
  readonly payloadBytes: number
  /** unread by a socket beyond this, its sensor batches are merged to the newest value of each sensor [bytes] */
  readonly mergeBytes: number
  /** unread beyond this the socket is closed with 1013 and resyncs on return [bytes] */
  readonly unreadBytes: number
}

export const LIMITS: Limits = {
  sockets: 200,
  channelsPerSocket: 1000,
  joinsPerSecond: 1000,
  messagesPerSecond: 100,
  presenceCallsPerWindow: 5,
  frameBytes: 1024 * 1024,
  payloadBytes: 256 * 1024,
  mergeBytes: 256 * 1024,
  unreadBytes: 8 * 1024 * 1024,
}

/** Length of the window of presence calls [ms]. */
export const PRESENCE_WINDOW = 30_000

/** Counts events in windows that follow one another. */
export class Window {
  readonly #most: number
  readonly #length: number
  #since = Number.NEGATIVE_INFINITY
  #count = 0

  /**
   * @param most  events in one window
   * @param length  of the window [ms]
   */
  constructor(most: number, length: number) {
    this.#most = most
    this.#length = length
  }

  /** Counts one; false when the window is full. */
  take(now: number): boolean {
    if (now - this.#since >= this.#length) {
      this.#since = now
      this.#count = 0
    }
    this.#count++
    return this.#count <= this.#most
  }
}
