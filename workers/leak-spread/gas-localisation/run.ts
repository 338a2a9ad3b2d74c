import type { Localized } from '../../../src/domain/localized.ts'
import type { Host } from '../../contract.ts'
import { faultOf, idTwice, Refusal } from '../../refusal.ts'
import { drawBy, groundFaults, groundOf } from '../gas-spread/ground.ts'
import { layersOf, networkOf, noSpace, REACH, reachedOf, streetFaults } from '../gas-spread/street.ts'
import { type Ground, type Reached, SoilPaths } from '../soil/pathways.ts'
import { LPG, mixtureOf } from '../spaces/gases.ts'
import type { GasLocateCase } from './case.ts'
import { type GasCandidate, locateGas } from './locate-gas.ts'
import { responds } from './responding.ts'

/** Sizes of leaks that are tried, each with the rates about it [m³/s]: how far its own flow carries gas goes by the size (choice). */
const SIZES = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1] as const
const ABOUT = Math.sqrt(10)
/** Of its gas, what must come to a space in the end for the way to be followed [1]. */
const LEAST_SHARE = 2e-3
/** A leak that explains less than this of how the readings scatter is no explanation (choice). */
const EXPLAINED = 0.5
/** More steps than these are not run. */
const MOST_STEPS = 500
/** What a sensor reads at most, and whatever is above it [%LEL]; mean of a step from which on it counts as that. */
const [END, AT_END] = [100, 99.5]
/** Pipes beyond this share are not listed. */
const LISTED = 0.999

/** A pipe with how likely the gas comes from it. */
export interface LikelyPipe {
  readonly id: string
  readonly probability: number
  /** of this pipe and all above it, of what is not biogas */
  readonly cumulative: number
  /** its most likely place [x, y, depth] */
  readonly at: readonly [number, number, number]
  /** best fit there [m³/s], order of magnitude; null = a leak there explains nothing that was read */
  readonly rate: number | null
  /** when it began, in the time of the readings [s]; null = with the record or before it, or not known */
  readonly start: number | null
  /** pipes of one group read alike: no order within it means anything; null = not within the 90 % */
  readonly group: number | null
}

/** Where gas in wells comes from. */
export interface GasSource {
  /** likeliest first, to 99.9 % of what is not biogas */
  readonly pipes: readonly LikelyPipe[]
  /** the least pipes that hold 50 and 90 % of what is not biogas */
  readonly half: readonly string[]
  readonly ninety: readonly string[]
  /** pipes that the readings cannot tell from the likeliest one */
  readonly alike: readonly string[]
  /** groups that can be told apart within the 90 % */
  readonly groups: number
  /** that the readings are steady: gas of sewage, or a leak older than the record, which cannot be told apart */
  readonly biogas: number
  /** sensors that read more than their noise, that do not, and that have no reading */
  readonly responding: readonly string[]
  readonly quiet: readonly string[]
  readonly silent: readonly string[]
  /** pipes with no space within reach of their gas: nothing that is read speaks for or against them */
  readonly unreached: readonly string[]
  readonly evidence: 'C'
  readonly caveats: readonly Localized[]
}

/**
 * Ranks pipes by what methane sensors read in wells.
 *
 * @param tell  hears what it is at
 * @throws  Refusal with every fault of the case; nothing is computed then
 */
export function findGasSource(given: GasLocateCase, tell: NonNullable<Host['tell']> = () => {}): GasSource {
  const faults = faultsOf(given)
  if (faults.length > 0) throw new Refusal(faults)
  const gas = mixtureOf(given.gas === 'lpg' ? LPG : { methane: 1 })
  const share = gas.lower / 100
  const space = new Map(given.spaces.map(({ id }, index) => [id, index]))
  const draw = drawBy(null)
  const { candidates, places, unreached } = candidatesOf(given, groundOf(given.soil, gas, draw), tell)
  const read = given.sensors.filter(({ readings }) => readings.length > 0)
  const silent = given.sensors.filter(({ readings }) => readings.length === 0).map(({ id }) => id)
  const [from, count] = spanOf(given)
  const values = read.map(({ readings }) => inSteps(readings, from, given.step_s, count))
  const responding = read.filter((_, k) => responds(values[k] as Float64Array, given.sigma_percent_lel))
  const network = networkOf(given, draw)
  const layers = layersOf(given, network, gas)
  const found = locateGas(
    network,
    candidates,
    read.map((sensor, k) => ({
      space: space.get(sensor.space) as number,
      values: (values[k] as Float64Array).map((value) => value * share),
      end: share * END,
      factor: layers[space.get(sensor.space) as number]?.factor ?? 1,
    })),
    {
      ...{ step: given.step_s, biogas: given.biogas_prior },
      noise: share * noiseOf(given, values, given.independent_s),
      pipeNoise: share * noiseOf(given, values, Math.max(given.independent_s, given.model_lasts_s)),
    },
    tell,
  )
  const whole = found.pipes.reduce((sum, { probability }) => sum + probability, 0)
  let cumulative = 0
  const pipes = found.pipes.map(({ pipe, probability, candidate, rate, start, group }): LikelyPipe => {
    cumulative += probability / whole
    const at = places[candidate] as LikelyPipe['at']
    return {
      id: pipe,
      probability,
      cumulative,
      at,
      rate: rate > 0 ? rate : null,
      start: start > 0 ? from + start : null,
      group,
    }
  })
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  const listed = pipes.findIndex((pipe) => pipe.cumulative >= LISTED)
  const source = {
    pipes: listed < 0 ? pipes : pipes.slice(0, Math.max(listed + 1, found.within90)),
    half: ids(pipes.slice(0, found.within50)),
    ninety: ids(pipes.slice(0, found.within90)),
    alike: ids(pipes.filter(({ group }) => group === 0)),
    groups: new Set(pipes.flatMap(({ group }) => group ?? [])).size,
    biogas: found.biogas,
    responding: ids(responding),
    quiet: ids(read.filter((sensor) => !responding.includes(sensor))),
    ...{ silent, unreached, evidence: 'C' as const },
  }
  const isPoor = responding.length > 0 && found.explained < EXPLAINED
  return { ...source, caveats: [...caveatsOf(source), ...(isPoor ? [POOR] : [])] }
}

