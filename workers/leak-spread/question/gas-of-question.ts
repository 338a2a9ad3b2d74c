import type { LeakPlan } from '../../../src/domain/leak/leak-plan.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { RunPhase } from '../../../src/domain/run-progress.ts'
import type { Host } from '../../contract.ts'
import { Refusal } from '../../refusal.ts'
import type { Stability } from '../atmosphere/briggs.ts'
import { stabilityOfWeather } from '../atmosphere/wind.ts'
import { type GasCase, gasCaseSchema } from '../gas-spread/case.ts'
import { type CarriedGas, gasCarried, refuseLiquid } from './gas-carried.ts'
import { CAVITY, DISCHARGE, gasPressure, type LeakPressure } from './gas-pressure.ts'
import { gasShutIn, type ShutInPipes } from './gas-shut-in.ts'
import { type AskedSpaces, gasSpaces } from './gas-spaces.ts'
import { isolatePipe, type PipeIsolation } from './isolate-pipe.ts'
import { type LeakingPipe, leakingPipe } from './leaking-pipe.ts'
import { told, toldOf } from './told.ts'

/** Open share of the surface: grass and slabs, cracked asphalt, frost or asphalt without cracks. Choices. */
const OPEN_SHARE: Readonly<Record<LeakScenario['surface'], [number, number]>> = {
  open: [0.8, 1],
  paved: [0.02, 0.1],
  sealed: [0.002, 0.02],
}
/** On the rate: how sharp the edge of a hole is, and how exact the pressure. A choice. */
const RELEASE_FACTOR: [number, number] = [0.7, 1.2]
/** Of the axis, where nobody knows it [m]. */
const USUAL_DEPTH = 1.2
/** Wind that nobody told is 1 to 5 m/s: the slowest of it carries gas farthest [m/s]. */
const SLOW_WIND = 1
const OUTPUTS = 144
const MEMBERS = 64
const PARTS = ['gas', 'spaces', 'wind']

/** A gas leak of a city as a case, with what it was made of. */
export interface AskedGas {
  readonly given: GasCase
  readonly pipe: LeakingPipe
  readonly spaces: AskedSpaces
  readonly carried: CarriedGas
  readonly pressure: LeakPressure
  readonly isolation: PipeIsolation
  /** null = nobody shuts the valves, or that would not stop it */
  readonly shutIn: ShutInPipes | null
  readonly told: readonly Localized[]
}

/**
 * The case of a city's gas leak: the pressure at it from the network, what the valves shut in, the spaces within reach.
 *
 * @throws Refusal naming the pipe: what `leakingPipe` and `gasCarried` refuse, no diameter, a hole wider than it, above ground, no
 *   pressure, petroleum gas at one that makes it liquid
 */
export async function gasOfQuestion(question: LeakQuestion, host: Host): Promise<AskedGas> {
  const { scenario, plan } = question
  const at = (phase: RunPhase) => host.tell?.({ phase, done: 0, of: 0 })
  at('reading')
  const pipe = leakingPipe(question)
  const diameter = diameterOf(pipe, scenario.hole_m)
  refuseAbove(pipe)
  const carried = gasCarried(pipe)
  const depth = pipe.depth > 0 ? pipe.depth : USUAL_DEPTH
  at('spaces')
  const spaces = gasSpaces(question, pipe, depth)
  const cover = Math.max(0.1, depth - diameter / 2)
  at('network')
  const pressure = gasPressure(question, pipe, carried.gas, spaces.inside === null ? cover : null)
  refuseLiquid(pipe, carried, pressure.gauge)
  at('isolation')
  const isolation = await isolatePipe(question, pipe, host)
  const isShut = scenario.closedAfter_s !== null && isolation.isStopped
  const shutIn = isShut ? gasShutIn(pipe, isolation.emptied, pressure) : null
  const wind = scenario.wind?.speed_m_s ?? SLOW_WIND
  // neither the sun nor the clouds are asked for: a clear night carries gas farthest
  const stability = stabilityOfWeather(wind, 'night-clear')
  const given = gasCaseSchema.parse({
    ...{ kind: 'gas', gas: carried.parts },
    leak: {
      at: [0, 0, depth],
      release: releaseOf(question, diameter, pressure, shutIn),
      ...(spaces.inside === null ? {} : { inside: spaces.inside }),
    },
    soil: { kind: scenario.soil, open_share: OPEN_SHARE[scenario.surface], cavity_radius_m: CAVITY },
    ...{ spaces: spaces.spaces, passages: spaces.passages },
    air: { terrain: 'urban', wind_m_s: wind, stability, ...steadyWind(scenario.wind) },
    ...{ duration_s: scenario.duration_s, output_interval_s: scenario.duration_s / OUTPUTS },
    ensemble: { members: MEMBERS, release_factor: RELEASE_FACTOR },
    ...(plan.gasGrades ? { rules: plan.gasGrades.lines } : {}),
  })
  return {
    ...{ given, pipe, spaces, carried, pressure, isolation, shutIn },
    told: [
      ...spaces.told,
      ...pressure.told,
      ...(scenario.closedAfter_s !== null && !isolation.isStopped ? [NOT_STOPPED] : []),
      ...(shutIn && shutIn.unsized > 0 ? [told(UNSIZED, shutIn.unsized)] : []),
      ...(pipe.depth > 0 ? [] : [NO_DEPTH]),
      ...(scenario.wind ? [] : [NO_WIND]),
      stabilityTold(stability),
      ...carried.told,
      gradesTold(plan.gasGrades),
      // what the city's spaces lack is told above, of those that are computed
      ...toldOf({ ...plan, missing: plan.missing.filter(({ part }) => part !== 'spaces' || !spaces.file) }, PARTS),
    ],
  }
}

