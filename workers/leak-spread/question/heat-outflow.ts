import type { LeakPlan } from '../../../src/domain/leak/leak-plan.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { incidenceOf } from '../../../src/domain/network/topology.ts'
import { traceConnected, waysFrom } from '../../../src/domain/network/trace.ts'
import { densityOfWater } from '../heat/water.ts'
import { DISCHARGE_COEFFICIENT, OPEN_END_COEFFICIENT } from '../water/hole.ts'
import { isInUse, type LeakingPipe } from './leaking-pipe.ts'
import { toldAt } from './told.ts'

const PASCAL = 1000
const KELVIN = 273.15
/** Of a network whose pressure nobody tells, above the air [kPa] (示例值): the middle of what primary networks run at, 600 to 1600. */
const USUAL_PRESSURE = 1000
/** Of the wall of a steel heat pipe [m] (示例值): what design takes for hot water networks. */
const ROUGHNESS = 0.0005

/** How much comes out, and what was taken for it. */
export interface HeatOutflow {
  /** [kg/s] while nothing is shut */
  readonly rate: number
  /** above the air, at the leak without flow [kPa] */
  readonly pressure: number
  /** in the pipes that hang together with the leak [m³]; those of unknown bore are not in it */
  readonly content: number
  /** all of it has run out [s] */
  readonly drainedAt: number
  readonly told: readonly Localized[]
}

/**
 * Outflow of hot water: Δp = ṁ²/(2 ρ (Cd A)²) + ṁ² Σ f L/(2 D ρ A²) over the shortest way from a source, f of the rough pipe.
 * What consumers draw and other ways are not in it. A heat network is closed: without make-up, which nobody tells, no more comes
 * out than is in the pipes that hang together.
 *
 * @param temperature  of the water [°C]
 */
export function heatOutflow(
  scenario: LeakScenario,
  pipe: LeakingPipe,
  plan: LeakPlan,
  temperature: number,
): HeatOutflow {
  const { pressure, told } = pressureAt(pipe, plan)
  const bore = pipe.pipes.diameter[pipe.link] as number
  const size = scenario.hole_m ?? bore
  const coefficient = scenario.hole_m === null ? OPEN_END_COEFFICIENT : DISCHARGE_COEFFICIENT
  const density = densityOfWater(temperature + KELVIN)
  const opening = 1 / (2 * density * (coefficient * areaOf(size)) ** 2)
  const way = wayFromSource(pipe, scenario.share)
  const friction = way?.reduce((sum, { link, part }) => sum + part * resistanceOf(pipe, link, density), 0)
  const isLimited = friction !== undefined && Number.isFinite(friction)
  const rate = Math.sqrt((pressure * PASCAL) / (opening + (isLimited ? friction : 0)))
  const { content, unknown } = contentOf(pipe)
  const drainedAt = (content * density) / rate
  return {
    ...{ rate, pressure, content, drainedAt },
    told: [...told, isLimited ? LIMITED : UNLIMITED, CLOSED_NETWORK, ...toldAt(NO_BORE, pipe.network.linkId, unknown)],
  }
}

/** What is in the pipes that hang together with the leak, and those of which it is not known. */
function contentOf({ network, pipes, link }: LeakingPipe): { readonly content: number; readonly unknown: number[] } {
  let content = 0
  const unknown: number[] = []
  for (const each of traceConnected(network, [network.from[link] ?? 0]).links) {
    if (pipes.isDevice[each] || !isInUse(pipes, each)) continue
    const volume = areaOf(pipes.diameter[each] as number) * (pipes.length[each] as number)
    if (volume >= 0) content += volume
    else unknown.push(each)
  }
  return { content, unknown }
}

/** That of the sources where it is told, else what the line is laid for, else a usual one. */
function pressureAt({ pipes, link }: LeakingPipe, plan: LeakPlan): Pick<HeatOutflow, 'pressure' | 'told'> {
  const sources = plan.networks.find(({ discipline }) => discipline === 'heat')?.sources ?? []
  const known = sources.flatMap(({ pressure_kpa }) => (pressure_kpa === null ? [] : [pressure_kpa]))
  if (known.length > 0) return { pressure: Math.max(...known), told: [] }
  const laidFor = pipes.pressure[link] as number
  if (laidFor > 0) return { pressure: laidFor, told: [LAID_FOR] }
  return { pressure: USUAL_PRESSURE, told: [USUAL] }
}