/** Places along the pipes that are tried, each with the spaces that its gas comes to. */
function candidatesOf(given: GasLocateCase, ground: Ground, tell: NonNullable<Host['tell']>) {
  const candidates: GasCandidate[] = []
  const places: (readonly [number, number, number])[] = []
  for (const [n, { id, from, to, weight }] of given.pipes.entries()) {
    tell({ phase: 'candidates', done: n, of: given.pipes.length })
    const length = Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2])
    const parts = Math.max(1, Math.ceil(length / given.spacing_m))
    for (let part = 0; part < parts; part++) {
      const along = (part + 0.5) / parts
      const mixed = (i: 0 | 1 | 2) => from[i] + along * (to[i] - from[i])
      const at = [mixed(0), mixed(1), mixed(2)] as const
      const near = given.spaces.flatMap((one, space) => {
        const reached = reachedOf(at, one)
        return reached ? [{ space, reached }] : []
      })
      if (near.length === 0) continue
      const prior = (weight * Math.max(length, 1)) / parts
      for (const size of SIZES) {
        const bounds = [size / ABOUT, size * ABOUT] as const
        candidates.push({ pipe: id, prior, bounds, ways: waysOf(ground, at, near, size) })
        places.push(at)
      }
    }
  }
  const reached = new Set(candidates.map(({ pipe }) => pipe))
  const unreached = [...new Set(given.pipes.map(({ id }) => id).filter((id) => !reached.has(id)))]
  if (candidates.length === 0)
    throw new Refusal([
      {
        zh: `附近的燃气管线 ${REACH} m 内都没有井室等地下空间，读数无法与管线对应`,
        en: `pipes: none of them has a space within ${REACH} m that its gas could come to`,
      },
    ])
  return { candidates, places, unreached }
}

function waysOf(
  ground: Ground,
  [x, y, depth]: readonly [number, number, number],
  near: readonly { readonly space: number; readonly reached: Reached }[],
  rate: number,
): GasCandidate['ways'] {
  const leak = { x, y, depth }
  const paths = new SoilPaths(...([ground, leak, near.map(({ reached }) => reached), [[0, rate]]] as const))
  return near.flatMap(({ space }, i) =>
    (paths.shares[i] as number) > LEAST_SHARE
      ? [{ space, passed: (time: number) => paths.handed(i, time) / rate }]
      : [],
  )
}

function spanOf({ sensors, step_s: step }: GasLocateCase): readonly [from: number, count: number] {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { readings } of sensors)
    for (const [time] of readings) [from, to] = [Math.min(from, time), Math.max(to, time)]
  return [from, Math.round((to - from) / step) + 1]
}

/** Means of what was read about each step; NaN where nothing was. */
function inSteps(
  readings: readonly (readonly [number, number])[],
  from: number,
  step: number,
  count: number,
): Float64Array {
  const [sums, counts] = [new Float64Array(count), new Float64Array(count)]
  for (const [time, value] of readings) {
    const at = Math.round((time - from) / step)
    sums[at] = (sums[at] as number) + value
    counts[at] = (counts[at] as number) + 1
  }
  return sums.map((sum, at) => atEnd(sum / (counts[at] as number)))
}

const atEnd = (value: number) => (value >= AT_END ? END : value)

/**
 * σ of a step [%LEL]: the sensor's, and a share of the greatest rise for what the model does not know; larger where several steps
 * tell one thing between them.
 */
