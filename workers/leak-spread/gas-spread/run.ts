import { HEAT_LIMITS, heatRadius, impactRadius } from '../atmosphere/fire.ts'
import { type Air, beginsAt, HELD_FROM, hazardDistance, type Release } from '../atmosphere/plume.ts'
import { windAt } from '../atmosphere/wind.ts'
import { randomOf } from '../random.ts'
import { isDense } from '../spaces/gases.ts'
import { GPTC_RULES, type Grade, gradeOf, LEVELS, localGrade } from '../spaces/grading.ts'
import { type GasSource, Spread } from '../spaces/spread.ts'
import { CARRIED_AT } from './above.ts'
import { Arrivals, layered, quantile } from './arrivals.ts'
import type { SpaceKind } from './case.ts'
import type { Member, PreparedGas } from './prepare.ts'
import { passedBy } from './rates.ts'

/** Steps of an ensemble may be this much less exact: what is not known is a hundred times larger. */
const ENSEMBLE_TOLERANCE = 0.03
/** Ground of which no more lets gas out is paved (choice; cracked asphalt has a tenth, grass nearly all). */
const OPEN_GROUND = 0.5
/** Heights of a release from the ground, and of its cloud's σ there at least [m]. */
const GROUND = { height: 0.5, rise: 0.5 }

/** The spaces at a time. */
export interface GasFrame {
  readonly time: number
  /** in the layer, of the lower explosive limit, by space */
  readonly share: Float32Array
  readonly mass: GasMass
  /** of the ensemble, computed so far */
  readonly members: number
}

/** Where the gas is [kg]: came = pipes + soil + spaces + vented + surfaced + burnt. */
export interface GasMass {
  /** what the network gave the leak, and what was shut in for it */
  readonly came: number
  /** out of the pipe so far */
  readonly released: number
  /** still in the pipes that were shut in, above the pressure of the air */
  readonly pipes: number
  readonly soil: number
  readonly spaces: number
  readonly vented: number
  readonly surfaced: number
  /** 0: it is not computed what catches fire; such gas stays in the accounts before it */
  readonly burnt: number
}

/** When a level comes to a space, of the ensemble [s]; null = within the run it does not, in as many members. */
export interface Arrival {
  /** of the lower explosive limit */
  readonly level: number
  readonly p10: number | null
  readonly p50: number | null
  readonly p90: number | null
  /** of the members, in which it comes within the run [1] */
  readonly reached: number
}

/** What happens in a space. */
export interface SpaceOutcome {
  readonly id: string
  readonly kind: SpaceKind
  /** of the lower explosive limit, in the layer; the ensemble's tenth, half and nine tenths */
  readonly peak: readonly [p10: number, p50: number, p90: number]
  /** by the peak of nine tenths; too rich to burn only if nine tenths of the members are, by the mean of the space */
  readonly grade: Grade
  readonly localGrade: string | null
  readonly arrivals: readonly Arrival[]
  /** straight from the leak through soil, of all that is released in the end */
  readonly fromSoil: number
  readonly isLayered: boolean
  readonly hasSensor: boolean
}

/** What a gas leak does. */
export interface GasOutcome {
  /** who is reached first comes first */
  readonly spaces: readonly SpaceOutcome[]
  readonly mass: GasMass
  /** |came − all accounts| / came */
  readonly error: number
  readonly rate: { readonly first: number; readonly most: number }
  /** gas that leaves the ground and the spaces at most [kg/s], and how far it burns downwind [m] */
  readonly above: {
    readonly rate: number
    readonly distances: readonly {
      /** of the lower explosive limit */
      readonly level: number
      readonly distance: number
      /** it is less than that, nobody can say by how much: the plume does not hold so near */
      readonly isLess: boolean
    }[]
    /** what they are computed from; its rate [m³/s] */
    readonly air: Air
    readonly release: Release
    /** what comes out, in steps: [from s, m³/s] */
    readonly emitted: readonly (readonly [time: number, rate: number])[]
  }
  /**
   * Orders of magnitude [m], to be told by `upToOneDigit`: heat of the nine tenths of the ensemble's rates, where it hurts and where it
   * sets on fire, and the potential impact of a break; null = the equation does not hold there.
   */
  readonly radius: {
    readonly evacuate: number | null
    readonly ignite: number | null
    readonly rupture: number | null
  }
  readonly evidence: 'C'
  readonly flags: readonly GasFlag[]
  readonly members: number
}

/** Where a run is outside of what it holds for. */
export type GasFlag =
  | 'cover lifts'
  | 'flow is not Darcy’s'
  | 'layers of gas'
  | 'dense gas above ground'
  | 'calm wind'
  | 'no space in reach'
  | 'paved ground'
  | 'fire too small'
  | 'break below 4 bar'

