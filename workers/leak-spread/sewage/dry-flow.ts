import type { ConduitSpec, DrainageModel } from '../../inundation/network/inp/model.ts'
import { ShapeBook } from '../../inundation/network/shapes/shape-book.ts'
import { Refusal } from '../../refusal.ts'

/** Slope of what is laid flat [-]: water moves in it all the same (choice). */
export const FLAT_SLOPE = 1e-4
/** of the full depth, when the quickest flow is looked for */
const DEPTH_STEP = 0.02

/** A link in the direction in which it drains. */
export interface Drain {
  readonly id: string
  readonly from: string
  readonly to: string
  /** of the flow that leaves `from` by it, 0…1 */
  readonly share: number
  /** null = a pump, weir or orifice: passed at once */
  readonly conduit: Pick<ConduitSpec, 'length' | 'roughness' | 'barrels'> | null
  readonly slope: number
  /** its place in the shapes of conduits */
  readonly shape: number
}

/** A network in the order in which water runs through it. */
export interface DrainOrder {
  /** upstream before downstream */
  readonly nodes: readonly string[]
  readonly out: ReadonlyMap<string, readonly Drain[]>
  /** dry-weather flow that comes in [m³/s] by node */
  readonly inflow: ReadonlyMap<string, number>
  readonly shapes: ShapeBook
  /** laid flat, and nodes where flow parts */
  readonly flat: readonly string[]
  readonly parted: readonly string[]
}

/**
 * Puts drains in order: each runs from its higher bed to its lower one; where several leave a node the flow is parted by what they
 * carry when full, √S A R^(2/3)/n.
 *
 * @throws  Refusal naming links that form a loop
 */
export function drainOrder(model: DrainageModel): DrainOrder {
  const conduits = model.links.filter((link) => link.kind === 'conduit')
  const shapes = new ShapeBook(conduits.map(({ shape }) => shape))
  const invert = new Map(model.nodes.map((node) => [node.id, node.invert]))
  const flat: string[] = []
  const drains = model.links.map((link): Omit<Drain, 'share'> => {
    if (link.kind !== 'conduit')
      return { id: link.id, from: link.from, to: link.to, conduit: null, slope: 0, shape: -1 }
    const bed = (node: string, offset: number) => (invert.get(node) ?? 0) + offset
    const fall = bed(link.from, link.fromOffset) - bed(link.to, link.toOffset)
    const [from, to] = fall < 0 ? [link.to, link.from] : [link.from, link.to]
    if (fall === 0) flat.push(link.id)
    const slope = Math.max(FLAT_SLOPE, Math.abs(fall) / link.length)
    return { id: link.id, from, to, conduit: link, slope, shape: shapes.places[conduits.indexOf(link)] as number }
  })
  const nodes = model.nodes.map(({ id }) => id)
  return { ...orderDrains(nodes, drains, shapes), inflow: inflowOf(model), flat }
}

/**
 * Puts drains whose direction is known in the order of the water.
 *
 * @param nameOf  a drain, as people know it
 * @throws  Refusal naming drains that form a loop
 */
export function orderDrains(
  nodes: readonly string[],
  drains: readonly Omit<Drain, 'share'>[],
  shapes: ShapeBook,
  nameOf: (id: string) => string = (id) => id,
): Pick<DrainOrder, 'nodes' | 'out' | 'shapes' | 'parted'> {
  const out = new Map([...byNode(drains)].map(([node, list]) => [node, shared(list, shapes)] as const))
  const parted = [...out].filter(([, list]) => list.length > 1).map(([node]) => node)
  return { nodes: inOrder(nodes, drains, nameOf), out, shapes, parted }
}

/** Speed of a flow in a drain, uniform by Manning; runs full where it is more than fits. */
export function speedIn(
  { conduit, slope, shape }: Drain,
  flow: number,
  shapes: ShapeBook,
): { readonly speed: number; readonly depth: number; readonly isFull: boolean } {
  if (!conduit || flow <= 0) return { speed: 0, depth: 0, isFull: false }
  const each = flow / conduit.barrels
  const depth = shapes.normal(shape, (each * conduit.roughness) / Math.sqrt(slope))
  const full = shapes.full[shape] as number
  return { speed: each / shapes.flowArea(shape, depth), depth, isFull: depth > 0.999 * full }
}

