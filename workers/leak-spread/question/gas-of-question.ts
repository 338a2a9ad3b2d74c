import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { Host } from '../../contract.ts'
import { Refusal } from '../../refusal.ts'
import { type GasCase, gasCaseSchema } from '../gas-spread/case.ts'
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
  readonly pressure: LeakPressure
  readonly isolation: PipeIsolation
  /** null = nobody shuts the valves, or that would not stop it */
  readonly shutIn: ShutInPipes | null
  readonly told: readonly Localized[]
}

/**
 * The case of a city's gas leak: the pressure at it from the network, what the valves shut in, the spaces within reach.
 *
 * @throws Refusal naming the pipe: what `leakingPipe` refuses, no diameter, a hole wider than it, above ground, no pressure
 */
export async function gasOfQuestion(question: LeakQuestion, host: Host): Promise<AskedGas> {
  const { scenario, plan } = question
  const pipe = leakingPipe(question)
  const diameter = pipe.pipes.diameter[pipe.link] as number
  if (!(diameter > 0)) throw new Refusal([`pipe ${pipe.id}: its diameter is not known`])
  if ((scenario.hole_m ?? 0) > diameter)
    throw new Refusal([`pipe ${pipe.id}: hole is ${scenario.hole_m} m, expected at most its diameter, ${diameter} m`])
  if (pipe.depth <= 0)
    throw new Refusal([
      `pipe ${pipe.id}: lies ${-pipe.depth} m above ground, expected below: gas in the open air is not computed`,
    ])
  const depth = pipe.depth > 0 ? pipe.depth : USUAL_DEPTH
  const spaces = gasSpaces(question, pipe, depth)
  const cover = Math.max(0.1, depth - diameter / 2)
  const pressure = gasPressure(question, pipe, spaces.inside === null ? cover : null)
  const isolation = await isolatePipe(question, pipe, host)
  const isShut = scenario.closedAfter_s !== null && isolation.isStopped
  const shutIn = isShut ? gasShutIn(pipe, isolation.emptied, pressure) : null
  const given = gasCaseSchema.parse({
    kind: 'gas',
    leak: {
      at: [0, 0, depth],
      release: releaseOf(question, diameter, pressure, shutIn),
      ...(spaces.inside === null ? {} : { inside: spaces.inside }),
    },
    soil: { kind: scenario.soil, open_share: OPEN_SHARE[scenario.surface], cavity_radius_m: CAVITY },
    ...{ spaces: spaces.spaces, passages: spaces.passages },
    air: { terrain: 'urban', wind_m_s: scenario.wind?.speed_m_s ?? SLOW_WIND },
    ...{ duration_s: scenario.duration_s, output_interval_s: scenario.duration_s / OUTPUTS },
    ensemble: { members: MEMBERS, release_factor: RELEASE_FACTOR },
  })
  return {
    ...{ given, pipe, spaces, pressure, isolation, shutIn },
    told: [
      ...spaces.told,
      ...pressure.told,
      ...(scenario.closedAfter_s !== null && !isolation.isStopped ? [NOT_STOPPED] : []),
      ...(shutIn && shutIn.unsized > 0 ? [told(UNSIZED, shutIn.unsized)] : []),
      ...(pipe.depth > 0 ? [] : [NO_DEPTH]),
      ...(scenario.wind ? [] : [NO_WIND]),
      NATURAL_GAS,
      // what the city's spaces lack is told above, of those that are computed
      ...toldOf({ ...plan, missing: plan.missing.filter(({ part }) => part !== 'spaces' || !spaces.file) }, PARTS),
    ],
  }
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
  zh: '没有风的数据：地面以上的距离按 1–5 m/s 中最不利的 1 m/s，不分方向。',
  en: 'Nobody told the wind: distances above ground are those of 1 m/s, the farthest of 1 to 5 m/s, to all sides.',
}
const NATURAL_GAS: Localized = {
  zh: '按天然气（甲烷，爆炸下限 5%）计算：人工煤气、液化气的管道不适用。',
  en: 'Computed as natural gas (methane, lower limit 5 %): town gas and LPG behave otherwise.',
}
