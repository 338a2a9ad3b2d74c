import { type Infiltration, inRange } from './infiltration.ts'

/** A soil with its cover by the curve number of the US Soil Conservation Service. */
export interface CurveNumberSoil {
  /** CN [-], 10…99 */
  readonly curveNumber: number
  /** until wet ground is dry again [s], > 0 */
  readonly dryingTime: number
}

/** Water thinner than this is no pond: 0.05 inches, as in SWMM [m]. */
const FILM = 0.05 * 0.0254

/** place of each number of state */
const CAPACITY = 0
const RAIN = 1
const TAKEN = 2
const DRY_FOR = 3
const CAPACITY_OF_EVENT = 4
const RATE = 5

/**
 * Infiltration by curve number within an event: F = P − P² / (P + S), S = 25.4 mm (1000 / CN − 10); what flows on from
 * elsewhere stands and goes in at the last rate. The initial abstraction is the catchment's depression storage. State: free
 * capacity, rain and infiltration of the event, time since, capacity at its start, last rate.
 *
 * @throws RangeError when a parameter is out of its range
 * @source  EPA SWMM Hydrology Reference Manual (2016), section 4.5; see README.md
 */
export function curveNumber(soil: CurveNumberSoil): Infiltration {
  inRange('curveNumber', 'curve number', soil.curveNumber, 10, 99)
  inRange('curveNumber', 'drying time', soil.dryingTime, Number.MIN_VALUE)
  const capacity = 0.0254 * (1000 / soil.curveNumber - 10)
  const betweenEvents = 0.06 * soil.dryingTime

  /** rate that the rain of the event asks for, before what is there limits it */
  function asked(state: Float64Array, at: number, rain: number, standing: number, duration: number): number {
    const free = state[at + CAPACITY] as number
    if (rain > 0) {
      if ((state[at + DRY_FOR] as number) >= betweenEvents) {
        state[at + RAIN] = 0
        state[at + TAKEN] = 0
        state[at + CAPACITY_OF_EVENT] = free
      }
      state[at + DRY_FOR] = 0
      const fallen = (state[at + RAIN] as number) + rain * duration
      state[at + RAIN] = fallen
      const share = fallen / (fallen + (state[at + CAPACITY_OF_EVENT] as number))
      return free > 0 ? Math.max(0, (fallen * (1 - share) - (state[at + TAKEN] as number)) / duration) : 0
    }
    if (standing > FILM && free > 0) return Math.min(state[at + RATE] as number, free / duration)
    state[at + DRY_FOR] = (state[at + DRY_FOR] as number) + duration
    return 0
  }

  return {
    states: 6,
    start(state, at) {
      state.fill(0, at, at + 6)
      state[at + CAPACITY] = capacity
      state[at + CAPACITY_OF_EVENT] = capacity
    },
    take(state, at, rain, runon, depth, duration) {
      const standing = depth + runon * duration
      const rate = Math.min(asked(state, at, rain, standing, duration), rain + standing / duration)
      const free = state[at + CAPACITY] as number
      if (rate > 0) {
        state[at + TAKEN] = (state[at + TAKEN] as number) + rate * duration
        state[at + CAPACITY] = Math.max(free - rate * duration, 0)
      } else state[at + CAPACITY] = Math.min(free + (capacity * duration) / soil.dryingTime, capacity)
      state[at + RATE] = rate
      return rate
    },
  }
}
