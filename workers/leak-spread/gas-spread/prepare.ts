import { Refusal } from '../../refusal.ts'
import { logUniform } from '../random.ts'
import { effectiveDiffusivity, FROZEN_SHARE } from '../soil/diffusivity.ts'
import { type Reached, SoilPaths, uptakeRadius } from '../soil/pathways.ts'
import { SOILS } from '../soil/soils.ts'
import { type Gas, isDense, mixtureOf, molarVolume } from '../spaces/gases.ts'
import { draggedAir, headspaceOfPipe } from '../spaces/headspace.ts'
import { type Layering, layeringOf, TOP_VENT_SHARE } from '../spaces/layering.ts'
import { METHANE_SETTINGS, type SpreadSettings } from '../spaces/spread.ts'
import { type AirStep, exchangeThrough, type VoidNetwork } from '../spaces/void-network.ts'
import type { GasCase, SpaceKind } from './case.ts'
import { type Rates, ratesOf } from './rates.ts'

/** Soil hands gas to spaces no farther than this [m]. */
const REACH = 30
/** Air changes an hour when none are given. */
const USUAL_AIR: Readonly<Record<SpaceKind, readonly [number, number]>> = {
  well: [0.1, 1],
  drain: [0.1, 1],
  duct: [0.05, 0.5],
  tunnel: [1, 3],
  basement: [0.3, 1],
  other: [0.1, 1],
}
const USUAL_DISPERSION = [0.1, 1] as const

/** One way that it may be: all that is not known has a value. */
export interface Member {
  readonly network: VoidNetwork
  /** spaces that soil hands gas to, as in `paths` */
  readonly reached: Int32Array
  readonly paths: SoilPaths
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
    const reached = reachedOf(given, space)
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
  // the usual value lies in the middle of the logarithms
  const draw = ([least, most]: readonly [number, number]) =>
    least === most || least === 0
      ? most * (least === 0 && most > 0 ? (random?.() ?? 0.5) : 1)
      : logUniform(random ?? half, least, most)
  const { kind, tortuosity, is_frozen_or_soaked: isStiff, open_share, trench } = given.soil
  const soil = typeof kind === 'string' ? SOILS[kind] : null
  const own = typeof kind === 'string' ? null : kind
  const stiff = isStiff ? FROZEN_SHARE : 1
  const ranged = (of: { least: number; most: number }) => [of.least, of.most] as const
  const permeability = stiff * draw(soil ? ranged(soil.permeability) : (own?.permeability_m2 ?? [0, 0]))
  const air = draw(soil ? ranged(soil.air) : (own?.air_filled_pores ?? [0, 0]))
  const porosity = soil?.porosity ?? own?.porosity ?? 1
  const ground = {
    diffusivity: stiff * effectiveDiffusivity(gas.diffusivity, { porosity, air }, tortuosity),
    air,
    openShare: draw(open_share),
    ...(trench ? { trench: { direction: (trench.direction_deg * Math.PI) / 180, factor: trench.factor } } : {}),
  }
  const rates = ratesOf(given, gas, permeability, draw(given.ensemble.release_factor))
  const [x, y, depth] = given.leak.at
  const paths = new SoilPaths(
    ...([ground, { x, y, depth }, near.map(({ reached }) => reached)] as const),
    rates.steps.map(([time, rate]) => [time, rate * volumeOfMass] as const),
  )
  const network = networkOf(given, draw)
  const layers = given.spaces.map(({ height_m: height, volume_m3: volume }, i) =>
    layeringOf(gas, height, ((network.ventilation[i] as number) * height) / volume),
  )
  return { network, reached: Int32Array.from(near, ({ index }) => index), paths, rates, layers }
}

const half = () => 0.5

function networkOf(given: GasCase, draw: (range: readonly [number, number]) => number): VoidNetwork {
  const number = new Map(given.spaces.map(({ id }, index) => [id, index]))
  const flow = given.passages.map(({ air_m3_s: air, drain }) => {
    if (air !== undefined) return air
    return drain ? draggedAir(headspaceOfPipe(drain.diameter_m, drain.water_depth_m), drain.water_speed_m_s) : 0
  })
  const perSecond = (changes: number, volume: number) => (changes * volume) / 3600
  return {
    volume: Float64Array.from(given.spaces, ({ volume_m3 }) => volume_m3),
    ventilation: Float64Array.from(given.spaces, ({ air_changes_per_h: changes, kind, volume_m3 }) => {
      const range = changes ?? USUAL_AIR[kind]
      return perSecond(typeof range === 'number' ? range : draw(range), volume_m3)
    }),
    from: Int32Array.from(given.passages, ({ from }) => number.get(from) as number),
    to: Int32Array.from(given.passages, ({ to }) => number.get(to) as number),
    exchange: Float64Array.from(given.passages, ({ dispersion_m2_s, area_m2, length_m }, n) =>
      exchangeThrough(draw(dispersion_m2_s ?? USUAL_DISPERSION), area_m2, length_m, flow[n] as number),
    ),
    flow: Float64Array.from(flow),
    fans: new Map(
      given.spaces.flatMap(({ fans, volume_m3 }, index): [number, AirStep[]][] =>
        fans.length > 0 ? [[index, fans.map(([time, changes]) => [time, perSecond(changes, volume_m3)] as const)]] : [],
      ),
    ),
  }
}