/** One wind all the time; where it comes from is not known without one. */
function steadyWind(wind: LeakScenario['wind']): Pick<GasCase['air'], 'winds'> {
  return wind ? { winds: [[0, wind.speed_m_s, wind.from_deg]] } : {}
}

/** @throws Refusal */
function diameterOf({ pipes, link, id }: LeakingPipe, hole: number | null): number {
  const diameter = pipes.diameter[link] as number
  if (!(diameter > 0)) throw new Refusal([{ zh: `管段 ${id}：内径未知`, en: `pipe ${id}: its diameter is not known` }])
  if ((hole ?? 0) > diameter)
    throw new Refusal([
      {
        zh: `管段 ${id}：漏口 ${hole} m，大于内径 ${diameter} m`,
        en: `pipe ${id}: hole is ${hole} m, expected at most its diameter, ${diameter} m`,
      },
    ])
  return diameter
}

/** @throws Refusal */
function refuseAbove({ pipes, link, id, depth }: LeakingPipe): void {
  if (!pipes.isAbove[link] && !(depth <= 0)) return
  const [zh, en] = pipes.isAbove[link]
    ? ['架空、上架或明敷于地面（如桥上管道）', 'lies above ground or on a bridge by its survey']
    : [`管轴高出地面 ${(-depth).toFixed(2)} m`, `lies ${(-depth).toFixed(2)} m above ground`]
  throw new Refusal([
    {
      zh: `管段 ${id}：${zh}，仅计算埋地管道：燃气直接泄入大气的扩散不作计算`,
      en: `pipe ${id}: ${en}, expected below: gas that leaks into the open air is not computed`,
    },
  ])
}

function releaseOf(
  { scenario }: LeakQuestion,
  diameter: number,
  { gauge, supply, ends }: LeakPressure,
  shutIn: ShutInPipes | null,
) {
  const { hole_m: hole, closedAfter_s: closed } = scenario
  return {
    hole: hole === null ? { class: 'full bore' } : { diameter_m: hole },
    ...{ is_severed: ends === 2, pipe_diameter_m: diameter, gauge_pressure_kpa: gauge },
    discharge_coefficient: DISCHARGE,
    ...(supply ? { supply: { flow_kg_s: supply.flow, gauge_pressure_kpa: Math.min(gauge, supply.gauge) } } : {}),
    ...(shutIn && closed !== null && shutIn.volume > 0
      ? { closed_at_s: closed, isolated_volume_m3: shutIn.volume }
      : {}),
    ...(shutIn?.gauge ? { isolated_gauge_pressure_kpa: shutIn.gauge } : {}),
  }
}

function stabilityTold(stability: Stability): Localized {
  return {
    zh: `大气稳定度：昼夜与云量未知，按该风速下最稳定的 ${stability} 类（晴夜），地面以上的距离最远；白天或多云时较近（D 类约为 E、F 类的一半至三分之二）。`,
    en: `Stability of the air: neither the hour nor the clouds are known, and class ${stability} is taken, the most stable one with such a wind, of a clear night: the farthest above ground. By day or under clouds it is less far (in class D a half to two thirds of that in E or F).`,
  }
}

/** Whose local grades they are, and whether anybody has compared them. */
function gradesTold(grades: LeakPlan['gasGrades']): Localized {
  if (!grades) return EXAMPLE_GRADES
  const { name, clause } = grades
  return clause === undefined
    ? {
        zh: `地方分级按本市提供的“${name.zh}”，条文未经核对。`,
        en: `Local grades are those of “${name.en}” as the city gave them; nobody has compared them with its text.`,
      }
    : { zh: `地方分级按“${name.zh}”${clause}。`, en: `Local grades are those of “${name.en}”, ${clause}.` }
}

const EXAMPLE_GRADES: Localized = {
  zh: '地方分级按 GPTC（美国）指南，仅为示例规则，不是本地规定：须由用户替换为本市规则后方可作为依据。',
  en: 'Local grades are those of the GPTC guide (USA), an example of a rule set and not the rule here: replace it by the rule of the city before acting on them.',
}
const NOT_STOPPED: Localized = {
  zh: '关阀不能止漏（隔离区段内有气源，或数据中没有与漏点连通的气源）：按持续泄漏计算。',
  en: 'Closing the valves does not stop this leak (a source lies in the segment, or none is known): it is computed as going on.',
}
const UNSIZED: Localized = {
  zh: '隔离区段内内径或长度未知的管道未计入存气量，关阀后的泄漏量偏小',
  en: 'pipes of unknown diameter or length in the segment are not in the gas that is shut in: what still leaks is told too small',
}
const NO_DEPTH: Localized = {
  zh: `漏点埋深未测：按 ${USUAL_DEPTH} m。`,
  en: `The depth of the leak is not known: ${USUAL_DEPTH} m is taken.`,
}
const NO_WIND: Localized = {
  zh: '没有风的数据：地面以上的距离按 1–5 m/s 中传得最远的 1 m/s，不分方向。',
  en: 'Nobody told the wind: distances above ground are those of 1 m/s, the farthest of 1 to 5 m/s, to all sides.',
}
