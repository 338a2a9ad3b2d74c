import type { LeakFigure, LeakOutcome, ReachedPlace } from '../../../src/domain/leak/leak-outcome.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import { classRank } from '../../isolation/customers.ts'
import type { BurstFrame, BurstRun } from '../water/burst.ts'
import { LACKS } from '../water/caveats.ts'
import { outflowOf } from '../water/flood-source.ts'
import { isolateLeak } from '../water/isolate-leak.ts'
import { sumOf, type WaterState } from '../water/state.ts'
import type { Compared } from '../water/whole-states.ts'
import type { PipeIsolation } from './isolate-pipe.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import type { WaterDay } from './water-network.ts'
import { FALL, type WaterPlace } from './water-places.ts'

/** What EPANET still lets through a link that is shut [m³/s]: no water of a leak. */
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
  readonly compared: readonly Compared[]
  readonly instants: readonly BurstFrame[]
  readonly places: readonly WaterPlace[]
  readonly day: WaterDay | null
}

/** What a burst did, as a page tells it. */
export function waterOutcome(computed: ComputedBurst): Omit<LeakOutcome, 'pipes' | 'travel' | 'surges'> {
  const { pipe, isolation, run, instants } = computed
  const outflow = outflowOf(instants.map(({ time, leak }) => ({ time, leak: leak < STILL ? 0 : leak })))
  const height = Number.isFinite(pipe.at.height) ? pipe.at.height : 0
  return {
    ...{ kind: 'water', evidence: 'A', at: { ...pipe.at, height }, members: 1 },
    lost: { value: run.volumes.lost, unit: 'm³' },
    reached: reachedPlaces(computed),
    isolation: isolation.outcome,
    alternatives: isolateLeak(pipe.network, pipe.link, pipe.network).alternatives,
    ...{ short: shortCustomers(computed), figures: figuresOf(computed), areas: [], plume: null, crossings: null },
    drains: [],
    outflow: outflow.some(([, flow]) => flow > 0) ? outflow : null,
  }
}

/**
 * Share of a demand that is met at a pressure head [1]: that of Wagner et al. with an exponent of a half, as the engine computes it.
 * Without a way to a source it is nothing.
 */
export function servedShare(pressure: number, required: number): number {
  if (!(pressure > 0)) return 0
  return Math.min(1, Math.sqrt(pressure / required))
}

/** Places that lose pressure by the leak or by what is closed, the worst served first. */
function reachedPlaces({ scenario, compared, places }: ComputedBurst): ReachedPlace[] {
  return places
    .flatMap(({ modelNode }, place): ReachedPlace[] => {
      // without a way to a source there is no pressure
      const headOf = ({ pressure }: WaterState) => (pressure[modelNode] as number) || 0
      const fallen = compared.filter(({ whole, now }) => headOf(whole) - headOf(now) > FALL)
      if (fallen.length === 0) return []
      const least = Math.min(...fallen.map(({ now }) => headOf(now)))
      const share = servedShare(least, scenario.service_m)
      const grade = GRADES.find(([below]) => share < below)?.[1] ?? 'lower'
      const worst = Math.max(least, 0)
      return [{ place, worst: [worst, worst, worst], grade, localGrade: null, arrivals: [], hasSensor: false }]
    })
    .sort((one, other) => one.worst[1] - other.worst[1] || one.place - other.place)
}

/** Customers who lack water by the leak, before anything is closed. */
function shortCustomers({ scenario, pipe: { network }, run: { before, burst }, places }: ComputedBurst) {
  const placeOf = new Map(places.map(({ node }, place) => [node, place]))
  return [...network.customerNode.entries()]
    .flatMap(([customer, node]): LeakOutcome['short'][number][] => {
      const place = placeOf.get(node)
      const modelNode = place === undefined ? undefined : places[place]?.modelNode
      if (place === undefined || modelNode === undefined) return []
      const served = (pressure: number | undefined) => servedShare(pressure ?? Number.NaN, scenario.service_m)
      const [whole, share] = [served(before.pressure[modelNode]), served(burst.pressure[modelNode])]
      // who lacked as much before does not lack it by the leak
      if (share >= LACKS || share > whole - 0.005) return []
      return [
        {
          ...{ id: network.customerId.at(customer) ?? '', name: network.customerName.at(customer) ?? '' },
          ...{ class: network.customerClass.at(customer) ?? '', people: network.customerPeople[customer] ?? 0 },
          ...{ share, place },
        },
      ]
    })
    .sort(
      (one, other) =>
        classRank(one.class) - classRank(other.class) ||
        one.share - other.share ||
        other.people - one.people ||
        (one.id < other.id ? -1 : 1),
    )
}

function figuresOf({ run, pipe, isolation, instants, places, day }: ComputedBurst): LeakFigure[] {
  const { before, burst, closed, volumes, lostBeforeClosure } = run
  const hasCustomer = new Set(pipe.network.customerNode)
  const ofCustomers = places.filter(({ node }) => hasCustomer.has(node))
  // what has no way to a source has no pressure to be compared
  const least = ({ pressure }: WaterState) => {
    const heads = ofCustomers
      .map(({ modelNode }) => pressure[modelNode] as number)
      .filter((head) => !Number.isNaN(head))
    return heads.reduce((lowest, head) => Math.min(lowest, head), Number.POSITIVE_INFINITY)
  }
  const figure = (zh: string, en: string, value: number | null, unit: string, isRough = false): LeakFigure => ({
    ...{ name: { zh, en }, value: value !== null && Number.isFinite(value) ? value : null, unit, isRough },
  })
  const left = isolation.emptied.reduce((sum, link) => {
    const volume = (pipe.pipes.length[link] as number) * (Math.PI / 4) * (pipe.pipes.diameter[link] as number) ** 2
    return sum + (volume || 0)
  }, 0)
  return [
    figure('爆管瞬时出流', 'Outflow at once', LITRES * (instants[0]?.leak ?? 0), 'L/s'),
    ...(day
      ? [figure('用户需水量（爆管时刻）', 'Demand at the hour of the burst', LITRES * sumOf(before.required), 'L/s')]
      : []),
    figure('供水总量（爆管前）', 'Supply before the burst', LITRES * before.supply, 'L/s'),
    figure('供水总量（爆管后）', 'Supply with the burst', LITRES * burst.supply, 'L/s'),
    figure('用户少得水量', 'Demand not met with the burst', LITRES * deficitOf(burst), 'L/s'),
    figure('用户最低压力水头（爆管前）', 'Lowest pressure head of customers before the burst', least(before), 'm'),
    figure(
      '仍有供水的用户最低压力水头（爆管后）',
      'Lowest pressure head of customers still fed with the burst',
      least(burst),
      'm',
    ),
    ...(closed
      ? [
          figure('关阀前漏失', 'Lost until valves are closed', lostBeforeClosure, 'm³'),
          figure('关阀后出流', 'Outflow after closing', LITRES * (closed.leak < STILL ? 0 : closed.leak), 'L/s'),
          figure(
            '仍有供水的用户最低压力水头（关阀后）',
            'Lowest pressure head of customers still fed after closing',
            least(closed),
            'm',
          ),
          figure('关断管段存水，可能继续流出', 'Held in the pipes shut off, may still run out', left, 'm³', true),
        ]
      : []),
    figure('漏失总量', 'Lost in all', volumes.lost, 'm³'),
  ]
}

function deficitOf({ required, delivered }: WaterState): number {
  return Math.max(0, sumOf(required) - sumOf(delivered))
}