/** The place of a space that is nearest to the leak, and how much it takes up; null = too far away. */
function reachedOf(given: GasCase, space: GasCase['spaces'][number]): Reached | null {
  if (!space.at) return null
  const leak = given.leak.at
  const [from, to] = typeof space.at[0] === 'number' ? [space.at, space.at] : space.at
  const [a, b] = [from as readonly number[], to as readonly number[]]
  const along = [0, 1, 2].map((i) => (b[i] as number) - (a[i] as number))
  const length = Math.hypot(...along)
  const dot = along.reduce((sum, d, i) => sum + d * ((leak[i] as number) - (a[i] as number)), 0)
  const part = length > 0 ? Math.min(1, Math.max(0, dot / length ** 2)) : 0
  const [x, y, depth] = a.map((value, i) => value + part * (along[i] as number)) as [number, number, number]
  const distance = Math.hypot(x - leak[0], y - leak[1], depth - leak[2])
  if (distance > REACH) return null
  // of a long duct only what lies about as near takes up
  const beside = length > 0 ? Math.min(length, 2 * Math.max(distance, space.radius_m)) : space.height_m
  return { place: { x, y, depth }, radius: uptakeRadius(beside, space.radius_m, space.tightness) }
}

function faultsOf(given: GasCase): string[] {
  const faults: string[] = []
  const seen = new Set<string>()
  given.spaces.forEach(({ id, fans, tightness, at }, index) => {
    if (seen.has(id)) faults.push(`spaces[${index}] "${id}": the id is there before, expected each once`)
    seen.add(id)
    if (fans.some(([time], n) => n > 0 && time <= (fans[n - 1]?.[0] ?? 0)))
      faults.push(`spaces[${index}] "${id}": fans out of the order of time`)
    if (tightness === 0 && at)
      faults.push(`spaces[${index}] "${id}": tightness 0; leave out \`at\` where no gas gets in`)
  })
  given.passages.forEach(({ from, to, air_m3_s, drain }, index) => {
    const name = `passages[${index}] ${from} – ${to}`
    for (const end of [from, to]) if (!seen.has(end)) faults.push(`${name}: no space "${end}"`)
    if (from === to) faults.push(`${name}: joins a space with itself`)
    if (air_m3_s !== undefined && drain) faults.push(`${name}: air_m3_s and drain, expected one of them`)
    if (drain && drain.water_depth_m >= drain.diameter_m) faults.push(`${name}: runs full, no air passes`)
  })
  if (Object.values(given.gas).every((share) => !(share > 0))) faults.push('gas: no part above 0')
  if (given.leak.at[2] <= 0) faults.push(`leak.at: depth ${given.leak.at[2]} m, expected > 0`)
  const { release } = given.leak
  if ('rate_kg_s' in release) {
    if (release.rate_kg_s.some(([time], n) => n > 0 && time <= (release.rate_kg_s[n - 1]?.[0] ?? 0)))
      faults.push('leak.release.rate_kg_s: out of the order of time')
  } else if ((release.closed_at_s === undefined) !== (release.isolated_volume_m3 === undefined))
    faults.push('leak.release: closed_at_s and isolated_volume_m3, expected both or none')
  const { kind, open_share } = given.soil
  if (typeof kind !== 'string') {
    const { air_filled_pores: air, porosity, permeability_m2: permeability } = kind
    if (!(air[0] > 0 && air[0] <= air[1] && air[1] <= porosity))
      faults.push(`soil.kind.air_filled_pores: ${air[0]} to ${air[1]}, expected above 0 and up to porosity ${porosity}`)
    if (!(permeability[0] > 0 && permeability[0] <= permeability[1]))
      faults.push(`soil.kind.permeability_m2: ${permeability[0]} to ${permeability[1]}, expected above 0, least first`)
  }
  const [least, most] = open_share
  if (!(least > 0 && least <= most && most <= 1))
    faults.push(`soil.open_share: ${least} to ${most}, expected above 0, least first, up to 1`)
  const factor = given.ensemble.release_factor
  if (!(factor[0] > 0 && factor[0] <= factor[1]))
    faults.push(`ensemble.release_factor: ${factor[0]} to ${factor[1]}, expected above 0, least first`)
  return faults
}
