import { type Grid, perDepth, type SurfaceSolver } from '../surface/grid.ts'

/** Depths whose first time is kept [m]: wet shoe, kerb, half a wheel, a car that floats (domain.md A.4). */
export const ARRIVAL_DEPTHS = [0.05, 0.15, 0.27, 0.5] as const
/** Water of this depth stands in the way [m]: its time is counted. */
const STANDING = 0.15

/** What was worst in each cell, by cell of the grid. */
export interface Extremes {
  /** [m] */
  readonly depth: Float32Array
  /** [m/s] */
  readonly speed: Float32Array
  /** largest depth × (speed + 0.5) at one instant [m²/s] */
  readonly hazard: Float32Array
  /** first time of each of ARRIVAL_DEPTHS [s]; NaN = never */
  readonly arrival: readonly Float32Array[]
  /** time with at least 0.15 m [s] */
  readonly standing: Float32Array
  /** of all cells and looks [m] */
  readonly leastDepth: number
}

/** Keeps the worst of what it is shown. */
export function keepRecords({ columns, rows }: Grid) {
  const cells = columns * rows
  const array = () => new Float32Array(cells)
  const arrival = ARRIVAL_DEPTHS.map(() => array().fill(Number.NaN))
  const [depth, speed, hazard, standing] = [array(), array(), array(), array()]
  let leastDepth = Number.POSITIVE_INFINITY
  let last = 0

  return {
    /** @param time  of the water shown [s], since the time before it stood so */
    note({ water, at }: SurfaceSolver, time: number): void {
      for (let row = 0; row < rows; row++) {
        const from = at(0, row)
        for (let column = 0; column < columns; column++) {
          const h = water.depth[from + column] as number
          leastDepth = Math.min(leastDepth, h)
          if (h <= 0) continue
          const cell = row * columns + column
          const q = Math.hypot(water.east[from + column] as number, water.north[from + column] as number)
          const v = q * perDepth(h)
          if (h > (depth[cell] as number)) {
            ARRIVAL_DEPTHS.forEach((limit, index) => {
              const first = arrival[index] as Float32Array
              if (h >= limit && (depth[cell] as number) < limit) first[cell] = time
            })
            depth[cell] = h
          }
          if (v > (speed[cell] as number)) speed[cell] = v
          const danger = h * (v + 0.5)
          if (danger > (hazard[cell] as number)) hazard[cell] = danger
          if (h >= STANDING) standing[cell] = (standing[cell] as number) + (time - last)
        }
      }
      last = time
    },
    extremes: (): Extremes => ({ depth, speed, hazard, arrival, standing, leastDepth }),
  }
}
