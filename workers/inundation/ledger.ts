import type { FloodVolumes } from '../../src/domain/inundation/outcome.ts'

/** Volumes that a run moved since its start [m³]; none is ever negative. */
export type Volumes = Omit<FloodVolumes, 'final' | 'error' | 'errorShare'>

/** The accounts of the volumes of a run, summed so that a million small ones are not lost on a large one. */
export class Ledger {
  readonly #sums = { initial: 0, rain: 0, inflow: 0, outflow: 0, infiltrated: 0, drained: 0, returned: 0, roofs: 0 }
  readonly #rests = { initial: 0, rain: 0, inflow: 0, outflow: 0, infiltrated: 0, drained: 0, returned: 0, roofs: 0 }

  /** Neumaier's sum. */
  add(account: keyof Volumes, volume: number): void {
    const sum = this.#sums[account]
    const next = sum + volume
    this.#rests[account] += Math.abs(sum) >= Math.abs(volume) ? sum - next + volume : volume - next + sum
    this.#sums[account] = next
  }

  volumes(): Volumes {
    const total = (account: keyof Volumes) => this.#sums[account] + this.#rests[account]
    return {
      initial: total('initial'),
      rain: total('rain'),
      inflow: total('inflow'),
      outflow: total('outflow'),
      infiltrated: total('infiltrated'),
      drained: total('drained'),
      returned: total('returned'),
      roofs: total('roofs'),
    }
  }
}
