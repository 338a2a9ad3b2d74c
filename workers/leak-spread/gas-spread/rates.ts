import { holeDiameter } from '../gas/holes.ts'
import { buriedRelease, GAS_CONSTANT, type LeakSoil } from '../gas/release.ts'
import type { Gas } from '../spaces/gases.ts'
import type { GasCase } from './case.ts'

const AMBIENT = 101_325
/** Of the pressure, by how much it falls from one step of an emptying pipe to the next. */
const FALL = 0.08
/** Above the air's [Pa] below which an isolated pipe counts as empty. */
const EMPTY = 50

/** What leaves the pipe, in steps of time. */
export interface Rates {
  /** [from s, kg/s] */
  readonly steps: readonly (readonly [time: number, rate: number])[]
  /** in isolated pipes when the valves are shut [kg]; 0 = none are */
  readonly isolated: number
  readonly liftsCover: boolean
  /** of the pores at the cavity's wall */
  readonly poreReynolds: number
}

/** The rates of a case: given, or of a hole in soil, and of the pipe that empties through it once the valves are shut. */
export function ratesOf(given: GasCase, gas: Gas, permeability: number, factor: number): Rates {
  const { release, at } = given.leak
  if ('rate_kg_s' in release) {
    const steps = release.rate_kg_s.map(([time, rate]) => [time, factor * rate] as const)
    return { steps, isolated: 0, liftsCover: false, poreReynolds: 0 }
  }
  const size =
    'class' in release.hole
      ? holeDiameter(release.hole.class, release.pipe_diameter_m).typical
      : release.hole.diameter_m
  const temperature = given.temperature_c + 273.15
  const state = { ...gas, temperature, compressibility: 1 }
  const soil: LeakSoil = { permeability, cavityRadius: given.soil.cavity_radius_m, cover: at[2] }
  const orifice = { area: (factor * Math.PI * size ** 2) / 4, dischargeCoefficient: release.discharge_coefficient }
  const releaseAt = (pressure: number) => buriedRelease(orifice, soil, pressure, AMBIENT, state)
  let pressure = AMBIENT + 1000 * release.gauge_pressure_kpa
  const { flow, liftsCover, poreReynolds } = releaseAt(pressure)
  const steps: [number, number][] = [[0, flow]]
  const { closed_at_s: closed, isolated_volume_m3: volume } = release
  if (closed === undefined || volume === undefined) return { steps, isolated: 0, liftsCover, poreReynolds }
  const mass = (at: number) => ((at - AMBIENT) * volume * gas.molarMass) / (GAS_CONSTANT * temperature)
  const isolated = mass(pressure)
  let time = closed
  while (pressure - AMBIENT > EMPTY) {
    const next = AMBIENT + (pressure - AMBIENT) * (1 - FALL)
    const rate = (releaseAt(pressure).flow + releaseAt(next).flow) / 2
    steps.push([time, rate])
    // isothermal: what leaves is what the pressure says
    time += (mass(pressure) - mass(next)) / rate
    pressure = next
  }
  steps.push([time, 0])
  return { steps: closed === 0 ? steps.slice(1) : steps, isolated, liftsCover, poreReynolds }
}
