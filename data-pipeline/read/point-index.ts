import { KeyIndex } from '../store/key-index.ts'
import type { Place } from '../survey.ts'

const FIRST_CAPACITY = 1024
/** x, y, lon, lat, ground (NaN = not known), row, number */
const NUMBERS = 7

/** What a line needs of a point that it names. */
export interface IndexedPoint extends Place {
  /** H of the ground [m] */
  readonly ground: number | null
  readonly row: number
  /** its running number in the city; -1 when its key is that of a point read before */
  readonly number: number
}

/** Points of one table by their key, some 90 bytes each: a city has millions. */
export class PointIndex {
  private readonly keys = new KeyIndex()
  private values = new Float64Array(FIRST_CAPACITY * NUMBERS)

  get size(): number {
    return this.keys.count
  }

  /** Position of a point among those added; -1 when there is none. */
  indexOf(key: string): number {
    return this.keys.find(key)
  }

  /** @throws RangeError when the index is none that `indexOf` gave */
  at(index: number): IndexedPoint {
    if (!(index >= 0 && index < this.size))
      throw new RangeError(`PointIndex.at: index is ${index}, expected 0 to ${this.size - 1}`)
    const { values } = this
    const from = index * NUMBERS
    const ground = values[from + 4] ?? Number.NaN
    return {
      x: values[from] ?? 0,
      y: values[from + 1] ?? 0,
      lon: values[from + 2] ?? 0,
      lat: values[from + 3] ?? 0,
      row: values[from + 5] ?? 0,
      number: values[from + 6] ?? 0,
      ground: Number.isNaN(ground) ? null : ground,
    }
  }

  get(key: string): IndexedPoint | null {
    const index = this.indexOf(key)
    return index < 0 ? null : this.at(index)
  }

  add(key: string, { x, y, lon, lat, ground, row, number }: IndexedPoint): void {
    const at = this.size * NUMBERS
    if (at === this.values.length) {
      const larger = new Float64Array(this.values.length * 2)
      larger.set(this.values)
      this.values = larger
    }
    const { values } = this
    values[at] = x
    values[at + 1] = y
    values[at + 2] = lon
    values[at + 3] = lat
    values[at + 4] = ground ?? Number.NaN
    values[at + 5] = row
    values[at + 6] = number
    this.keys.add(key, this.size)
  }
}