/** Links of the shortest way from a source to the leak, and how much of each it is; null = there is none. */
function wayFromSource(
  { network, pipes, link }: LeakingPipe,
  share: number,
): { readonly link: number; readonly part: number }[] | null {
  const { from, to, isSource } = network
  const sources = Array.from(isSource.keys()).filter((node) => isSource[node] === 1)
  const lengths = pipes.length.map((length) => (length > 0 ? length : 0))
  const incidence = incidenceOf(network)
  const ways = waysFrom(network, sources, lengths, Number.POSITIVE_INFINITY, incidence)
  const wayTo = (node: number) => ways.get(node) ?? Number.POSITIVE_INFINITY
  const [start, end] = [from[link] ?? 0, to[link] ?? 0]
  const own = lengths[link] ?? 0
  const isFromStart = wayTo(start) + share * own <= wayTo(end) + (1 - share) * own
  let node = isFromStart ? start : end
  if (!Number.isFinite(wayTo(node))) return null
  const links = [{ link, part: isFromStart ? share : 1 - share }]
  const passed = new Set([node])
  while (isSource[node] !== 1) {
    const meeting = Array.from(incidence.links.subarray(incidence.start[node], incidence.start[node + 1]))
    const next = meeting.flatMap((each) => {
      const other = from[each] === node ? (to[each] ?? 0) : (from[each] ?? 0)
      const isBack = !passed.has(other) && wayTo(other) + (lengths[each] ?? 0) <= wayTo(node) + 1e-6
      return isBack ? [{ each, other }] : []
    })[0]
    if (!next) return null
    links.push({ link: next.each, part: 1 })
    passed.add(next.other)
    node = next.other
  }
  return links
}

/** f L/(2 D ρ A²) [Pa s²/kg²], f = (2 log₁₀(3.71 D/k))⁻²; NaN where length or bore is not known, 0 of a device. */
function resistanceOf({ pipes }: LeakingPipe, link: number, density: number): number {
  if (pipes.isDevice[link]) return 0
  const [length, bore] = [pipes.length[link] as number, pipes.diameter[link] as number]
  const friction = (2 * Math.log10((3.71 * bore) / ROUGHNESS)) ** -2
  return (friction * length) / (2 * bore * density * areaOf(bore) ** 2)
}

function areaOf(diameter: number): number {
  return (Math.PI * diameter ** 2) / 4
}

const LAID_FOR: Localized = {
  zh: '供应源压力未知，按管道设计压力计：出流偏大。',
  en: 'The pressure at the sources is not known; what the pipe is laid for is taken: too much comes out.',
}
const USUAL: Localized = {
  zh: `管网压力未知，按 ${USUAL_PRESSURE} kPa（示例值）计：出流只是数量级。`,
  en: `The pressure of the network is not known; ${USUAL_PRESSURE} kPa (an example) is taken: the outflow is an order of magnitude.`,
}
const LIMITED: Localized = {
  zh: '出流按供应源恒压、最短供水路径的摩阻计（没有其他热源相连处换热站按供应源计）：用户用量与其他供水路径未计，失压后实际会减小。',
  en: 'The outflow is that of sources that keep their pressure, with the friction of the shortest way; stations count as sources where nothing else feeds: consumers and other ways are not in it; it falls as the network loses pressure.',
}
const UNLIMITED: Localized = {
  zh: '供应源到漏点的路径或其管径未知，沿程摩阻未计：出流偏大。',
  en: 'The way from a source, or a bore on it, is not known, so friction is left out: too much comes out.',
}
const CLOSED_NETWORK: Localized = {
  zh: '热网为闭式系统，补水能力未知：出流至所连管道存水放空为止；若持续补水，漏失更多、时间更长。',
  en: 'A heat network is closed and its make-up is not known: it runs until the connected pipes are empty; with make-up more is lost, and for longer.',
}
const NO_BORE: Localized = {
  zh: '管径或长度未知的管段存水未计',
  en: 'The content of pipes of unknown bore or length is not in it',
}
