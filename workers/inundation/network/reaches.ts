import type { Half } from './halves.ts'
import type { ConduitSpec, DrainageModel } from './inp/model.ts'

/** A reach between two stores, with the face in its middle. */
export interface Reach {
  /** place of its conduit among the conduits, and whether it is its first one */
  readonly conduit: number
  readonly isFirst: boolean
  /** stores on both sides: nodes, then cells */
  readonly from: number
  readonly to: number
  /** its bed at both ends [m] */
  readonly bedFrom: number
  readonly bedTo: number
  readonly length: number
  /** coefficient of its local losses [-] */
  readonly loss: number
}

/** Conduits parted into reaches. */
export interface Reaches {
  /** first cell (counted among cells) of a conduit; the last entry is the number of cells */
  readonly cellStart: Int32Array
  /** first reach of a conduit: it has one more than it has cells; the last entry is the number of reaches */
  readonly faceStart: Int32Array
  readonly reaches: readonly Reach[]
  /** the upper and the lower one of each reach */
  readonly halves: readonly (readonly [Half, Half])[]
  /** of the cells [m] */
  readonly beds: Float64Array
}

/**
 * Parts conduits into reaches of equal length. The water of each half of a reach belongs to the store at its end; what ends in
 * an outfall belongs to the store upstream.
 *
 * @param nodeOf  place of a node among the stores
 * @param places  of each conduit's shape in the book of shapes
 * @param longest  a conduit has as many cells as make no reach longer than this [m]
 */
export function partReaches(
  { nodes, links }: DrainageModel,
  nodeOf: ReadonlyMap<string, number>,
  places: Int32Array,
  longest: number,
): Reaches {
  const specs = links.filter((link) => link.kind === 'conduit')
  const counts = specs.map(({ length }) => Math.max(1, Math.ceil(length / longest)))
  let [cells, faces] = [0, 0]
  const cellStart = Int32Array.from([0, ...counts], (count) => (cells += Math.max(0, count - 1)))
  const faceStart = Int32Array.from([0, ...counts], (count) => (faces += count))
  const inverts = new Map(nodes.map(({ id, invert }) => [id, invert]))
  const beds = new Float64Array(cells)
  const reaches: Reach[] = []
  const halves: (readonly [Half, Half])[] = []
  const isOutfall = (node: number) => nodes[node]?.kind === 'outfall'
  specs.forEach((spec, conduit) => {
    const count = counts[conduit] as number
    const [z1, z2] = [(inverts.get(spec.from) ?? 0) + spec.fromOffset, (inverts.get(spec.to) ?? 0) + spec.toOffset]
    const first = cellStart[conduit] as number
    const bedAt = (share: number) => z1 + share * (z2 - z1)
    for (let k = 1; k < count; k++) beds[first + k - 1] = bedAt(k / count)
    const [a, b] = [nodeOf.get(spec.from) ?? 0, nodeOf.get(spec.to) ?? 0]
    for (let k = 0; k < count; k++) {
      const [isFirst, isLast] = [k === 0, k === count - 1]
      const reach: Reach = {
        ...{ conduit, isFirst, length: spec.length / count },
        from: isFirst ? a : nodes.length + first + k - 1,
        to: isLast ? b : nodes.length + first + k,
        ...{ bedFrom: bedAt(k / count), bedTo: bedAt((k + 1) / count) },
        loss: (isFirst ? spec.entryLoss : 0) + (isLast ? spec.exitLoss : 0) + spec.averageLoss / count,
      }
      const ends = { from: isFirst && isOutfall(a), to: isLast && isOutfall(b) }
      halves.push(halvesOf(reach, reaches.length, spec, isLast, ends, places[conduit] ?? 0))
      reaches.push(reach)
    }
  })
  return { cellStart, faceStart, reaches, halves, beds }
}

/** Both halves of a reach, by the stores that they belong to; `ends` says which end lies in an outfall. */
function halvesOf(
  ...[reach, face, spec, isLast, ends, shape]: [
    Reach,
    number,
    ConduitSpec,
    boolean,
    { readonly from: boolean; readonly to: boolean },
    number,
  ]
): [Half, Half] {
  const { from, to, bedFrom, bedTo, isFirst } = reach
  const shared = { shape, length: (spec.barrels * reach.length) / 2 }
  const upper: Half = {
    ...{ ...shared, store: from, bed: bedFrom },
    fall: isFirst && spec.fromOffset > 0 ? { face, way: -1 } : null,
  }
  const lower: Half = {
    ...{ ...shared, store: to, bed: bedTo },
    fall: isLast && spec.toOffset > 0 ? { face, way: 1 } : null,
  }
  return [ends.from ? { ...lower, fall: null } : upper, ends.to ? { ...upper, fall: null } : lower]
}
