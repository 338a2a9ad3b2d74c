import type { Localized } from '../../../src/domain/localized.ts'
import { faultOf, Refusal } from '../../refusal.ts'
import { BoxPaths } from '../soil/box-paths.ts'
import { type Reached, SoilPaths } from '../soil/pathways.ts'
import { type Gas, isDense, mixtureOf, molarVolume } from '../spaces/gases.ts'
import { type Layering, TOP_VENT_SHARE } from '../spaces/layering.ts'
import { METHANE_SETTINGS, type SpreadSettings } from '../spaces/spread.ts'
import type { VoidNetwork } from '../spaces/void-network.ts'
import type { GasCase } from './case.ts'
import { drawBy, groundFaults, groundOf } from './ground.ts'
import { type LeakPaths, OpenPaths } from './open-paths.ts'
import { type Rates, ratesOf } from './rates.ts'
import { layersOf, networkOf, noSpace, reachedOf, streetFaults } from './street.ts'

/** One way that it may be: all that is not known has a value. */
export interface Member {
  readonly network: VoidNetwork
  /** spaces that gas is handed to, as in `paths` */
  readonly reached: Int32Array
  readonly paths: LeakPaths
  readonly rates: Rates
  readonly layers: readonly Layering[]
}

/** A case that can be computed. */
export interface PreparedGas {
  readonly given: GasCase
  readonly gas: Gas
  /** [m³/kg] */
  readonly volumeOfMass: number
  readonly settings: SpreadSettings
  /** @param random  null = the usual value of everything */
  readonly memberOf: (random: (() => number) | null) => Member
}

/**
 * Makes a case ready.
 *
 * @throws Refusal with every fault of the case; nothing is computed then
 */
export function prepareGas(given: GasCase): PreparedGas {
  const faults = faultsOf(given)
  if (faults.length > 0) throw new Refusal(faults)
  const gas = mixtureOf(given.gas as Parameters<typeof mixtureOf>[0])
  const volumeOfMass = molarVolume(given.temperature_c + 273.15) / gas.molarMass
  const settings = {
    ...{ ...METHANE_SETTINGS, threshold: 1e-3 * gas.lower, floor: 0.05 * gas.lower },
    ventShare: isDense(gas) ? TOP_VENT_SHARE : 1,
  }
  const near = given.spaces.flatMap((space, index) => {
    const reached = reachedOf(given.leak.at, space)
    return reached ? [{ index, reached }] : []
  })
  return {
    given,
    gas,
    volumeOfMass,
    settings,
    memberOf: (random) => drawMember(given, gas, volumeOfMass, near, random),
  }
}

function drawMember(
  given: GasCase,
  gas: Gas,
  volumeOfMass: number,
  near: readonly { index: number; reached: Reached }[],
  random: (() => number) | null,
): Member {
  const draw = drawBy(random)
  const { permeability, ...ground } = groundOf(given.soil, gas, draw)
  const rates = ratesOf(given, gas, permeability, draw(given.ensemble.release_factor))
  const [x, y, depth] = given.leak.at
  const flows = rates.steps.map(([time, rate]) => [time, rate * volumeOfMass] as const)
  const around = near.map(({ reached }) => reached)
  const inside = given.spaces.findIndex(({ id }) => id === given.leak.inside)
  const throughSoil = (): LeakPaths =>
    given.soil.model === 'box'
      ? new BoxPaths(ground, { x, y, depth }, around, flows, given.duration_s)
      : new SoilPaths(ground, { x, y, depth }, around, flows)
  const paths = inside < 0 ? throughSoil() : new OpenPaths(flows)
  const reached = inside < 0 ? near.map(({ index }) => index) : [inside]
  const network = networkOf(given, draw)
  return { network, reached: Int32Array.from(reached), paths, rates, layers: layersOf(given, network, gas) }
}

function faultsOf(given: GasCase): Localized[] {
  const faults = streetFaults(given)
  if (Object.values(given.gas).every((share) => !(share > 0)))
    faults.push(faultOf('gas', '没有大于 0 的组分', 'no part above 0'))
  const depth = given.leak.at[2]
  if (depth <= 0) faults.push(faultOf('leak.at', `埋深 ${depth} m，应大于 0`, `depth ${depth} m, expected > 0`))
  const { inside } = given.leak
  if (inside !== undefined && given.spaces.every(({ id }) => id !== inside)) faults.push(noSpace('leak.inside', inside))
  faults.push(...faultsOfRelease(given.leak.release))
  faults.push(...groundFaults(given.soil))
  if (given.soil.model === 'box' && given.soil.trench)
    faults.push(
      faultOf(
        'soil.trench',
        '单元体模型没有管沟，应使用 reduced 模型',
        'a box of cells has none, expected model reduced',
      ),
    )
  const { winds = [] } = given.air
  if (winds.some(([time], n) => (n === 0 ? time > 0 : time <= (winds[n - 1]?.[0] ?? 0))))
    faults.push(
      faultOf('air.winds', '时刻未按先后排列，或第一个不是 0', 'out of the order of time, or the first is not 0'),
    )
  const factor = given.ensemble.release_factor
  if (!(factor[0] > 0 && factor[0] <= factor[1]))
    faults.push(
      faultOf(
        'ensemble.release_factor',
        `${factor[0]} 至 ${factor[1]}，应大于 0，先小后大`,
        `${factor[0]} to ${factor[1]}, expected above 0, least first`,
      ),
    )
  return faults
}

function faultsOfRelease(release: GasCase['leak']['release']): Localized[] {
  if ('rate_kg_s' in release) {
    const isLate = release.rate_kg_s.some(([time], n) => n > 0 && time <= (release.rate_kg_s[n - 1]?.[0] ?? 0))
    return isLate ? [faultOf('leak.release.rate_kg_s', '时刻未按先后排列', 'out of the order of time')] : []
  }
  const faults: Localized[] = []
  const { hole, pipe_diameter_m: pipe, gauge_pressure_kpa: gauge, supply } = release
  if ('diameter_m' in hole && hole.diameter_m > pipe)
    faults.push(
      faultOf(
        'leak.release.hole',
        `孔径 ${hole.diameter_m} m 大于管径 ${pipe} m，孔径应不大于管径`,
        `${hole.diameter_m} m in a pipe of ${pipe} m, expected none wider than the pipe`,
      ),
    )
  if ((release.closed_at_s === undefined) !== (release.isolated_volume_m3 === undefined))
    faults.push(
      faultOf(
        'leak.release',
        'closed_at_s 与 isolated_volume_m3 应同时给出或都不给',
        'closed_at_s and isolated_volume_m3, expected both or none',
      ),
    )
  if (supply && supply.gauge_pressure_kpa > gauge)
    faults.push(
      faultOf(
        'leak.release.supply',
        `出流时压力 ${supply.gauge_pressure_kpa} kPa，应不高于 ${gauge} kPa`,
        `${supply.gauge_pressure_kpa} kPa while it flows, expected up to ${gauge} kPa`,
      ),
    )
  return faults
}
