/** Sums over the readings of one sensor. */
interface Sums {
  readonly count: number
  readonly sum: number
  readonly squares: number
}

/** How well a rate and a steady level by sensor explain readings. */
export interface Fit {
  /** [m³/s], ≥ 0 */
  readonly rate: number
  /** what is left, as a sum of squares */
  readonly square: number
}

const TURNS = 50

/** Readings of some sensors in equal steps, to be explained by a leak on top of a steady level by sensor. */
export class SensorRecord {
  /** what is left when nothing leaks: each sensor at its mean */
  readonly steady: number
  readonly #values: readonly Float64Array[]
  readonly #ends: readonly number[]
  /** steps at which a sensor reads the end of its range */
  readonly #over: readonly (readonly number[])[]
  readonly #sums: readonly Sums[]

  /**
   * @param values  by sensor, by step; NaN = no reading
   * @param ends  by sensor, what it reads at most: such a reading only says that there is no less
   */
  constructor(values: readonly Float64Array[], ends: readonly number[]) {
    const isOver = (value: number, k: number) => value >= (ends[k] as number)
    this.#ends = ends
    this.#over = values.map((list, k) => Array.from(list.keys()).filter((n) => isOver(list[n] as number, k)))
    this.#values = values.map((list, k) => list.map((value) => (isOver(value, k) ? Number.NaN : value)))
    this.#sums = this.#values.map((list) => {
      const known = list.filter((value) => !Number.isNaN(value))
      return {
        count: known.length,
        sum: known.reduce((sum, value) => sum + value, 0),
        squares: known.reduce((sum, value) => sum + value * value, 0),
      }
    })
    this.steady = this.#sums.reduce((all, sums, k) => all + leftOf(sums, 0, 0, 0, 0) + this.#lackOf(k, sums, 0, 0), 0)
  }

  /**
   * Least squares of a rate between two bounds and a level ≥ 0 by sensor. With the rate given each level is a clipped mean, and what is left is
   * convex in the rate and of second degree by pieces: Newton's steps on it end at the exact minimum. Readings at the end of a range
   * take no part in the fit; what it lacks of them is added to what is left.
   *
   * @param curves  by sensor, by step since the leak began: what it reads of 1 m³/s
   * @param start  step at which the leak begins
   * @param bounds  of the rate [m³/s]
   */
  fit(curves: readonly Float64Array[], start: number, [least, most]: readonly [number, number]): Fit {
    const sensors = this.#sums.map((sums, k) => {
      const [values, curve] = [this.#values[k] as Float64Array, curves[k] as Float64Array]
      let [own, cross, square] = [0, 0, 0]
      for (let n = start; n < values.length; n++) {
        const [value, one] = [values[n] as number, curve[n - start] as number]
        if (Number.isNaN(value)) continue
        own += one
        cross += one * value
        square += one * one
      }
      return { sums, own, cross, square }
    })
    let rate = least
    for (let turn = 0; turn < TURNS; turn++) {
      let [pull, stiffness] = [0, 0]
      for (const { sums, own, cross, square } of sensors) {
        const hasLevel = sums.count > 0 && sums.sum > rate * own
        pull += cross - (hasLevel ? (own * sums.sum) / sums.count : 0)
        stiffness += square - (hasLevel ? (own * own) / sums.count : 0)
      }
      const next = stiffness > 0 ? Math.min(most, Math.max(least, pull / stiffness)) : least
      if (next === rate) break
      rate = next
    }
    const square = sensors.reduce((all, { sums, own, cross, square: power }, k) => {
      const lack = this.#lackOf(k, sums, rate, own, curves[k], start)
      return all + leftOf(sums, rate, own, cross, power) + lack
    }, 0)
    return { rate, square }
  }

  /** Squares of what a fit lacks of readings at the end of the range. */
  #lackOf(k: number, { count, sum }: Sums, rate: number, own: number, curve?: Float64Array, start = 0): number {
    const level = count > 0 ? Math.max(0, sum - rate * own) / count : 0
    return (this.#over[k] as readonly number[]).reduce((all, n) => {
      const told = level + (curve && n >= start ? rate * (curve[n - start] as number) : 0)
      return all + Math.max(0, (this.#ends[k] as number) - told) ** 2
    }, 0)
  }
}

function leftOf({ count, sum, squares }: Sums, rate: number, own: number, cross: number, square: number): number {
  const left = squares - 2 * rate * cross + rate * rate * square
  const above = Math.max(0, sum - rate * own)
  return Math.max(0, left - (count > 0 ? (above * above) / count : 0))
}
