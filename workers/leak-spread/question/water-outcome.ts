import type {
  LeakFigure,
  LeakOutcome,
  LeakSeries,
  ReachedPlace,
  ShortCustomer,
} from '../../../src/domain/leak/leak-outcome.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { classRank } from '../../isolation/customers.ts'
import type { BurstFrame, BurstRun } from '../water/burst.ts'
import { LACKS } from '../water/caveats.ts'
import { outflowOf } from '../water/flood-source.ts'
import { sumOf } from '../water/state.ts'
import type { PipeIsolation } from './isolate-pipe.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import { nodeNumber } from './water-names.ts'
import type { WaterNetwork } from './water-network.ts'
import { placeByNode, type WaterPlace } from './water-places.ts'
import { servedShare, type WorstOfBurst } from './water-worst.ts'

/** What EPANET still lets through a link that is shut [m³/s]. */
const STILL = 1e-6
/** Limits of the grades of service [1], and what is below each; above the last the pressure falls and nobody lacks water. */
const GRADES = [
  [0.05, 'dry'],
  [LACKS, 'short'],
] as const
const LITRES = 1000

/** What a burst was computed from and gave. */
export interface ComputedBurst {
  readonly scenario: LeakScenario
  readonly pipe: LeakingPipe
  readonly isolation: PipeIsolation
  readonly run: BurstRun
  readonly worst: WorstOfBurst
  readonly instants: readonly BurstFrame[]
  readonly places: readonly WaterPlace[]
  /** since the burst [s]; infinite = never */
  readonly closedAt: number
  readonly network: Pick<WaterNetwork, 'day' | 'isModelled'>
}

/** What a burst did, as a page tells it. */
export function waterOutcome(computed: ComputedBurst): Omit<LeakOutcome, 'pipes' | 'travel' | 'surges'> {
  const { pipe, isolation, run, instants, network } = computed
  const outflow = outflowOf(instants.map(({ time, leak }) => ({ time, leak: flowing(leak) })))
  const height = Number.isFinite(pipe.at.height) ? pipe.at.height : 0
  return {
    ...{ kind: 'water', evidence: network.isModelled ? 'A' : 'C', at: { ...pipe.at, height }, members: 1 },
    lost: { value: run.volumes.lost, unit: 'm³' },
    reached: reachedPlaces(computed),
    isolation: isolation.outcome,
    alternatives: isolation.alternatives,
    short: shortCustomers(computed, false),
    shortAfter: run.closed ? shortCustomers(computed, true) : null,
    series: seriesOf(computed),
    ...{ figures: figuresOf(computed), areas: [], gas: null, plume: null, crossings: null },
    drains: [],
    outflow: outflow.some(([, flow]) => flow > 0) ? outflow : null,
  }
}

/** Places that lose pressure by the leak or by what is closed, the worst served first. */
function reachedPlaces({ scenario, worst: { head }, places }: ComputedBurst): ReachedPlace[] {
  return places
    .flatMap(({ modelNode }, place): ReachedPlace[] => {
      const least = head[modelNode] as number
      if (Number.isNaN(least)) return []
      const share = servedShare(least, scenario.service_m)
      const grade = GRADES.find(([below]) => share < below)?.[1] ?? 'lower'
      const worst = Math.max(least, 0)
      return [{ place, worst: [worst, worst, worst], grade, localGrade: null, arrivals: [], hasSensor: false }]
    })
    .sort((one, other) => one.worst[1] - other.worst[1] || one.place - other.place)
}

/** Customers who lack water by the leak at any instant before something is closed, or who are still connected and lack it from then on. */
function shortCustomers(
  { pipe: { network }, isolation, worst, places }: ComputedBurst,
  isClosed: boolean,
): ShortCustomer[] {
  const placeOf = placeByNode(network, places)
  const cutOff = new Set(isClosed ? isolation.outcome.cutOff.customers.map(({ id }) => id) : [])
  // of who stands at two nodes the worse
  const named = new Set<string>()
  const short: ShortCustomer[] = []
  network.customerNode.forEach((node, customer) => {
    const place = placeOf[node] ?? -1
    const share = worst.share[isClosed ? 1 : 0][places[place]?.modelNode ?? -1] ?? 1
    if (share >= LACKS) return
    const id = network.customerId.at(customer) ?? ''
    if (cutOff.has(id)) return
    short.push({
      ...{ id, name: network.customerName.at(customer) ?? '' },
      ...{ class: network.customerClass.at(customer) ?? '', people: network.customerPeople[customer] ?? 0 },
      ...{ share, place },
    })
  })
  return short
    .sort(
      (one, other) =>
        classRank(one.class) - classRank(other.class) ||
        one.share - other.share ||
        other.people - one.people ||
        (one.id < other.id ? -1 : 1),
    )
    .filter(({ id }) => !named.has(id) && named.add(id))
}

