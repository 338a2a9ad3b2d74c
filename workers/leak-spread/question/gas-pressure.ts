import type { LeakOutcome } from '../../../src/domain/leak/leak-outcome.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { customersCutOff } from '../../isolation/customers.ts'
import { Refusal } from '../../refusal.ts'
import { leaking, type Phase } from '../gas-network/incident.ts'
import { SOILS } from '../soil/soils.ts'
import type { Gas } from '../spaces/gases.ts'
import { type AskedNetwork, gasNetworkOf } from './gas-network-of-question.ts'
import { stillPressure } from './gas-still.ts'
import type { LeakingPipe } from './leaking-pipe.ts'

const AIR = 101_325
/** Places on a pipe that count as its ends: a leak is cut in between them. */
const END = 1e-3
/** Customers get all they ask for from this share of their tier's overpressure on (choice), and lack it below this share of it. */
const SERVED = 0.5
const LACKING = 0.95
export const DISCHARGE = 0.85
export const CAVITY = 0.05

/** What stands in the pipe at the leak. */
export interface LeakPressure {
  /** above the air before it leaks [kPa] */
  readonly gauge: number
  /** what the network holds while it leaks, and how much flows then; null = the network could not be solved */
  readonly supply: { readonly flow: number; readonly gauge: number } | null
  /** holes that the network feeds: of a broken pipe two, or one where the other side has no source */
  readonly ends: 1 | 2
  /** mean above the air in links while it leaks, weighed by their room [kPa]; null as above */
  readonly meanOf: ((links: ReadonlySet<number>) => number) | null
  /** the network that was solved; null as above */
  readonly asked: AskedNetwork | null
  readonly short: LeakOutcome['short']
  readonly told: readonly Localized[]
}

/**
 * The pressure at the leak: at rest, as no demand is known, and by the steady flow in the network that leaks. Where the network cannot be solved it is what
 * the pipe is recorded to be laid for, and told so.
 *
 * @param gas  that the network carries
 * @param cover  of soil above the pipe [m]; null = it lies open
 * @throws Refusal naming the pipe when neither is known
 */
export function gasPressure(question: LeakQuestion, pipe: LeakingPipe, gas: Gas, cover: number | null): LeakPressure {
  const { scenario, plan } = question
  const recorded = pipe.pipes.pressure[pipe.link] as number
  const asked = gasNetworkOf(plan, pipe, gas)
  let why: Localized = NO_SOURCE
  try {
    const ground = { permeability: SOILS[scenario.soil].permeability.usual, cavityRadius: CAVITY }
    const leak = {
      ...{ pipe: pipe.id, at: Math.min(1 - END, Math.max(END, scenario.share)), isSevered: scenario.hole_m === null },
      orifice: { area: areaOf(pipe, scenario.hole_m), dischargeCoefficient: DISCHARGE },
      soil: cover === null ? null : { ...ground, cover },
    }
    const found = solved(pipe, asked, leaking(asked.network, [], leak, 'colebrook', new Map(), []))
    if (found) return found
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [first] = error.told
    if (first && asked.network.sources.length > 0) why = { zh: `管网方程无解：${first.zh}`, en: first.en }
  }
  if (!(recorded > 0))
    throw new Refusal([
      {
        zh: `管段 ${pipe.id}：压力未登记，也不能由管网推算（${why.zh}）`,
        en: `pipe ${pipe.id}: its pressure is not known, and the network cannot tell it: ${why.en}`,
      },
    ])
  const ends = scenario.hole_m === null ? 2 : 1
  const alone = { gauge: recorded, supply: null, ends, meanOf: null, asked: null, short: [] } as const
  return { ...alone, told: [unsolved(why)] }
}

function areaOf({ pipes, link }: LeakingPipe, hole: number | null): number {
  return (Math.PI / 4) * (hole ?? (pipes.diameter[link] as number)) ** 2
}

/** null = no source reaches the pipe. */
function solved(pipe: LeakingPipe, asked: AskedNetwork, { state, leaks, fed }: Phase): LeakPressure | null {
  const before = stillPressure(asked.network)
  const still = before[asked.network.links[asked.linkOf.indexOf(pipe.link)]?.from ?? -1] as number
  if (!(still > AIR && fed > 0)) return null
  const at = leaks.reduce(
    (sum, { node }, i) => sum + ((state.pressure[node] || AIR) * (state.outflow[i] || 0)) / fed,
    0,
  )
  const kilo = (pressure: number) => (pressure - AIR) / 1000
  const share = (node: number) => {
    const here = asked.lowest[node] as number
    // what had no source before is not told of
    if (here < 0 || Number.isNaN(before[here])) return 1
    if (Number.isNaN(state.pressure[here])) return 0
    const part = ((state.pressure[here] as number) - AIR) / (SERVED * ((asked.held[here] as number) - AIR))
    return Math.sqrt(Math.min(1, Math.max(0, part)))
  }
  const { customers } = customersCutOff(pipe.network, (node) => share(node) < LACKING)
  return {
    ...{ gauge: kilo(still), supply: { flow: fed, gauge: Math.max(0, kilo(at)) }, asked, told: asked.told },
    ends: state.outflow.slice(0, leaks.length).filter((flow) => flow > 0).length === 2 ? 2 : 1,
    meanOf: (links) => {
      let [room, sum] = [0, 0]
      asked.network.links.forEach((link, n) => {
        if (link.kind !== 'pipe' || !links.has(asked.linkOf[n] as number)) return
        const mean = ((state.pressure[link.from] || AIR) + (state.pressure[link.to] || AIR)) / 2
        const volume = link.diameter ** 2 * link.length
        room += volume
        sum += volume * kilo(mean)
      })
      return room > 0 ? sum / room : kilo(at)
    },
    short: customers.map(({ id, name, class: kind, people, node }) => ({
      ...{ id, name, class: kind, people, place: null },
      share: share(pipe.network.nodeId.indexOf(node)),
    })),
  }
}

const NO_SOURCE: Localized = {
  zh: '没有已知压力的气源与该管道连通',
  en: 'no source of known pressure reaches the pipe',
}

function unsolved(why: Localized): Localized {
  return {
    zh: `管网水力无法求解，漏点压力取该管道的登记压力，泄漏量不随管网压降减小（${why.zh}）。`,
    en: `The network could not be solved: the pressure at the leak is the one recorded of the pipe, whatever flows (${why.en}).`,
  }
}
