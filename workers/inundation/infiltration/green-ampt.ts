import { type Infiltration, inRange } from './infiltration.ts'

/** A soil by Green and Ampt. */
export interface GreenAmptSoil {
  /** capillary suction at the wetting front ψ [m], ≥ 0 */
  readonly suction: number
  /** saturated hydraulic conductivity K [m/s], > 0 */
  readonly conductivity: number
  /** free pore space of dry ground θd, share of the volume, 0…1 */
  readonly deficit: number
}

/** Conductivity in which the empirical depth and times of the upper zone are given: an inch an hour [m/s]. */
const INCH_AN_HOUR = 0.0254 / 3600

/** place of each number of state */
const TAKEN = 0
const UPPER = 1
const DEFICIT = 2
const UNTIL_NEXT = 3
const PONDED = 4

/**
 * Volume that ponded ground takes within `duration`: F₂ − F₁ − c ln((F₂ + c) / (F₁ + c)) = K t, the Green-Ampt rate
 * f = K (1 + c / F) integrated.
 *
 * @param taken  F₁, taken since the event began [m], ≥ 0
 * @param capillary  c = (ψ + depth) θd [m], ≥ 0
 * @param conductivity  K [m/s]
 * @param duration  [s]
 * @returns F₂ − F₁ [m]
 */
export function pondedGain(taken: number, capillary: number, conductivity: number, duration: number): number {
  const seeps = conductivity * duration
  if (capillary === 0 || seeps === 0) return seeps
  // two bounds from above, K t + √(2 c K t) and the rate of the start; from there Newton's steps on a convex curve never go
  // below the root
  let gain = seeps + Math.sqrt(2 * capillary * seeps)
  if (taken > 0) gain = Math.min(gain, seeps * (1 + capillary / taken))
  for (let round = 0; round < 50; round++) {
    const excess = gain - capillary * Math.log1p(gain / (taken + capillary)) - seeps
    const step = (excess * (taken + gain + capillary)) / (taken + gain)
    gain -= step
    if (!(step > 1e-13 * gain)) break
  }
  return Math.max(gain, seeps)
}

/**
 * Green-Ampt infiltration as Mein and Larson (1973) apply it to rain: all of it goes in until the surface is saturated at
 * F = c K / (i − K), then the ponded rate holds. An upper zone of 4 √K (inches, K in in/h) drains between events and gives
 * the deficit of the next. State: volume of the event, volume in the upper zone, deficit of the event, time until the next
 * event may begin, whether it is ponded.
 *
 * @param isModified  light rain before a storm, weaker than K, leaves the deficit as it is (SWMM's MODIFIED_GREEN_AMPT)
 * @throws RangeError when a parameter is out of its range
 * @source  EPA SWMM Hydrology Reference Manual (2016), section 4.4; see README.md
 */
export function greenAmpt(soil: GreenAmptSoil, isModified = false): Infiltration {
  const { suction, conductivity, deficit } = soil
  inRange('greenAmpt', 'suction', suction, 0)
  inRange('greenAmpt', 'conductivity', conductivity, Number.MIN_VALUE)
  inRange('greenAmpt', 'deficit', deficit, 0, 1)
  const root = Math.sqrt(conductivity / INCH_AN_HOUR)
  const zone = 4 * 0.0254 * root
  const holds = zone * deficit
  const drains = (root / 75 / 3600) * holds
  const betweenEvents = (4.5 * 3600) / root

  function add(state: Float64Array, at: number, volume: number): void {
    state[at + TAKEN] = (state[at + TAKEN] as number) + volume
    state[at + UPPER] = Math.min((state[at + UPPER] as number) + volume, holds)
  }

  function beginEvent(state: Float64Array, at: number): void {
    state[at + DEFICIT] = zone === 0 ? deficit : (holds - (state[at + UPPER] as number)) / zone
    state[at + TAKEN] = 0
  }

  function recover(state: Float64Array, at: number, duration: number): void {
    const drained = drains * duration
    state[at + PONDED] = 0
    state[at + TAKEN] = Math.max((state[at + TAKEN] as number) - drained, 0)
    state[at + UPPER] = Math.max((state[at + UPPER] as number) - drained, 0)
    if (state[at + UPPER] === 0) {
      state[at + TAKEN] = 0
      state[at + DEFICIT] = deficit
    } else if ((state[at + UNTIL_NEXT] as number) <= 0) beginEvent(state, at)
  }

  function takePonded(state: Float64Array, at: number, head: number, there: number, duration: number): number {
    state[at + UNTIL_NEXT] = betweenEvents
    const could = pondedGain(
      state[at + TAKEN] as number,
      head * (state[at + DEFICIT] as number),
      conductivity,
      duration,
    )
    const volume = Math.min(could, there * duration)
    state[at + PONDED] = could > there * duration ? 0 : 1
    add(state, at, volume)
    return volume / duration
  }

  return {
    states: 5,
    start(state, at) {
      state.fill(0, at, at + 5)
      state[at + DEFICIT] = deficit
    },
    take(state, at, rain, runon, depth, duration) {
      const there = rain + runon + depth / duration
      state[at + UNTIL_NEXT] = (state[at + UNTIL_NEXT] as number) - duration
      if (there <= 0) {
        if ((state[at + UPPER] as number) > 0) recover(state, at, duration)
        else state[at + PONDED] = 0
        return 0
      }
      const head = suction + depth
      if (state[at + PONDED] === 1) return takePonded(state, at, head, there, duration)
      if (there <= conductivity) {
        add(state, at, there * duration)
        if (!isModified && (state[at + UNTIL_NEXT] as number) <= 0) beginEvent(state, at)
        return there
      }
      state[at + UNTIL_NEXT] = betweenEvents
      const taken = state[at + TAKEN] as number
      const capillary = head * (state[at + DEFICIT] as number)
      const saturates = (capillary * conductivity) / (there - conductivity)
      if (taken > saturates) return takePonded(state, at, head, there, duration)
      if (taken + there * duration < saturates) {
        add(state, at, there * duration)
        return there
      }
      const after = duration - (saturates - taken) / there
      const volume = saturates - taken + Math.min(pondedGain(saturates, capillary, conductivity, after), there * after)
      add(state, at, volume)
      state[at + PONDED] = 1
      return volume / duration
    },
  }
}
