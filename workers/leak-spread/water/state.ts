import { LINK, NODE } from './codes.ts'
import type { WaterModel } from './model.ts'
import type { PlacedLeak } from './place-leak.ts'

/** A network at one instant; arrays by node or link of the model. */
export interface WaterState {
  /** in the network's own clock [s] */
  readonly time: number
  /** [m] above the network's datum */
  readonly head: Float64Array
  /**
   * Pressure head [m], of a tank the depth of its water; not a number where no open way leads to a tank or reservoir: the
   * equations then do not say it.
   */
  readonly pressure: Float64Array
  /** what consumers ask for, and get [m³/s]; tanks and reservoirs 0 */
  readonly required: Float64Array
  readonly delivered: Float64Array
  /** [m³/s], from the first node to the second positive */
  readonly flow: Float64Array
  /** 1 where a link lets water through */
  readonly isOpen: Uint8Array
  /** what tanks and reservoirs give, less what they take [m³/s] */
  readonly supply: number
  /** what runs out of the leak that was placed [m³/s] */
  readonly leak: number
  /** what emitters and leaking pipes of the network itself let out beside it [m³/s] */
  readonly background: number
}

/**
 * Reads what the engine has just solved.
 *
 * @param time  [s]
 * @param placed  the leak that the network is parted for; null = none
 */
export function readState(model: WaterModel, time: number, placed: PlacedLeak | null): WaterState {
  const { project, units, junctions, elevation, nodeId } = model
  const nodes = nodeId.length
  const head = model.nodeValues(NODE.head, units.length)
  const required = model.nodeValues(NODE.fullDemand, units.flow)
  const delivered = model.nodeValues(NODE.demandFlow, units.flow)
  const status = model.linkValues(LINK.status)
  const isOpen = new Uint8Array(status.length)
  for (let link = 0; link < status.length; link++) isOpen[link] = Number((status[link] as number) > 0)
  let supply = 0
  for (let node = junctions; node < nodes; node++) {
    supply -= project.getNodeValue(model.engineNode(node), NODE.demand) * units.flow
    required[node] = 0
    delivered[node] = 0
  }
  const isFed = fedNodes(model, isOpen, placed)
  const leak = placed?.flow() ?? 0
  const emitted = (code: number) => sumOf(project.getNodeValues(code)) * units.flow
  return {
    ...{ time, head, required, delivered, isOpen, supply, leak },
    pressure: head.map((value, node) => (isFed[node] ? value - (elevation[node] ?? 0) : Number.NaN)),
    flow: model.linkValues(LINK.flow, units.flow),
    background: model.leaksItself ? emitted(NODE.emitterFlow) + emitted(NODE.leakageFlow) - leak : 0,
  }
}

export function sumOf(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

/** Nodes with an open way to a tank or reservoir; of the parted pipe each half for itself. */
function fedNodes(model: WaterModel, isOpen: Uint8Array, placed: PlacedLeak | null): Uint8Array {
  const { junctions, from, to, nodeId, project, spare } = model
  const isSpareOpen = (link: number) => project.getLinkValue(link, LINK.status) > 0
  const [near, far] = [nodeId.length, nodeId.length + 1]
  const parent = new Int32Array(nodeId.length + 2).map((_, node) => node)
  const find = (node: number) => {
    let at = node
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? 0] ?? 0
      at = parent[at] ?? 0
    }
    return at
  }
  const join = (a: number, b: number) => {
    parent[find(a)] = find(b)
  }
  // every fixed level counts as one source
  for (let node = junctions; node < nodeId.length; node++) join(node, junctions)
  const parted = placed?.leak.link ?? -1
  for (let link = 0; link < from.length; link++)
    if (isOpen[link]) join(from[link] ?? 0, link === parted ? near : (to[link] ?? 0))
  if (placed && isSpareOpen(spare.joint)) join(near, far)
  if (placed && isSpareOpen(spare.half)) join(placed.leak.hole ? near : far, to[parted] ?? 0)
  const root = find(junctions)
  return new Uint8Array(nodeId.length).map((_, node) => Number(find(node) === root))
}
