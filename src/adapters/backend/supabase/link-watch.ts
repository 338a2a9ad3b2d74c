import type { LinkState } from '../../../ports/readings.ts'

/** Without a word from the server for this long the link counts as lost. */
const LOST_AFTER_MILLISECONDS = 5_000

/**
 * Judges the link from the times at which the server was heard, because a socket whose network was cut stays "open".
 * Tells `onLink` only when the state changes.
 */
export class LinkWatch {
  readonly #onLink: (state: LinkState) => void
  #state: LinkState = 'connecting'
  #heardAt: number

  constructor(now: number, onLink: (state: LinkState) => void) {
    this.#heardAt = now
    this.#onLink = onLink
  }

  /** The server answered a heartbeat, a join, or sent a batch. */
  heard(now: number): void {
    this.#heardAt = now
    this.#change('live')
  }

  /** Called again and again by a timer. */
  check(now: number): void {
    if (now - this.#heardAt > LOST_AFTER_MILLISECONDS) this.#change('lost')
  }

  #change(state: LinkState): void {
    if (state === this.#state) return
    this.#state = state
    this.#onLink(state)
  }
}