/**
 * Head that a flow takes in a full drain beyond its fall [m]: L (S_f − S), S_f = (Q n / (A R^(2/3)))² of the full section. So much higher
 * than its crown the water stands at its upper end where it is just full at the lower one; 0 where it fits.
 */
export function riseIn({ conduit, slope, shape }: Drain, flow: number, shapes: ShapeBook): number {
  if (!conduit) return 0
  const full = shapes.full[shape] as number
  const area = shapes.fullArea[shape] as number
  const friction = ((flow / conduit.barrels) * conduit.roughness) ** 2 / (area ** 2 * shapes.radius43(shape, full))
  return Math.max(0, conduit.length * (friction - slope))
}

/** The highest mean speed that uniform flow has in a drain at any depth by Manning [m/s]; 0 of a device. */
export function quickestIn({ conduit, slope, shape }: Drain, shapes: ShapeBook): number {
  if (!conduit) return 0
  let most = 0
  for (let share = DEPTH_STEP; share < 1; share += DEPTH_STEP) {
    // R^(4/3) of the book
    const carried = Math.sqrt(shapes.radius43(shape, share * (shapes.full[shape] as number)))
    most = Math.max(most, (carried * Math.sqrt(slope)) / conduit.roughness)
  }
  return most
}

function shared(list: readonly Omit<Drain, 'share'>[], shapes: ShapeBook): Drain[] {
  const capacity = list.map(({ conduit, slope, shape }) => {
    if (!conduit) return 0
    const full = 0.9 * (shapes.full[shape] as number)
    const carried = shapes.area(shape, full) * Math.sqrt(shapes.radius43(shape, full))
    return (conduit.barrels * carried * Math.sqrt(slope)) / conduit.roughness
  })
  const sum = capacity.reduce((all, one) => all + one, 0)
  // devices carry what there is where no drain leaves beside them
  return list.map((drain, i) => ({ ...drain, share: sum > 0 ? (capacity[i] as number) / sum : 1 / list.length }))
}

/** Drains by the node that they leave. */
function byNode<One extends { readonly from: string }>(drains: readonly One[]): Map<string, One[]> {
  const all = new Map<string, One[]>()
  for (const drain of drains) all.set(drain.from, [...(all.get(drain.from) ?? []), drain])
  return all
}

/** Mean inflow of a dry day by node [m³/s]. */
function inflowOf({ dryWeather, inflows }: DrainageModel): Map<string, number> {
  const all = new Map<string, number>()
  const add = (node: string, flow: number) => all.set(node, (all.get(node) ?? 0) + Math.max(0, flow))
  for (const { node, flow } of dryWeather) add(node, flow)
  for (const { node, baseline } of inflows) add(node, baseline)
  return all
}

function inOrder(
  nodes: readonly string[],
  drains: readonly Omit<Drain, 'share'>[],
  nameOf: (id: string) => string,
): string[] {
  const waiting = new Map(nodes.map((id) => [id, 0]))
  for (const { to } of drains) waiting.set(to, (waiting.get(to) ?? 0) + 1)
  const order = nodes.filter((id) => waiting.get(id) === 0)
  const leaving = byNode(drains)
  for (let head = 0; head < order.length; head++)
    for (const { to } of leaving.get(order[head] as string) ?? []) {
      const left = (waiting.get(to) ?? 0) - 1
      waiting.set(to, left)
      if (left === 0) order.push(to)
    }
  if (order.length === nodes.length) return order
  const stuck = drains.filter(({ from, to }) => (waiting.get(from) ?? 0) > 0 && (waiting.get(to) ?? 0) > 0)
  const some = stuck.slice(0, 5).map(({ id }) => nameOf(id))
  throw new Refusal([
    {
      zh: `管网：${some.join('、')} … 成环，水流没有先后`,
      en: `network: ${some.join(', ')} … form a loop: water in it has no order`,
    },
  ])
}
