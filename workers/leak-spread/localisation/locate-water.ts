import type { Localized } from '../../../src/domain/localized.ts'
import type { Host } from '../../contract.ts'
import { faultOf, Refusal } from '../../refusal.ts'
import { LINK_TYPE } from '../water/codes.ts'
import type { NamesOf } from '../water/complaints.ts'
import { DISCHARGE_COEFFICIENT } from '../water/hole.ts'
import { openWaterModel, type WaterModel } from '../water/model.ts'
import { demandByPressure } from '../water/service.ts'
import { explainedShare, indistinguishable, posterior } from './posterior.ts'
import { openSearch } from './search-place.ts'
import type { WaterLocateCase } from './water-case.ts'
import { demandCovariance, waterSignatures } from './water-signatures.ts'

/** Of the fall of pressure: what the signature of one size is off for a leak of another [-]. */
export const MODEL_SHARE = 0.01

/** A pipe with how likely the leak is on it. */
export interface RankedPipe {
  readonly pipe: string
  readonly probability: number
  /** of this pipe and all above it */
  readonly cumulative: number
  /** pipes of one group read alike: no ranking within it means anything */
  readonly group: number
}

export interface WaterLocation {
  /** likeliest first, to 99.9 % */
  readonly pipes: readonly RankedPipe[]
  /** the least pipes that hold 50 and 90 % */
  readonly half: readonly string[]
  readonly ninety: readonly string[]
  /** junction to begin at: from it most of what is likely lies near */
  readonly searchFrom: string
  /** pipes that the sensors cannot tell from the likeliest one */
  readonly alike: readonly string[]
  /** groups that the sensors can tell apart, for a leak that lets the pressure fall as much as this one */
  readonly groups: number
  /** largest fall against what the sensor scatters by [-]; 0 = no pressure has fallen */
  readonly signal: number
  /** of what was read, in deviations squared, what a leak at the likeliest junction explains at most [1] */
  readonly explained: number
  /** why nobody may rely on it, the first of the caveats; null = the readings show a leak that explains them */
  readonly doubt: Localized | null
  readonly evidence: 'B'
  readonly caveats: readonly Localized[]
}

/**
 * Ranks the pipes of a network by how well a leak on them explains what the sensors read.
 *
 * @param candidates  junctions where it may be; left out = all
 * @param tell  hears what it is at
 * @param namesOf  what EPANET complains of is told by these names; left out = by those of the case
 * @throws  Refusal with every fault of the case
 */
export async function locateWater(
  given: WaterLocateCase,
  candidates?: ReadonlySet<string>,
  tell: NonNullable<Host['tell']> = () => {},
  namesOf?: NamesOf,
): Promise<WaterLocation> {
  tell({ phase: 'opening', done: 0, of: 0 })
  const model = await openWaterModel(given.network, namesOf)
  try {
    return locateIn(model, given, candidates, tell)
  } finally {
    model.close()
  }
}