/**
 * Spaces at the start and at every output. The ensemble is computed between, as many of its members as time is over, so that
 * what is told of the time is told of the work.
 */
export function* runGas(prepared: PreparedGas): Generator<GasFrame, GasOutcome> {
  const { given, gas } = prepared
  const usual = prepared.memberOf(null)
  const spread = spreadOf(prepared, usual, prepared.settings.tolerance)
  const arrivals = new Arrivals(usual.layers, gas.lower)
  const emitted: [time: number, rate: number][] = []
  const runs: Arrivals[] = []
  const rates: number[] = []
  const { members } = given.ensemble
  let before = massOf(prepared, usual, spread)
  yield frameOf(prepared, usual, spread, 0)
  for (let output = 1; spread.time < given.duration_s; output++) {
    const until = Math.min(given.duration_s, output * given.output_interval_s)
    while (spread.time < until) arrivals.note(spread, spread.step(until))
    const now = massOf(prepared, usual, spread)
    const out = now.vented + now.surfaced - before.vented - before.surfaced
    const since = (output - 1) * given.output_interval_s
    emitted.push([since, out / (until - since)])
    before = now
    while (runs.length < Math.floor((members * spread.time) / given.duration_s)) {
      const member = prepared.memberOf(randomOf(given.ensemble.seed + 1000 * runs.length))
      runs.push(runMember(prepared, member))
      rates.push(mostOf(member))
    }
    yield frameOf(prepared, usual, spread, runs.length)
  }
  const { came, pipes, soil, spaces, vented, surfaced, burnt } = before
  const kept = pipes + soil + spaces + vented + surfaced + burnt
  const radius = radiusOf(prepared, quantile(rates, 0.9) ?? mostOf(usual))
  return {
    spaces: spacesOf(prepared, usual, runs),
    mass: before,
    error: came > 0 ? Math.abs(came - kept) / came : kept,
    rate: { first: usual.rates.steps[0]?.[1] ?? 0, most: mostOf(usual) },
    // a crater lets out what is computed to lie in the soil: both are told, so that neither is told too small
    above: aboveOf(prepared, usual.rates.liftsCover ? usual.rates.steps : emitted, usual.rates.liftsCover),
    ...{ radius, evidence: 'C', flags: flagsOf(prepared, usual, radius), members: runs.length },
  }
}

function spreadOf({ settings }: PreparedGas, { network, paths, reached }: Member, tolerance: number): Spread {
  const sources = Array.from(reached, (space, n): GasSource => {
    return { space, passed: remembered((time) => paths.handed(n, time)) }
  })
  return new Spread(network, sources, { ...settings, tolerance })
}

/** A step asks for the same three times again and again, and what soil has passed takes long to add up. */
function remembered(valueAt: (time: number) => number): (time: number) => number {
  const [times, values] = [new Float64Array(4).fill(Number.NaN), new Float64Array(4)]
  let next = 0
  return (time) => {
    for (let n = 0; n < 4; n++) if (times[n] === time) return values[n] as number
    const value = valueAt(time)
    times[next] = time
    values[next] = value
    next = (next + 1) % 4
    return value
  }
}

function runMember(prepared: PreparedGas, member: Member): Arrivals {
  const { duration_s: duration } = prepared.given
  const spread = spreadOf(prepared, member, ENSEMBLE_TOLERANCE)
  const arrivals = new Arrivals(member.layers, prepared.gas.lower)
  while (spread.time < duration) arrivals.note(spread, spread.step(duration))
  return arrivals
}

function massOf({ volumeOfMass }: PreparedGas, { paths, rates }: Member, spread: Spread): GasMass {
  const { time } = spread
  const mass = (volume: number) => volume / volumeOfMass
  return {
    // each by itself, not from the others: they must add up
    ...{ came: rates.came(time), released: passedBy(rates.steps, time), pipes: rates.left(time) },
    ...{ soil: mass(paths.stored(time)), spaces: mass(spread.held()) },
    vented: mass(spread.vented.reduce((sum, volume) => sum + volume, 0)),
    ...{ surfaced: mass(paths.surfaced(time)), burnt: 0 },
  }
}

function frameOf(prepared: PreparedGas, member: Member, spread: Spread, members: number): GasFrame {
  const share = Float32Array.from(
    spread.concentration,
    (value, space) => layered(value, member.layers[space]) / prepared.gas.lower,
  )
  return { time: spread.time, share, mass: massOf(prepared, member, spread), members }
}

