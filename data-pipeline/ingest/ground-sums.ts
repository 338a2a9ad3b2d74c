import type { Bounds } from '../../src/domain/geo/coordinates.ts'

/** finest cell [degrees]: some 11 m */
const FINEST = 0.0001
const MOST_CELLS = 1 << 16
/** columns a row of cells may have, so that column and row are one number */
const ROW = 1 << 23

/** Sums of one cell: count, lon, lat, ground. */
type Sums = [count: number, lon: number, lat: number, ground: number]

/** Sums as they lie: cells of so many degrees, each with count, lon, lat, ground. */
export interface PackedGround {
  readonly size: number
  readonly sums: Float64Array<ArrayBuffer>
}

/** Ground levels of points, summed while they pass: cells of the globe's grid, made coarser when they become too many. */
export class GroundSums {
  private size = FINEST
  private cells = new Map<number, Sums>()

  add(lon: number, lat: number, ground: number): void {
    this.put(lon, lat, 1, lon, lat, ground)
    if (this.cells.size > MOST_CELLS) this.coarsen()
  }

  /**
   * Means over a grid of equal cells.
   *
   * @returns  count × count levels [m, H], row 0 south, NaN where no point is; null when there is none at all
   */
  means([west, south, east, north]: Bounds, count: number): Float64Array | null {
    if (this.cells.size === 0) return null
    const [sums, counts] = [new Float64Array(count * count), new Float64Array(count * count)]
    const cell = (share: number) => Math.min(Math.max(Math.round(share * count - 0.5), 0), count - 1)
    for (const [points, lon, lat, ground] of this.cells.values()) {
      const row = cell((lat / points - south) / (north - south))
      const index = row * count + cell((lon / points - west) / (east - west))
      sums[index] = (sums[index] ?? 0) + ground
      counts[index] = (counts[index] ?? 0) + points
    }
    return sums.map((sum, index) => (counts[index] ? sum / (counts[index] ?? 1) : Number.NaN))
  }

  packed(): PackedGround {
    return { size: this.size, sums: Float64Array.from([...this.cells.values()].flat()) }
  }

  /** Adds the sums of other points. */
  append({ size, sums }: PackedGround): void {
    while (this.size < size) this.coarsen()
    for (let at = 0; at < sums.length; at += 4) {
      const [count = 0, lon = 0, lat = 0, ground = 0] = sums.subarray(at, at + 4)
      this.put(lon / count, lat / count, count, lon, lat, ground)
      if (this.cells.size > MOST_CELLS) this.coarsen()
    }
  }

  private put(lon: number, lat: number, count: number, lons: number, lats: number, ground: number): void {
    const key = Math.floor(lat / this.size) * ROW + Math.floor(lon / this.size)
    const sums = this.cells.get(key)
    if (sums) {
      sums[0] += count
      sums[1] += lons
      sums[2] += lats
      sums[3] += ground
    } else this.cells.set(key, [count, lons, lats, ground])
  }

  private coarsen(): void {
    const before = this.cells
    this.cells = new Map()
    this.size *= 2
    for (const sums of before.values()) this.put(sums[1] / sums[0], sums[2] / sums[0], ...sums)
  }
}
