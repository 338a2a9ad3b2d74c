import type { LeakFigure } from '../../../src/domain/leak/leak-outcome.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { Balance } from '../../../src/domain/run-summary.ts'
import type { BurstFrame, BurstRun } from '../water/burst.ts'
import { type Flows, mixDown, mostDown } from '../water/dilution.ts'
import { inflowThrough } from '../water/inflow.ts'
import type { WaterModel } from '../water/model.ts'
import { told } from './told.ts'
import type { WaterPipe } from './water-pipes.ts'

/** Of less flow water stands [m³/s]. */
const STANDS = 1e-4
const LITRES = 1000
/** Of what gets in: above this the account is not to be relied on. */
const TOLERANCE = 1e-9

/** What may get in, where it goes, and how thin it becomes. */
export interface Intrusion {
  /** by pipe of those that are told [m³]; null = not to be said */
  readonly drawn: readonly (number | null)[]
  /** by node of the model: its share of the water there, at most [1] */
  readonly share: Float64Array
  /** flows of the instants, with the lower ends of the pipes that draw in then while water runs in them */
  readonly carried: readonly { readonly flow: Float32Array; readonly starts: readonly number[] }[]
  readonly figures: readonly LeakFigure[]
  readonly balance: readonly Balance[]
  readonly told: readonly Localized[]
}

interface Asked {
  readonly model: Pick<WaterModel, 'from' | 'to' | 'length' | 'diameter' | 'nodeId'>
  readonly before: BurstRun['before']
  /** of the burst: each holds until the next, the last one ends it */
  readonly instants: readonly BurstFrame[]
  /** number of the leaking link in the model */
  readonly leaking: number
  /** since the burst [s]; infinite = never */
  readonly closedAt: number
  readonly pipes: readonly WaterPipe[]
  readonly scenario: Pick<LeakScenario, 'opening_m' | 'outside_mg_l'>
}

/**
 * Water from outside in pipes whose head falls below that around them, one opening a pipe, Q = Cd A √(2 g Δh) while it is so:
 * - where water runs it goes along, thinned by the flows while it leaks: to customers, or out again by the burst
 * - where it stands, or the pipe is shut in, it fills at most the pipe, and runs down by the flows before the burst once the supply is
 *   back, mixed with what joins as if all of it met: shares are the most that may be.
 */
export function intrusionOf({ model, before, instants, closedAt, leaking, pipes, scenario }: Asked): Intrusion {
  const nodes = model.nodeId.length
  const share = new Float64Array(nodes)
  const worst = (all: Float64Array) => {
    all.forEach((each, node) => {
      if (each > (share[node] as number)) share[node] = Math.min(1, each)
    })
  }
  const drawn = pipes.map(({ drawsIn, depth }): number | null =>
    drawsIn === false || (drawsIn && !Number.isNaN(depth)) ? 0 : null,
  )
  const filled = new Float64Array(pipes.length)
  let [toBurst, toCustomers, all] = [0, 0, 0]
  const carried: { readonly flow: Float32Array; readonly starts: readonly number[] }[] = []
  for (const [i, state] of instants.entries()) {
    const seconds = (instants[i + 1]?.time ?? state.time) - state.time
    if (!(seconds > 0)) continue
    const isClosed = state.time >= closedAt
    const entering = new Float64Array(model.from.length)
    const starts: number[] = []
    pipes.forEach((pipe, n) => {
      if (drawn[n] === null || pipe.drawsIn === false) return
      const isShut = isClosed && pipe.isShut
      const rate = inflowThrough(scenario.opening_m, pipe.depth, isShut ? 0 : headIn(pipe, state))
      const link = pipe.modelLink
      const runs = !isShut && Math.abs(state.flow[link] as number) > STANDS
      const content = contentOf(model, link)
      const taken = runs ? rate * seconds : Math.min(rate * seconds, content - (filled[n] as number))
      drawn[n] = (drawn[n] as number) + taken
      all += taken
      if (runs) {
        if (!(rate > 0)) return
        entering[link] = rate
        starts.push((state.flow[link] as number) > 0 ? pipe.to : pipe.from)
      } else filled[n] = (filled[n] as number) + taken
    })
    if (starts.length === 0) continue
    carried.push({ flow: state.flow, starts })
    const [flows, leakNode] = partedFlows(model, state, leaking)
    const { passing, through, taken } = mixDown(flows, entering)
    taken.forEach((rate, node) => {
      if (node === leakNode) toBurst += rate * seconds
      else toCustomers += rate * seconds
    })
    // what comes in adds to the water there
    worst(passing.subarray(0, nodes).map((each, node) => each / (each + (through[node] as number)) || 0))
  }
  const stays = filled.reduce((sum, each) => sum + each, 0)
  if (stays > 0) {
    const held = new Float64Array(model.from.length)
    pipes.forEach(({ modelLink }, n) => {
      held[modelLink] = (filled[n] as number) / contentOf(model, modelLink) || 0
    })
    worst(mostDown({ from: model.from, to: model.to, flow: before.flow, nodes }, held))
  }
  const unsaid = pipes.filter((_, n) => drawn[n] === null)
  return {
    ...{ drawn, share, carried },
    figures: all > 0 ? figuresOf(scenario, { all, toBurst, toCustomers, stays }) : [],
    balance: all > 0 ? [balanceOf(all, toBurst + toCustomers + stays)] : [],
    told: [
      ...(all > 0 ? [openingTold(scenario)] : []),
      ...(unsaid.length > 0
        ? [
            told(
              NOT_SAID,
              unsaid.length,
              unsaid.map(({ place }) => place.id),
            ),
          ]
        : []),
    ],
  }
}