function locateIn(
  model: WaterModel,
  given: WaterLocateCase,
  candidates: ReadonlySet<string> | undefined,
  tell: NonNullable<Host['tell']>,
): WaterLocation {
  const { readings, time_s, service, size_factors } = given
  const faults = faultsOf(model, given)
  if (faults.length > 0) throw new Refusal(faults)
  const sensors = Int32Array.from(readings, ({ node }) => model.nodeOf.get(node) ?? 0)
  const [minimum, required, exponent] = [service.minimum_m, service.required_m, service.exponent]
  demandByPressure(model, { minimum, required, exponent })
  const hole = { area: given.hole_area_m2, expansion: 0, dischargeCoefficient: DISCHARGE_COEFFICIENT }
  const lengths = likelyLengths(model, given.weights)
  const prior = perNode(model, lengths).map((share, node) =>
    candidates && !candidates.has(model.nodeId[node] ?? '') ? 0 : share,
  )
  const isAsked = (node: number) => (prior[node] ?? 0) > 0
  const signatures = waterSignatures(model, sensors, time_s, hole, isAsked, (done, of) =>
    tell({ phase: 'fitting', done, of }),
  )
  const draws = { spread: given.demand_spread, draws: given.demand_draws, seed: given.seed }
  const covariance = demandCovariance(model, sensors, time_s, draws, (done, of) => tell({ phase: 'demands', done, of }))
  readings.forEach(({ sigma_m }, i) => {
    const at = i * (sensors.length + 1)
    covariance[at] = (covariance[at] ?? 0) + (sigma_m ?? given.sigma_m) ** 2
  })
  const drop = Float64Array.from(
    readings,
    ({ pressure_m, normal_pressure_m }, i) => (normal_pressure_m ?? signatures.normal[i] ?? 0) - pressure_m,
  )
  const [least, most] = size_factors
  const likely = posterior(drop, signatures.drop, prior, { covariance, modelShare: MODEL_SHARE }, { least, most })
  // groups are asked of a leak as large as this one: its signature is scaled to the fall that was seen
  const scale = sizeOf(drop, signatures.drop, likely)
  const groups = indistinguishable(
    signatures.drop.map((value) => value * scale),
    sensors.length,
    covariance,
  )
  const shares = onPipes(model, likely, prior, lengths)
  const ranked = rank(model, shares, likely, groups)
  const signal = Math.max(
    0,
    ...readings.map((_, i) => (drop[i] ?? 0) / Math.sqrt(covariance[i * (sensors.length + 1)] ?? 1)),
  )
  const explained = explainedShare(drop, ownOf(signatures.drop, drop.length, likely), covariance)
  const doubt = doubtOf(signal, explained)
  const first = ranked[0]?.group ?? 0
  const isAlike = (link: number) => groups[model.from[link] ?? 0] === first || groups[model.to[link] ?? 0] === first
  return {
    pipes: ranked,
    half: upTo(ranked, 0.5),
    ninety: upTo(ranked, 0.9),
    searchFrom: model.nodeId[openSearch(model)(likely)] ?? '',
    alike: model.linkId.filter((_, link) => (lengths[link] ?? 0) > 0 && isAlike(link)),
    groups: new Set(groups.filter((_, node) => (prior[node] ?? 0) > 0)).size,
    ...{ signal, explained, evidence: 'B', doubt },
    caveats: [...(doubt ? [doubt] : []), ...caveatsOf(readings.length)],
  }
}

function faultsOf(model: WaterModel, { readings, size_factors, weights, service }: WaterLocateCase): Localized[] {
  const faults = readings.flatMap(({ node }, i) => {
    const number = model.nodeOf.get(node)
    const fault = (zh: string, en: string) => [faultOf(`readings[${i}].node`, zh, en)]
    if (number === undefined) return fault(`管网中没有节点“${node}”`, `the network has no node "${node}"`)
    if (number >= model.junctions)
      return fault(
        `“${node}”是水箱或水库，其水位不能说明问题`,
        `"${node}" is a tank or reservoir: its level says nothing`,
      )
    if (readings.findIndex((each) => each.node === node) < i)
      return fault(`“${node}”给了两次`, `"${node}" is given twice`)
    return []
  })
  for (const pipe of Object.keys(weights))
    if (!model.linkOf.has(pipe))
      faults.push(faultOf('weights', `管网中没有管段“${pipe}”`, `the network has no link "${pipe}"`))
  if (size_factors[0] >= size_factors[1])
    faults.push(
      faultOf(
        'size_factors',
        `${size_factors.join('、')}，应先小后大`,
        `${size_factors.join(', ')}, expected the lesser first`,
      ),
    )
  if (service.required_m <= service.minimum_m)
    faults.push(faultOf('service', 'required_m 应大于 minimum_m', 'required_m must be above minimum_m'))
  return faults
}

/** Metres of each pipe, by how often such a pipe bursts; 0 for what is no pipe, or ends at a tank on both sides. */
function likelyLengths(model: WaterModel, weights: Readonly<Record<string, number>>): Float64Array {
  return model.length.map((metres, link) => {
    const isPipe = (model.linkType[link] ?? LINK_TYPE.pump) <= LINK_TYPE.pipe
    return isPipe ? metres * (weights[model.linkId[link] ?? ''] ?? 1) : 0
  })
}

