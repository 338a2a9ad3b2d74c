import { ARRIVAL_DEPTHS, STANDING } from '../../../src/domain/inundation/outcome.ts'
import { perDepth, type Water } from './grid.ts'

/** When somebody looks for what is worst [s]. */
export interface Look {
  readonly time: number
  /** since the look before; the water that is seen stood so long */
  readonly since: number
}

/** What was worst by place in a solver's arrays, see Extremes; arrival Infinity = never. */
export interface Records {
  readonly depth: Float32Array
  readonly speed: Float32Array
  readonly hazard: Float32Array
  readonly standing: Float32Array
  readonly arrival: readonly Float32Array[]
}

/** @param array  gives the next array, all zero */
export function emptyRecords(array: () => Float32Array): Records {
  return {
    ...{ depth: array(), speed: array(), hazard: array(), standing: array() },
    arrival: ARRIVAL_DEPTHS.map(() => array().fill(Number.POSITIVE_INFINITY)),
  }
}

/** Keeps what is worse than what was; `recordWorst` of step.as.ts does the same. */
export function keepWorst({ depth, speed, hazard, standing, arrival }: Records, water: Water, look: Look): void {
  for (let i = 0; i < depth.length; i++) {
    const h = water.depth[i] as number
    if (h <= 0) continue
    const [east, north] = [water.east[i] as number, water.north[i] as number]
    const v = Math.sqrt(east * east + north * north) * perDepth(h)
    if (h > (depth[i] as number)) depth[i] = h
    if (v > (speed[i] as number)) speed[i] = v
    const danger = h * (v + 0.5)
    if (danger > (hazard[i] as number)) hazard[i] = danger
    if (h >= STANDING) standing[i] = (standing[i] as number) + look.since
    for (let limit = 0; limit < ARRIVAL_DEPTHS.length; limit++) {
      const first = arrival[limit] as Float32Array
      if (h >= (ARRIVAL_DEPTHS[limit] as number) && look.time < (first[i] as number)) first[i] = look.time
    }
  }
}