/** The flows of a state, the leaking pipe parted at a node of its own, which comes last: its far half carries what does not run out. */
function partedFlows(
  { from, to, nodeId }: Pick<WaterModel, 'from' | 'to' | 'nodeId'>,
  { flow, leak }: BurstFrame,
  leaking: number,
): readonly [flows: Flows, leakNode: number] {
  const [leakNode, far] = [nodeId.length, from.length]
  const parted = { from: new Int32Array(far + 1), to: new Int32Array(far + 1), flow: new Float64Array(far + 1) }
  parted.from.set(from)
  parted.to.set(to)
  parted.flow.set(flow)
  parted.to[leaking] = parted.from[far] = leakNode
  parted.to[far] = to[leaking] as number
  parted.flow[far] = (flow[leaking] as number) - leak
  return [{ ...parted, nodes: leakNode + 1 }, leakNode]
}

/** The lower of the heads at its ends [m]; without a way to a source it stands empty. */
function headIn({ from, to }: WaterPipe, { pressure }: BurstFrame): number {
  const heads = [pressure[from], pressure[to]].filter((head) => head !== undefined && !Number.isNaN(head)) as number[]
  return heads.length > 0 ? Math.min(...heads) : 0
}

function contentOf({ length, diameter }: Pick<WaterModel, 'length' | 'diameter'>, link: number): number {
  return (length[link] as number) * (Math.PI / 4) * (diameter[link] as number) ** 2
}

interface Volumes {
  readonly all: number
  readonly toBurst: number
  readonly toCustomers: number
  readonly stays: number
}

function figuresOf({ outside_mg_l }: Asked['scenario'], { all, toBurst, toCustomers, stays }: Volumes): LeakFigure[] {
  const figure = (zh: string, en: string, value: number, unit: string): LeakFigure => ({
    ...{ name: { zh, en }, value, unit, isRough: true, evidence: 'C' },
  })
  return [
    figure('外水最多侵入', 'Water from outside that may get in, at most', LITRES * all, 'L'),
    figure('其中再由破口流出', 'Of it, out again by the burst', LITRES * toBurst, 'L'),
    figure('其中泄漏期间流向用户', 'Of it, to customers while it leaks', LITRES * toCustomers, 'L'),
    figure('其中留在管内、恢复供水后流向下游', 'Of it, in pipes until the supply is back', LITRES * stays, 'L'),
    // mg/L are g/m³
    ...(outside_mg_l === null ? [] : [figure('侵入的污染物质量', 'Mass of what is in it', all * outside_mg_l, 'g')]),
  ]
}

function balanceOf(all: number, out: number): Balance {
  return {
    ...{ quantity: { zh: '侵入水量', en: 'Water that gets in' }, unit: 'm³', in: all, out },
    ...{ error: Math.abs(all - out) / all, tolerance: TOLERANCE },
  }
}

function openingTold({ opening_m, outside_mg_l }: Asked['scenario']): Localized {
  const size = Number((1000 * opening_m).toPrecision(3))
  return {
    zh: `侵入量按每条管段一个直径 ${size} mm 的渗漏口（示例值，与孔口面积成正比）、Q = Cd·A·√(2gΔh) 计，数量级（可信程度 C 级）；浓度为外水${outside_mg_l === null ? '的份额' : ` ${outside_mg_l} mg/L 混合后`}的上限，不计衰减，恢复供水前未冲洗。`,
    en: `What gets in goes by an opening of ${size} mm in each pipe (an example; it is in proportion to its area) and Q = Cd A √(2 g Δh), an order of magnitude (evidence class C); concentrations are the most that ${outside_mg_l === null ? 'the share of water from outside' : `${outside_mg_l} mg/L outside`} may come to, without decay, where nobody flushes before the supply is back.`,
  }
}

const NOT_SAID: Localized = {
  zh: '埋深不详，侵入量未知、未计入的管段',
  en: 'pipes of unknown depth: how much gets into them is not known and not in it',
}
