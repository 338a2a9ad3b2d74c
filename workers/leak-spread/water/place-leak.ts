import { LINK, LINK_TYPE, NODE, OPTION } from './codes.ts'
import { emitterCoefficient, type Hole, OPEN_END_COEFFICIENT } from './hole.ts'
import type { WaterModel } from './model.ts'

/** Where a leak can be nearest to an end of its pipe, as a share of the length. */
const LEAST_SHARE = 1e-3
/** An orifice's coefficient is found again until the head at the leak moves by less than this [m]. */
const HEAD_TOLERANCE = 1e-3
const MOST_TURNS = 20
/** A pressure head to begin with [m]. */
const FIRST_HEAD = 30

/** A hole in a pipe, or a pipe that is broken across. */
export interface Leak {
  readonly link: number
  /** of the way from the pipe's first node, 0…1 */
  readonly share: number
  /** of the pipe at the leak [m above the network's datum]; null = between its ends */
  readonly level: number | null
  /** null = broken across: both ends run free */
  readonly hole: Hole | null
}

/** A leak that a network was parted for; it runs only while it is open. */
export interface PlacedLeak {
  readonly leak: Leak
  readonly level: number
  /** Solves the present instant until the leak's outflow fits the head at it. */
  solve(): void
  /** [m³/s] */
  flow(): number
  /** pressure head at the leak [m], that of the upper end when it is broken across */
  head(): number
  setOpen(isOpen: boolean): void
  /** Puts the pipe together again. */
  remove(): void
}

/**
 * Parts a pipe at the leak, with the spare nodes of the model: pipe → near end, joint, far end → second half. The engine's
 * hydraulics must be closed. A hole is an emitter on the near end; a pipe that is broken across has one on each end and no
 * joint.
 *
 * @throws  RangeError when the link is no pipe, or the share outside 0…1
 */
export function placeLeak(model: WaterModel, leak: Leak): PlacedLeak {
  const { project, units, spare, from, to } = model
  const { link, share } = leak
  if ((model.linkType[link] ?? LINK_TYPE.pump) > LINK_TYPE.pipe)
    throw new RangeError(`placeLeak: link ${model.linkId[link]} is no pipe`)
  if (!(share >= 0 && share <= 1)) throw new RangeError(`placeLeak: share is ${share}, expected 0…1`)
  const index = link + 1
  const cut = Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, share))
  const [start, end] = [model.engineNode(from[link] ?? 0), model.engineNode(to[link] ?? 0)]
  const length = project.getLinkValue(index, LINK.length)
  const minorLoss = project.getLinkValue(index, LINK.minorLoss)
  const size = [project.getLinkValue(index, LINK.diameter), project.getLinkValue(index, LINK.roughness)] as const
  const level = leak.level ?? levelAt(model, link, cut)
  for (const node of [spare.near, spare.far]) project.setNodeValue(node, NODE.elevation, level / units.length)
  project.setOption(OPTION.emitterBackflow, 0)
  project.setLinkNodes(index, start, spare.near)
  project.setPipeData(index, length * cut, ...size, minorLoss * cut)
  project.setLinkNodes(spare.half, leak.hole ? spare.near : spare.far, end)
  project.setPipeData(spare.half, length * (1 - cut), ...size, minorLoss * (1 - cut))
  project.setLinkNodes(spare.joint, spare.near, spare.far)
  project.setPipeData(spare.joint, 1 / units.length, ...size, 0)
  // a pipe that is shut stays shut on both sides of the leak; one that lets water one way does so in its first half
  const isClosed =
    model.linkType[link] === LINK_TYPE.pipe && project.getLinkValue(index, LINK.initialStatus) === 0 ? 0 : 1
  project.setLinkValue(spare.half, LINK.initialStatus, isClosed)
  project.setLinkValue(spare.joint, LINK.initialStatus, leak.hole ? 1 : 0)

  const open = leak.hole ?? openEnd(model, link)
  const ends = leak.hole ? [spare.near] : [spare.near, spare.far]
  let isOpen = true
  const isSteady = open.expansion === 0 && model.emitterExponent === 0.5
  const set = (node: number, head: number) => {
    const coefficient = isOpen ? emitterCoefficient(open, Math.max(head, 0.01), model.emitterExponent) : 0
    project.setNodeValue(node, NODE.emitter, inNetworkUnits(model, coefficient))
  }
  const headOf = (node: number) => project.getNodeValue(node, NODE.head) * units.length - level
  for (const node of ends) set(node, FIRST_HEAD)
  return {
    leak,
    level,
    solve() {
      project.runH()
      if (isSteady || !isOpen) return
      let heads = ends.map(headOf)
      for (let turn = 0; turn < MOST_TURNS; turn++) {
        ends.forEach((node, i) => void set(node, heads[i] ?? 0))
        project.runH()
        const next = ends.map(headOf)
        const isSettled = next.every((head, i) => Math.abs(head - (heads[i] ?? 0)) < HEAD_TOLERANCE)
        heads = next
        if (isSettled) return
      }
    },
    // an emitter without a way to a source is left at some 1e-9 m³/s of either sign
    flow: () =>
      ends.reduce((sum, node) => sum + Math.max(0, project.getNodeValue(node, NODE.emitterFlow)) * units.flow, 0),
    head: () => Math.max(...ends.map(headOf)),
    setOpen(now) {
      isOpen = now
      // a pipe that will break across is whole until then
      const isWhole = Number(leak.hole !== null || !now)
      project.setLinkValue(spare.joint, LINK.initialStatus, isWhole)
      project.setLinkValue(spare.joint, LINK.status, isWhole)
      for (const node of ends) set(node, FIRST_HEAD)
    },
    remove() {
      for (const node of ends) project.setNodeValue(node, NODE.emitter, 0)
      project.setLinkNodes(index, start, end)
      project.setPipeData(index, length, ...size, minorLoss)
      project.setLinkNodes(spare.half, model.engineNode(0), spare.near)
      project.setLinkValue(spare.half, LINK.initialStatus, 1)
      project.setLinkValue(spare.joint, LINK.initialStatus, 1)
    },
  }
}

/** Straight between the ends; beside a reservoir, whose level is that of its water, as the other end. */
function levelAt({ elevation, from, to, nodeId, junctions }: WaterModel, link: number, share: number): number {
  const [a, b] = [from[link] ?? 0, to[link] ?? 0]
  const [start, end] = [elevation[a] ?? 0, elevation[b] ?? 0]
  const isFixed = (node: number) => node >= junctions && node < nodeId.length
  if (isFixed(a) && !isFixed(b)) return end
  if (isFixed(b) && !isFixed(a)) return start
  return start + share * (end - start)
}

function openEnd({ diameter }: WaterModel, link: number): Hole {
  const area = (Math.PI / 4) * (diameter[link] ?? 0) ** 2
  return { area, expansion: 0, dischargeCoefficient: OPEN_END_COEFFICIENT }
}

/** From m³/s / m^exponent. */
function inNetworkUnits({ units, emitterExponent }: WaterModel, coefficient: number): number {
  return coefficient / units.flow / units.emitterPressurePerHead ** emitterExponent
}
