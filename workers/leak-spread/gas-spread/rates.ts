import { holeDiameter } from '../gas/holes.ts'
import { buriedRelease, criticalRatio, GAS_CONSTANT, orificeRelease, type ReleaseGas } from '../gas/release.ts'
import { blowDown } from '../gas-network/blow-down.ts'
import { GasLaw } from '../gas-network/gas-law.ts'
import type { Gas } from '../spaces/gases.ts'
import type { GasCase } from './case.ts'

const AMBIENT = 101_325
/**
 * Of the overpressure, by how much it falls from one step of an emptying pipe to the next, and when the last one begins. Masses
 * are exact however long the steps; each is summed anew for every space at every time.
 */
const FALL = 0.4
const LAST = 0.02
/** Exact to 1e-9 of the pressure. */
const HALVINGS = 40

/** What leaves the pipe, in steps of time. */
export interface Rates {
  /** [from s, kg/s] */
  readonly steps: readonly (readonly [time: number, rate: number])[]
  /** above the air's pressure in isolated pipes when the valves are shut [kg]; 0 = none are */
  readonly isolated: number
  /** what the network has given the leak by a time, and shut in for it [kg] */
  came(time: number): number
  /** of what was shut in, still in the pipes at a time [kg] */
  left(time: number): number
  readonly liftsCover: boolean
  /** of the pores at the cavity's wall */
  readonly poreReynolds: number
}

type HoleRelease = Exclude<GasCase['leak']['release'], { rate_kg_s: unknown }>

/** How a hole releases, by absolute pressure in the pipe [Pa]; the pressure that stands there while the network feeds it. */
interface Hole {
  readonly flowAt: (pressure: number) => number
  readonly pressure: number
  readonly liftsCover: boolean
  readonly poreReynolds: number
}

/** The rates of a case: given, or of a hole in soil, and of the pipe that empties through it once the valves are shut. */
export function ratesOf(given: GasCase, gas: Gas, permeability: number, factor: number): Rates {
  const { release } = given.leak
  if ('rate_kg_s' in release) {
    const steps = release.rate_kg_s.map(([time, rate]) => [time, factor * rate] as const)
    const came = (time: number) => passedBy(steps, time)
    return { steps, isolated: 0, came, left: () => 0, liftsCover: false, poreReynolds: 0 }
  }
  const { flowAt, pressure, liftsCover, poreReynolds } = holeOf(given, release, gas, permeability, factor)
  const flow = flowAt(pressure)
  const { closed_at_s: closed, isolated_volume_m3: volume } = release
  if (closed === undefined || volume === undefined) {
    const came = (time: number) => flow * time
    return { ...{ steps: [[0, flow]], isolated: 0, came, left: () => 0 }, liftsCover, poreReynolds }
  }
  const { isolated_gauge_pressure_kpa: inside } = release
  const start = inside === undefined ? pressure : AMBIENT + 1000 * inside
  // what is shut in comes through the same pipes: no more of it than while they were fed
  const states = emptying(given, gas, volume, start, (at) => Math.min(flow, flowAt(at)))
  const after = states.flatMap(({ time, mass }, n): [number, number][] => {
    const next = states[n + 1]
    return [[closed + time, next ? (mass - next.mass) / (next.time - time) : 0]]
  })
  const isolated = states[0]?.mass ?? 0
  const left = (time: number) => {
    if (time < closed) return 0
    const n = states.findLastIndex((state) => closed + state.time <= time)
    const [here, next] = [states[n], states[n + 1]]
    if (!here || !next) return 0
    return here.mass + ((next.mass - here.mass) * (time - closed - here.time)) / (next.time - here.time)
  }
  return {
    ...{ steps: closed > 0 ? [[0, flow], ...after] : after, isolated, left, liftsCover, poreReynolds },
    came: (time) => (time < closed ? flow * time : flow * closed + isolated),
  }
}

/** Given out in steps by a time. */
export function passedBy(steps: Rates['steps'], time: number): number {
  let sum = 0
  steps.forEach(([from, rate], n) => {
    const until = Math.min(time, steps[n + 1]?.[0] ?? time)
    if (until > from) sum += rate * (until - from)
  })
  return sum
}

function holeOf(given: GasCase, release: HoleRelease, gas: Gas, permeability: number, factor: number): Hole {
  const { hole, pipe_diameter_m: pipe, is_severed: isSevered } = release
  const size = 'class' in hole ? holeDiameter(hole.class, pipe).typical : hole.diameter_m
  const state: ReleaseGas = { ...gas, temperature: given.temperature_c + 273.15, compressibility: 1 }
  const area = ((isSevered ? 2 : 1) * factor * Math.PI * size ** 2) / 4
  const orifice = { area, dischargeCoefficient: release.discharge_coefficient }
  const free = (pressure: number) => orificeRelease(orifice, pressure, AMBIENT, state).flow
  const open: Hole = { flowAt: free, pressure: pressureUnder(release, free), liftsCover: false, poreReynolds: 0 }
  if (given.leak.inside !== undefined) return open
  const soil = { permeability, cavityRadius: given.soil.cavity_radius_m, cover: given.leak.at[2] }
  const held = { ...soil, cover: Number.POSITIVE_INFINITY }
  const flowAt = (pressure: number) => buriedRelease(orifice, held, pressure, AMBIENT, state).flow
  const pressure = pressureUnder(release, flowAt)
  const { liftsCover, poreReynolds } = buriedRelease(orifice, soil, pressure, AMBIENT, state)
  // what is lifted once stays open while the pressure falls
  return liftsCover ? { ...open, liftsCover, poreReynolds } : { flowAt, pressure, liftsCover, poreReynolds }
}

/**
 * Absolute pressure [Pa] at a leak that the network feeds: what pipes lose goes with the square of the flow, p² = p₀² − k ṁ²,
 * through the two states that are known of it.
 */
function pressureUnder({ gauge_pressure_kpa: gauge, supply }: HoleRelease, flowAt: (pressure: number) => number) {
  const top = AMBIENT + 1000 * gauge
  if (!supply) return top
  const lost = (top ** 2 - (AMBIENT + 1000 * supply.gauge_pressure_kpa) ** 2) / supply.flow_kg_s ** 2
  let [low, high] = [AMBIENT, top]
  for (let turn = 0; turn < HALVINGS; turn++) {
    const middle = (low + high) / 2
    if (top ** 2 - lost * flowAt(middle) ** 2 > middle ** 2) low = middle
    else high = middle
  }
  return high
}

/** What is in shut pipes above the air's pressure [kg] at times since they were shut [s]; nothing at the last. */
function emptying(given: GasCase, gas: Gas, volume: number, start: number, release: (pressure: number) => number) {
  const law = new GasLaw({ kind: 'ideal' }, GAS_CONSTANT / gas.molarMass, given.temperature_c + 273.15)
  const bends = [AMBIENT / criticalRatio(gas.heatRatio)]
  const { timeOf, duration } = blowDown({ volume, pressure: start, ambient: AMBIENT, law, release, bends })
  const mass = (pressure: number) => volume * (law.density(pressure) - law.density(AMBIENT))
  const count = Math.ceil(Math.log(LAST) / Math.log(1 - FALL))
  const states = Array.from({ length: start > AMBIENT ? count : 0 }, (_, n) => {
    const pressure = AMBIENT + (start - AMBIENT) * (1 - FALL) ** n
    return { time: timeOf(pressure), mass: mass(pressure) }
  })
  return [...states, { time: duration, mass: 0 }]
}
