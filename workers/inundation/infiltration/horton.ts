import { type Infiltration, inRange } from './infiltration.ts'

/** A soil by Horton. */
export interface HortonSoil {
  /** rate of dry ground f₀ [m/s], ≥ `final` */
  readonly initial: number
  /** rate of ground long wet f∞ [m/s], ≥ 0 */
  readonly final: number
  /** how fast the rate falls k [1/s], ≥ 0 */
  readonly decay: number
  /** until wet ground is 98 % dry again [s], ≥ 0 */
  readonly dryingTime: number
  /** the most that ground ever takes [m]; 0 or left out = any */
  readonly most?: number
}

/** Rate at which wet ground recovers [1/s]: 98 % within the drying time. */
function recovery({ dryingTime }: HortonSoil): number {
  return -Math.log(1 - 0.98) / dryingTime
}

function check(method: string, { initial, final, decay, dryingTime, most = 0 }: HortonSoil): void {
  inRange(method, 'final rate', final, 0)
  inRange(method, 'initial rate', initial, final)
  inRange(method, 'decay', decay, 0)
  inRange(method, 'drying time', dryingTime, 0)
  inRange(method, 'most volume', most, 0)
}

/**
 * Horton's infiltration, f = f∞ + (f₀ − f∞) e^(−k t), by volume: less water than the ground could take moves it along its
 * curve only as far as the same volume would. State: time on the curve [s], volume taken [m] (of `most` only).
 *
 * @throws RangeError when a parameter is out of its range
 * @source  EPA SWMM Hydrology Reference Manual (2016), section 4.2; see README.md
 */
export function horton(soil: HortonSoil): Infiltration {
  check('horton', soil)
  const { initial, final, decay, most = 0 } = soil
  const excess = initial - final
  const recovers = recovery(soil)
  const isConstant = excess === 0 || decay === 0

  /** volume that ground takes within `time`, when it has `rest` of its excess rate left */
  const gain = (rest: number, time: number) => final * time - (rest / decay) * Math.expm1(-decay * time)

  /** the time in which ground takes `volume`; from the left, Newton's steps on a concave curve never go too far */
  function timeToTake(rest: number, volume: number): number {
    let time = 0
    for (let round = 0; round < 50; round++) {
      const step = (volume - gain(rest, time)) / (final + rest * Math.exp(-decay * time))
      time += step
      if (!(step > 1e-12 * time)) break
    }
    return time
  }

  return {
    states: 2,
    start(state, at) {
      state[at] = 0
      state[at + 1] = 0
    },
    take(state, at, rain, runon, depth, duration) {
      const time = state[at] as number
      const there = rain + runon + depth / duration
      if (there <= 0) {
        if (isConstant) return 0
        state[at] = -Math.log1p(Math.exp(-recovers * duration) * Math.expm1(-decay * time)) / decay
        if (most > 0) state[at + 1] = gain(excess, state[at] as number)
        return 0
      }
      const rest = excess * Math.exp(-decay * time)
      const could = isConstant ? initial : gain(rest, duration) / duration
      let rate = could
      if (could > there) {
        rate = there
        if (!isConstant) state[at] = time + Math.min(timeToTake(rest, there * duration), duration)
      } else state[at] = time + duration
      if (most > 0) {
        rate = Math.max(0, Math.min(rate, (most - (state[at + 1] as number)) / duration))
        state[at + 1] = (state[at + 1] as number) + rate * duration
      }
      return rate
    },
  }
}

/**
 * Horton's infiltration as Akan (1992) counts it: the rate falls with the volume that went in beyond what seeps on,
 * f = f₀ − k F, so that rain weaker than f∞ uses up nothing. State: F [m].
 *
 * @throws RangeError when a parameter is out of its range
 * @source  EPA SWMM Hydrology Reference Manual (2016), section 4.3; see README.md
 */
export function modifiedHorton(soil: HortonSoil): Infiltration {
  check('modifiedHorton', soil)
  const { initial, final, decay, most = 0 } = soil
  const excess = initial - final
  const recovers = recovery(soil)
  const isConstant = excess === 0 || decay === 0

  return {
    states: 1,
    start(state, at) {
      state[at] = 0
    },
    take(state, at, rain, runon, depth, duration) {
      const taken = state[at] as number
      const there = rain + runon + depth / duration
      if (isConstant) return Math.min(initial, Math.max(there, 0))
      if (there <= 0) {
        state[at] = taken * Math.exp(-recovers * duration)
        return 0
      }
      if (most > 0 && taken >= most) return 0
      // dF/dt = f − f∞ solved over the step, where SWMM takes the rate of its start
      const beyond = (excess / decay - taken) * -Math.expm1(-decay * duration)
      const rate = Math.min(there, final + beyond / duration)
      const next = taken + Math.max(rate - final, 0) * duration
      state[at] = most > 0 ? Math.min(next, most) : next
      return rate
    },
  }
}
