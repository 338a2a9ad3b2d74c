import { type Drain, type DrainOrder, speedIn } from './dry-flow.ts'

const DAY = 86_400

/** What is let into a drain. */
export interface Spill {
  readonly node: string
  /** [m³/s] */
  readonly flow: number
  readonly duration: number
  readonly concentration: number
  /** [1/s] */
  readonly decay: number
}

/** How fast water runs in a drain [m/s], and whether it fills it. */
export type SpeedOf = (drain: Drain, flow: number) => { readonly speed: number; readonly isFull: boolean }

/** A node that the spill comes to. */
export interface SpillNode {
  readonly id: string
  /** since the spill began [s] */
  readonly first: number
  /** when the last of it has passed [s] */
  readonly until: number
  /** while all of its ways bring it, mixed with the base flow, in the unit of the spill */
  readonly concentration: number
  /** of what was spilled, what comes by here, 0…1 */
  readonly share: number
  /** nothing leaves from here: an outfall, or an end without one */
  readonly isEnd: boolean
}

export interface SpillRun {
  /** by first arrival */
  readonly nodes: readonly SpillNode[]
  readonly links: readonly {
    readonly id: string
    readonly from: string
    readonly to: string
    /** with the spill [m³/s], [m/s], [s] */
    readonly flow: number
    readonly speed: number
    readonly travel: number
    readonly isFull: boolean
    /** while all of its ways bring it, in the unit of the spill; times the flow it is what the drain carries of it */
    readonly concentration: number
  }[]
  /** shares of the spill: out of ends, decayed on the way; together 1 */
  readonly out: number
  readonly decayed: number
}

/**
 * Follows a spill down the drains: parcels that do not spread (plug flow) at the speed of uniform flow of the base flow and the spill,
 * mixed at every node, first-order decay. The first comes by the quickest way, the last by the slowest.
 *
 * @param factor  on the base flow
 * @param speedOf  of the water in a drain that carries a flow [m³/s]; left out: that of uniform flow
 */
export function followSpill(
  order: DrainOrder,
  spill: Spill,
  factor: number,
  speedOf: SpeedOf = (drain, flow) => speedIn(drain, flow, order.shapes),
): SpillRun {
  const flow = new Map([...order.inflow].map(([node, value]) => [node, factor * value]))
  flow.set(spill.node, (flow.get(spill.node) ?? 0) + spill.flow)
  const reached = new Map([[spill.node, { first: 0, last: 0, share: 1 }]])
  const [nodes, links]: [SpillNode[], SpillRun['links'][number][]] = [[], []]
  let [out, decayed] = [0, 0]
  for (const id of order.nodes) {
    const through = flow.get(id) ?? 0
    const own = reached.get(id)
    const leaving = order.out.get(id) ?? []
    const concentration = own && through > 0 ? (spill.concentration * spill.flow * own.share) / through : 0
    if (own) {
      const until = own.last + spill.duration
      nodes.push({ id, first: own.first, until, concentration, share: own.share, isEnd: leaving.length === 0 })
      if (leaving.length === 0) out += own.share
    }
    for (const drain of leaving) {
      const carried = through * drain.share
      flow.set(drain.to, (flow.get(drain.to) ?? 0) + carried)
      if (!own) continue
      const { speed, isFull } = speedOf(drain, carried)
      const travel = drain.conduit && speed > 0 ? drain.conduit.length / speed : 0
      const [went, kept] = [own.share * drain.share, Math.exp(-spill.decay * travel)]
      decayed += went * (1 - kept)
      links.push({ id: drain.id, from: id, to: drain.to, flow: carried, speed, travel, isFull, concentration })
      const before = reached.get(drain.to) ?? { first: Number.POSITIVE_INFINITY, last: 0, share: 0 }
      reached.set(drain.to, {
        first: Math.min(before.first, own.first + travel),
        last: Math.max(before.last, own.last + travel),
        share: before.share + went * kept,
      })
    }
  }
  return { nodes: nodes.sort((a, b) => a.first - b.first), links, out, decayed }
}

/** [1/s] of a decay by day. */
export function decayOf(perDay: number): number {
  return perDay / DAY
}
