import type { Place } from '../survey.ts'

/** What a line needs of a point that it names. */
export interface IndexedPoint extends Place {
  /** H of the ground [m] */
  readonly ground: number | null
  readonly row: number
}

/** Points of one table by their key, some 120 bytes each: a city has millions. */
export class PointIndex {
  private readonly places = new Map<string, number>()
  private readonly x: number[] = []
  private readonly y: number[] = []
  private readonly lon: number[] = []
  private readonly lat: number[] = []
  private readonly ground: number[] = []
  private readonly row: number[] = []

  get size(): number {
    return this.x.length
  }

  /** Position of a point among those added; -1 when there is none. */
  indexOf(key: string): number {
    return this.places.get(key) ?? -1
  }

  /** @throws RangeError when the index is none that `indexOf` gave */
  at(index: number): IndexedPoint {
    const [x, y, lon, lat] = [this.x[index], this.y[index], this.lon[index], this.lat[index]]
    const [ground = Number.NaN, row] = [this.ground[index], this.row[index]]
    if (x === undefined || y === undefined || lon === undefined || lat === undefined || row === undefined) {
      throw new RangeError(`PointIndex.at: index is ${index}, expected 0 to ${this.size - 1}`)
    }
    return { x, y, lon, lat, row, ground: Number.isNaN(ground) ? null : ground }
  }

  get(key: string): IndexedPoint | null {
    const index = this.indexOf(key)
    return index < 0 ? null : this.at(index)
  }

  add(key: string, { x, y, lon, lat, ground, row }: IndexedPoint): void {
    this.places.set(key, this.size)
    this.x.push(x)
    this.y.push(y)
    this.lon.push(lon)
    this.lat.push(lat)
    this.ground.push(ground ?? Number.NaN)
    this.row.push(row)
  }
}