/** A junction stands for the half of each pipe that ends there; for all of it where the other end is a source. */
function perNode({ from, to, junctions }: WaterModel, lengths: Float64Array): Float64Array {
  const prior = new Float64Array(junctions)
  lengths.forEach((length, link) => {
    const ends = [from[link] ?? 0, to[link] ?? 0].filter((node) => node < junctions)
    for (const node of ends) prior[node] = (prior[node] ?? 0) + length / ends.length
  })
  return prior
}

function onPipes(
  { from, to, junctions }: WaterModel,
  likely: Float64Array,
  prior: Float64Array,
  lengths: Float64Array,
) {
  return lengths.map((length, link) => {
    const ends = [from[link] ?? 0, to[link] ?? 0].filter((node) => node < junctions)
    return ends.reduce((sum, node) => {
      const all = prior[node] ?? 0
      return all > 0 ? sum + ((likely[node] ?? 0) * length) / ends.length / all : sum
    }, 0)
  })
}

function rank(model: WaterModel, shares: Float64Array, likely: Float64Array, groups: Int32Array): RankedPipe[] {
  const order = [...shares.keys()].sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0) || a - b)
  const ranked: RankedPipe[] = []
  let cumulative = 0
  for (const link of order) {
    const probability = shares[link] ?? 0
    if (probability === 0 || cumulative >= 0.999) break
    cumulative += probability
    const [a, b] = [model.from[link] ?? 0, model.to[link] ?? 0]
    const likelier = (likely[a] ?? 0) >= (likely[b] ?? 0) ? a : b
    ranked.push({ pipe: model.linkId[link] ?? '', probability, cumulative, group: groups[likelier] ?? 0 })
  }
  return ranked
}

function upTo(ranked: readonly RankedPipe[], share: number): string[] {
  const count = ranked.findIndex(({ cumulative }) => cumulative >= share)
  return ranked.slice(0, count < 0 ? ranked.length : count + 1).map(({ pipe }) => pipe)
}

/** How many times as large as the signature's the leak is, at the likeliest junction. */
function sizeOf(drop: Float64Array, signatures: Float64Array, likely: Float64Array): number {
  const own = ownOf(signatures, drop.length, likely)
  const [along, power] = [
    own.reduce((sum, v, i) => sum + v * (drop[i] ?? 0), 0),
    own.reduce((sum, v) => sum + v * v, 0),
  ]
  return power > 0 && along > 0 ? along / power : 1
}

/** The signature of the likeliest junction. */
function ownOf(signatures: Float64Array, sensors: number, likely: Float64Array): Float64Array {
  const best = likely.reduce((at, value, i) => (value > (likely[at] ?? 0) ? i : at), 0)
  return signatures.subarray(best * sensors, (best + 1) * sensors)
}

/** Below so many deviations at the best sensor nothing was seen. */
export const LEAST_SIGNAL = 3
/** A leak that explains less of what was read is no explanation (choice). */
const EXPLAINED = 0.5

function doubtOf(signal: number, explained: number): Localized | null {
  if (signal < LEAST_SIGNAL)
    return {
      zh: `最大压降仅为测量误差的 ${signal.toFixed(1)} 倍：读数不足以说明有漏，更不足以定位。`,
      en: `The largest fall is ${signal.toFixed(1)} times what the sensor scatters by: the readings do not show that there is a leak, much less where.`,
    }
  return explained < EXPLAINED ? POOR : null
}

function caveatsOf(sensors: number): Localized[] {
  const caveats: Localized[] = []
  if (sensors < 5) {
    caveats.push({
      zh: `只有 ${sensors} 个测点：许多管段无法区分。`,
      en: `Fewer than 5 sensors (${sensors}): many pipes cannot be told apart.`,
    })
  }
  caveats.push({
    zh: '按一个漏点、所给时刻的需水量推算；传感器和用水误差决定精度，不可只看第一根管。',
    en: 'One leak, and the demands of the instant given, are taken; errors of sensors and demands decide how near it is: never look at the first pipe alone.',
  })
  return caveats
}

const POOR: Localized = {
  zh: '没有一处漏点能很好地解释这些压力变化（可能是阀门、水泵、用水变化或仪表故障）：结果不可靠，请先核实测点。',
  en: 'No single leak explains these changes of pressure well (a valve, a pump, demands or a faulty gauge may): do not rely on this, check the sensors first.',
}