function noiseOf(given: GasLocateCase, values: readonly Float64Array[], independent: number): number {
  const rises = values.map((list) => {
    const known = list.filter((value) => !Number.isNaN(value))
    return known.reduce((a, b) => Math.max(a, b), 0) - known.reduce((a, b) => Math.min(a, b), 100)
  })
  const unknown = given.model_share * Math.max(0, ...rises)
  return Math.hypot(given.sigma_percent_lel, unknown) * Math.sqrt(Math.max(1, independent / given.step_s))
}

function faultsOf(given: GasLocateCase): Localized[] {
  const faults: Localized[] = [...streetFaults(given), ...groundFaults(given.soil)]
  const spaces = new Set(given.spaces.map(({ id }) => id))
  const seen = new Set<string>()
  given.sensors.forEach(({ id, space }, index) => {
    const name = `sensors[${index}] "${id}"`
    if (seen.has(id)) faults.push(idTwice(name))
    seen.add(id)
    if (!spaces.has(space)) faults.push(noSpace(name, space))
  })
  given.pipes.forEach(({ id, from, to }, index) => {
    for (const [, , depth] of [from, to])
      if (depth <= 0)
        faults.push(faultOf(`pipes[${index}] "${id}"`, `埋深 ${depth} m，应大于 0`, `depth ${depth} m, expected > 0`))
  })
  if (given.sensors.every(({ readings }) => readings.length === 0))
    faults.push({
      zh: '本传感器及周围的甲烷传感器在此期间都没有读数，无从判断',
      en: 'sensors: none of them has a reading; there is nothing to judge by',
    })
  else {
    const [, count] = spanOf(given)
    if (count < 2)
      faults.push({
        zh: `全部读数都在 ${given.step_s / 60} 分钟之内，看不出变化：请待记录更长后再试`,
        en: `sensors: all readings lie within one step of ${given.step_s} s`,
      })
    if (count > MOST_STEPS)
      faults.push(
        faultOf(
          'step_s',
          `${given.step_s} s 分成 ${count} 步，最多 ${MOST_STEPS} 步`,
          `${given.step_s} s gives ${count} steps, expected at most ${MOST_STEPS}`,
        ),
      )
  }
  return faults
}

function caveatsOf(source: Omit<GasSource, 'caveats'>): Localized[] {
  const { responding, silent, unreached, biogas, pipes } = source
  const caveats: Localized[] = [
    {
      zh: '可信程度 C 级（仅物理推算，无现场数据校核）：精度至多到一两口井。土壤与井室通风的不确定度为 3–10 倍。传感器按装在气体聚集处（井盖下，读数为平均浓度的三倍）计；若气体充分混合，实际泄漏率可达所给的三倍。',
      en: 'Evidence class C (physics only, no field data): one or two wells at best. Soil and the air of wells are known to a factor of three to ten. A sensor is taken to hang where gas gathers, under the cover, and to read three times the mean: where gas is well mixed, the rate is up to three times what is told.',
    },
  ]
  if (responding.length < 2)
    caveats.push({
      zh: `只有 ${responding.length} 个传感器有响应（少于 2 个）：不能区分管段，排序主要反映管段的远近和长短。`,
      en: `Responding sensors: ${responding.length}, fewer than 2. Pipes cannot be told apart, and the order is that of distance and length.`,
    })
  if (biogas >= 0.1)
    caveats.push({
      zh: '不能排除沼气：低而平稳的读数多为污水产生的沼气；高而平稳的读数也可能是记录开始之前就有的泄漏，应按泄漏处置并取更长的记录。',
      en: 'Biogas cannot be ruled out: low and steady readings are rather gas of sewage. High and steady ones may as well be a leak older than the record: treat them as a leak, and take a longer record.',
    })
  if (silent.length > 0)
    caveats.push({
      zh: `${silent.length} 个传感器在此期间没有读数，未参与判断：${silent.join('、')}。`,
      en: `${silent.length} sensors have no reading in this time and were left out: ${silent.join(', ')}.`,
    })
  if (unreached.length > 0)
    caveats.push({
      zh: `${unreached.length} 条管线 ${REACH} m 内没有井室，读数既不能证明也不能排除它们。`,
      en: `${unreached.length} pipes have no space within ${REACH} m: the readings speak neither for nor against them.`,
    })
  if (pipes[0]?.rate && pipes[0].start === null)
    caveats.push({
      zh: '泄漏可能在记录开始之前就已发生：泄漏量和位置会有偏差，请取更长的记录。',
      en: 'The leak may have begun before the record: rate and place are then off; take a longer record.',
    })
  return caveats
}

const POOR: Localized = {
  zh: '没有一条管线的泄漏能很好地解释这些读数（也不像平稳的沼气）：结果不可靠，请现场逐井核查。',
  en: 'No leak of any pipe explains these readings well, and they are not steady either: do not rely on this, go from well to well.',
}