function spacesOf({ given, gas }: PreparedGas, usual: Member, runs: readonly Arrivals[]): SpaceOutcome[] {
  const straight = new Map(Array.from(usual.reached, (space, n) => [space, usual.paths.shares[n] as number]))
  const outcomes = given.spaces.map((space, index): SpaceOutcome => {
    const peaks = runs.map(({ peak }) => peak[index] as number)
    const peak = [0.1, 0.5, 0.9].map((share) => quantile(peaks, share) ?? 0) as [number, number, number]
    const means = runs.map(({ peakMean }) => peakMean[index] as number)
    const arrivals = LEVELS.map((level, n): Arrival => {
      const times = runs.map((run) => run.times[n]?.[index] ?? Number.POSITIVE_INFINITY)
      const [p10, p50, p90] = [0.1, 0.5, 0.9].map((share) => quantile(times, share)) as [number, number, number]
      return { level, p10, p50, p90, reached: times.filter(Number.isFinite).length / times.length }
    })
    return {
      ...{ id: space.id, kind: space.kind, hasSensor: space.has_sensor, arrivals },
      peak: peak.map((value) => value / gas.lower) as [number, number, number],
      grade: gradeOf(peak[2], gas, quantile(means, 0.1) ?? 0),
      localGrade: localGrade(
        (given.rules as typeof GPTC_RULES | undefined) ?? GPTC_RULES,
        space.kind,
        peak[2] / gas.lower,
      ),
      fromSoil: straight.get(index) ?? 0,
      isLayered: usual.layers[index]?.isLayered ?? false,
    }
  })
  const first = ({ arrivals }: SpaceOutcome) => arrivals[0]?.p10 ?? Number.POSITIVE_INFINITY
  return outcomes.sort((a, b) => (first(a) === first(b) ? b.peak[2] - a.peak[2] : first(a) - first(b)))
}

function mostOf({ rates }: Member): number {
  return mostIn(rates.steps)
}

function mostIn(steps: readonly (readonly [time: number, rate: number])[]): number {
  return steps.reduce((most, [, rate]) => Math.max(most, rate), 0)
}

/**
 * @param emitted  [from s, kg/s] in steps
 * @param isJet    what comes out has a force of its own, which the plume knows nothing of
 */
function aboveOf(
  { given, volumeOfMass, gas }: PreparedGas,
  emitted: readonly (readonly [time: number, rate: number])[],
  isJet: boolean,
): GasOutcome['above'] {
  const rate = mostIn(emitted)
  const { terrain, stability, wind_m_s, wind_height_m, lid_m } = given.air
  const wind = windAt(terrain, stability, wind_m_s, wind_height_m, CARRIED_AT)
  const air = { terrain, stability, wind, ...(lid_m === undefined ? {} : { lid: lid_m }) }
  const release = { rate: rate * volumeOfMass, ...GROUND, width: given.leak.at[2] / 2 }
  const from = rate > 0 ? Math.max(beginsAt(air, release), isJet ? HELD_FROM : 0) : 0
  const distances = [0.1, 0.5, 1].map((level) => {
    const distance = hazardDistance(air, release, level * gas.lower)
    return { level, distance: Math.max(from, distance), isLess: distance < from }
  })
  return { rate, distances, air, release, emitted: emitted.map(([time, each]) => [time, each * volumeOfMass]) }
}

function radiusOf({ given, gas }: PreparedGas, rate: number): GasOutcome['radius'] {
  const broken = brokenPipe(given, gas)
  return {
    evacuate: heatRadius(gas, rate, HEAT_LIMITS.evacuate),
    ignite: heatRadius(gas, rate, HEAT_LIMITS.ignite),
    rupture: broken && impactRadius(broken.pipe_diameter_m, 1000 * broken.gauge_pressure_kpa),
  }
}

/** A pipe of natural gas that is broken across; null = it is none. */
function brokenPipe({ leak: { release } }: PreparedGas['given'], gas: PreparedGas['gas']) {
  const isBroken = 'hole' in release && 'class' in release.hole && release.hole.class === 'full bore'
  return isBroken && !isDense(gas) ? release : null
}

function flagsOf(
  { given, gas, settings }: PreparedGas,
  { rates, layers, reached }: Member,
  { evacuate, ignite, rupture }: GasOutcome['radius'],
): GasFlag[] {
  const flags: GasFlag[] = []
  if (rates.liftsCover) flags.push('cover lifts')
  if (rates.poreReynolds > 1) flags.push('flow is not Darcy’s')
  if (layers.some(({ isLayered }) => isLayered)) flags.push('layers of gas')
  if (settings.ventShare < 1) flags.push('dense gas above ground')
  if (given.air.wind_m_s < 1) flags.push('calm wind')
  if (reached.length === 0) flags.push('no space in reach')
  if (given.soil.model === 'reduced' && given.soil.open_share[1] < OPEN_GROUND && given.leak.inside === undefined)
    flags.push('paved ground')
  if (evacuate === null || ignite === null) flags.push('fire too small')
  if (brokenPipe(given, gas) && rupture === null) flags.push('break below 4 bar')
  return flags
}