/** What runs out, what is lacking, and the depths of the water in tanks; those that the survey lacks by their name in the model. */
function seriesOf({ run: { tanks }, instants, pipe: { network } }: ComputedBurst): LeakSeries[] {
  const series = (
    zh: string,
    en: string,
    unit: string,
    of: (instant: BurstFrame, n: number) => number,
  ): LeakSeries => ({
    ...{ name: { zh, en }, unit, points: instants.map((instant, n) => [instant.time, of(instant, n)] as const) },
  })
  return [
    series('出流', 'outflow', 'L/s', ({ leak }) => LITRES * flowing(leak)),
    series('用户少得水量', 'demand not met', 'L/s', ({ deficit }) => LITRES * deficit),
    ...tanks.map(({ id, depth }) => {
      const node = nodeNumber(id)
      const name = node === null ? id : (network.nodeId.at(node) ?? id)
      return series(`水池 ${name} 水深`, `depth in tank ${name}`, 'm', (_, n) => depth[n] ?? Number.NaN)
    }),
  ]
}

/** What EPANET lets through a link that is shut is no water of a leak. */
function flowing(leak: number): number {
  return leak < STILL ? 0 : leak
}

function figuresOf(computed: ComputedBurst): LeakFigure[] {
  const { run, pipe, isolation, instants, worst, places, closedAt, network } = computed
  const { before, burst, closed, volumes, lostBeforeClosure } = run
  const ofCustomers = places.filter(({ hasCustomer }) => hasCustomer)
  // what has no way to a source has no pressure to be compared
  const least = (heads: Float64Array) =>
    ofCustomers.reduce((lowest, { modelNode }) => Math.min(lowest, heads[modelNode] as number), Infinity)
  const [whole, open, shut] = worst.lowest
  const lacking = (isClosed: boolean) =>
    LITRES * Math.max(0, ...instants.filter(({ time }) => time >= closedAt === isClosed).map(({ deficit }) => deficit))
  const figure = (zh: string, en: string, value: number | null, unit: string, isRough = false): LeakFigure => ({
    ...{ name: { zh, en }, value: value !== null && Number.isFinite(value) ? value : null, unit, isRough },
  })
  const left = isolation.emptied.reduce((sum, link) => {
    const volume = (pipe.pipes.length[link] as number) * (Math.PI / 4) * (pipe.pipes.diameter[link] as number) ** 2
    return sum + (volume || 0)
  }, 0)
  return [
    figure('爆管瞬时出流', 'Outflow at once', LITRES * (instants[0]?.leak ?? 0), 'L/s'),
    ...(network.day
      ? [figure('用户需水量（爆管时刻）', 'Demand at the hour of the burst', LITRES * sumOf(before.required), 'L/s')]
      : []),
    figure('供水总量（爆管前）', 'Supply before the burst', LITRES * before.supply, 'L/s'),
    figure('供水总量（爆管后）', 'Supply with the burst', LITRES * burst.supply, 'L/s'),
    figure('用户少得水量（关阀前最多）', 'Demand not met with the burst, at most', lacking(false), 'L/s'),
    figure(
      '用户最低压力水头（无爆管，同时段）',
      'Lowest pressure head of customers without the burst',
      least(whole),
      'm',
    ),
    figure(
      '仍有供水的用户最低压力水头（爆管后，关阀前）',
      'Lowest pressure head of customers still fed with the burst',
      least(open),
      'm',
    ),
    ...(closed
      ? [
          figure('关阀前漏失', 'Lost until valves are closed', lostBeforeClosure, 'm³'),
          figure('关阀后出流', 'Outflow after closing', LITRES * flowing(closed.leak), 'L/s'),
          figure(
            '仍有供水的用户最低压力水头（关阀后）',
            'Lowest pressure head of customers still fed after closing',
            least(shut),
            'm',
          ),
          figure(
            '用户少得水量（关阀后最多，含停供）',
            'Demand not met after closing, at most, with what is cut off',
            lacking(true),
            'L/s',
          ),
          figure('关断管段存水，可能继续流出', 'Held in the pipes shut off, may still run out', left, 'm³', true),
        ]
      : []),
    figure('漏失总量', 'Lost in all', volumes.lost, 'm³'),
    ...(run.tanks.length > 0
      ? [figure('水池最低水深', 'Lowest depth in a tank', Math.min(...run.tanks.flatMap(({ depth }) => depth)), 'm')]
      : []),
  ]
}

/** What nobody should forget of a network that no model tells all of. */
export const INPUTS_TAKEN: Localized = {
  zh: '可信程度按输入取 C 级：方程（EPANET）与参考算例一致，但供应源压力、粗糙度、高程、用水量由普查推算或取示例值。',
  en: 'Evidence is of class C by what goes in: the equations (EPANET) agree with reference cases, but pressures of sources, roughness, levels and demands are derived of the survey or are examples.',
}
