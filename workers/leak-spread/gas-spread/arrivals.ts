import { LEVELS } from '../spaces/grading.ts'
import type { Layering } from '../spaces/layering.ts'
import type { Spread } from '../spaces/spread.ts'

/** When each space first held each of `LEVELS`, and the most that it held: by the layer that people and sparks are in. */
export class Arrivals {
  /** [s] by level, then by space; Infinity = not yet */
  readonly times: readonly Float64Array[]
  /** [m³/m³] by space; in its layer, and of the mean of all of it */
  readonly peak: Float64Array
  readonly peakMean: Float64Array
  /** [s] by space */
  readonly peakTime: Float64Array
  readonly #before: Float64Array
  readonly #layers: readonly Layering[]
  readonly #lower: number

  constructor(layers: readonly Layering[], lower: number) {
    this.#layers = layers
    this.#lower = lower
    this.times = LEVELS.map(() => new Float64Array(layers.length).fill(Number.POSITIVE_INFINITY))
    this.peak = new Float64Array(layers.length)
    this.peakMean = new Float64Array(layers.length)
    this.peakTime = new Float64Array(layers.length)
    this.#before = new Float64Array(layers.length)
  }

  /** Looks at a spread after a step; a level between two looks is placed by a straight line. */
  note(spread: Spread, step: number): void {
    for (const space of spread.active) {
      const mean = spread.concentration[space] as number
      const value = layered(mean, this.#layers[space])
      this.peakMean[space] = Math.max(this.peakMean[space] as number, mean)
      const before = this.#before[space] as number
      LEVELS.forEach((level, n) => {
        const [limit, times] = [level * this.#lower, this.times[n] as Float64Array]
        if (value >= limit && times[space] === Number.POSITIVE_INFINITY)
          times[space] = spread.time - step * (value > before ? (value - limit) / (value - before) : 0)
      })
      if (value > (this.peak[space] as number)) {
        this.peak[space] = value
        this.peakTime[space] = spread.time
      }
      this.#before[space] = value
    }
  }
}

/** In the layer of a space [m³/m³]. */
export function layered(concentration: number, layer: Layering | undefined): number {
  return Math.min(1, concentration * (layer?.factor ?? 1))
}

/**
 * Quantile of times of which some never come.
 *
 * @returns  null where more than the rest never does
 */
export function quantile(times: readonly number[], share: number): number | null {
  const sorted = [...times].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.POSITIVE_INFINITY
  return Number.isFinite(value) ? value : null
}
