import type { SwitchOrder } from '../domain/inundation/scenario.ts'
import type { CityPort } from '../ports/city.ts'
import type { FilePort } from '../ports/files.ts'
import type { ReadingPort } from '../ports/readings.ts'
import type { RecordPort, SessionPort } from '../ports/records.ts'
import type { ScenePort } from '../ports/scene.ts'
import type { ServerPort } from '../ports/server.ts'
import type { SimulationPort } from '../ports/simulations.ts'
import type { TwinStore } from '../state/store.ts'
import type { FreePart } from '../state/viewpoints.ts'

/**
 * A run that tells nothing for so long has gone astray [ms]: equations that do not settle, a network that cannot be ordered. No
 * sound one is silent for a tenth of it.
 */
export const MOST_SILENCE = 120_000

/** Time as commands use it; tests give one that they turn by hand. */
export interface Clock {
  /** milliseconds since 1970 UTC */
  now(): number
  wait(milliseconds: number): Promise<void>
  /** returns what stops it */
  every(milliseconds: number, work: () => void): () => void
}

export interface Ports {
  readonly server: ServerPort
  readonly city: CityPort
  readonly records: RecordPort
  readonly session: SessionPort
  readonly readings: ReadingPort
  readonly simulations: SimulationPort
  readonly files: FilePort
  /** camera only: drawing belongs to scene/sync */
  readonly camera: Pick<ScenePort, 'flyTo' | 'flyHome' | 'step'>
  /** what of the picture no panel covers, once the page shows what it was last told */
  readonly free: () => Promise<FreePart>
}

/** Everything a command may touch. */
export interface CommandContext {
  readonly store: TwinStore
  readonly ports: Ports
  readonly clock: Clock
  /** the simulation now running, so that a new one or the user can stop it */
  readonly running: { current: AbortController | null }
  /** the flood now computed; it goes on beside other simulations */
  readonly flooding: { current: AbortController | null; order: ((what: SwitchOrder) => void) | null }
  /** the leak now computed, beside both */
  readonly leaking: { current: AbortController | null }
  /** the adjacent-space analysis and the tracing of gas now computed */
  readonly analysing: { current: AbortController | null }
  readonly locating: { current: AbortController | null }
  /** somebody is signing out: the end of the session that follows is no expiry */
  readonly leaving: { current: boolean }
}

export const pageClock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  every: (milliseconds, work) => {
    const timer = setInterval(work, milliseconds)
    return () => clearInterval(timer)
  },
}
