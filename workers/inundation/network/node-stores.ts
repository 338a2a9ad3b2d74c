import type { DrainageModel, NodeSpec, StorageArea, Tables } from './inp/model.ts'

/** Above a rim whose water leaves, a level hardly rises: so wide is what takes it until the step ends [m²]. */
const SPILL_AREA = 1e5

/**
 * Volume of a node by its level [m³] and its derivative, the area [m²]: a shaft of constant area, a storage by its shape, the
 * ground above it. Rising and continuous over all levels; below the bed it is continued as a shaft, so that a solver may pass
 * there.
 */
export interface NodeStore {
  readonly invert: number
  /** level of the rim [m] */
  readonly rim: number
  /** above this the water leaves [m]; Infinity when it stands there */
  readonly spillLevel: number
  volume(level: number): number
  area(level: number): number
}

/**
 * The stores of all nodes of a network.
 *
 * @param fullDepth  of a conduit by its place among the conduits [m]: no rim lies below a crown
 */
export function nodeStores(model: DrainageModel, fullDepth: (conduit: number) => number): NodeStore[] {
  const crowns = new Map<string, number>()
  model.links
    .filter((link) => link.kind === 'conduit')
    .forEach((spec, i) => {
      for (const [id, offset] of [
        [spec.from, spec.fromOffset],
        [spec.to, spec.toOffset],
      ] as const)
        crowns.set(id, Math.max(crowns.get(id) ?? 0, offset + fullDepth(i)))
    })
  return model.nodes.map((node) => nodeStore(node, crowns.get(node.id) ?? 0, model))
}

function nodeStore(node: NodeSpec, crownDepth: number, { options, tables }: DrainageModel): NodeStore {
  const shaft = options.minimumArea
  const depth = node.kind === 'outfall' ? 0 : Math.max(node.depth, crownDepth)
  const rim = node.invert + depth
  const own = node.kind === 'storage' ? storage(node.area, tables, depth) : cylinder(shaft)
  const ponded = node.kind === 'junction' && options.allowsPonding ? node.pondedArea : 0
  const surcharge = node.kind === 'outfall' ? 0 : node.surchargeDepth
  const lid = Math.min(shaft, own.area(depth))
  const spillLevel = ponded > 0 ? Number.POSITIVE_INFINITY : rim + surcharge
  const above = ponded > 0 ? ponded : lid
  const full = own.volume(depth)
  const toSpill = full + (spillLevel - rim) * above
  const least = Math.max(own.area(0), 1e-3 * shaft)
  return {
    invert: node.invert,
    rim,
    spillLevel,
    volume(level) {
      if (level > spillLevel) return toSpill + (level - spillLevel) * SPILL_AREA
      if (level > rim) return full + (level - rim) * above
      return level < node.invert ? least * (level - node.invert) : own.volume(level - node.invert)
    },
    area(level) {
      if (level > spillLevel) return SPILL_AREA
      if (level > rim) return above
      return level < node.invert ? least : own.area(level - node.invert)
    },
  }
}

interface ByDepth {
  volume(depth: number): number
  area(depth: number): number
}

function cylinder(area: number): ByDepth {
  return { volume: (depth) => area * depth, area: () => area }
}

function storage(spec: StorageArea, tables: Tables, depth: number): ByDepth {
  if (spec.type === 'table') return tabled(spec.curve, tables, depth)
  const { constant, linear, power, exponent } = spec
  return {
    volume: (y) => constant * y + (linear * y * y) / 2 + (power * y ** (exponent + 1)) / (exponent + 1),
    area: (y) => constant + linear * y + (power === 0 ? 0 : power * y ** exponent),
  }
}

/** Areas linear between the points of a curve, as its last two say beyond them but never less than the last. */
function tabled(name: string, { curves }: Tables, depth: number): ByDepth {
  const curve = curves.get(name)
  if (!curve) throw new Error(`nodeStore: there is no curve ${name}`)
  const x = [...curve.x]
  const y = [...curve.y]
  if ((x[0] ?? 0) > 0) {
    x.unshift(0)
    y.unshift(y[0] ?? 0)
  }
  const [last, before] = [x.length - 1, x.length - 2]
  const end = x[last] as number
  if (depth > end) {
    const rise = before < 0 ? 0 : ((y[last] as number) - (y[before] as number)) / (end - (x[before] as number))
    x.push(depth)
    y.push((y[last] as number) + Math.max(0, rise) * (depth - end))
  }
  const sums = [0]
  for (let i = 1; i < x.length; i++)
    sums.push(
      (sums[i - 1] as number) +
        (((y[i] as number) + (y[i - 1] as number)) / 2) * ((x[i] as number) - (x[i - 1] as number)),
    )
  const place = (at: number) => {
    let i = 0
    while (i < x.length - 2 && (x[i + 1] as number) <= at) i++
    return i
  }
  const area = (at: number) => {
    if (x.length === 1) return y[0] as number
    const i = place(at)
    const [x0, x1, y0, y1] = [x[i], x[i + 1], y[i], y[i + 1]] as [number, number, number, number]
    return x1 > x0 ? y0 + (y1 - y0) * Math.min(1, (at - x0) / (x1 - x0)) : y1
  }
  return {
    area,
    volume(at) {
      const i = place(at)
      return (sums[i] as number) + (((y[i] as number) + area(at)) / 2) * (at - (x[i] as number))
    },
  }
}
