import { greenAmpt } from '../infiltration/green-ampt.ts'
import type { Infiltration } from '../infiltration/infiltration.ts'
import type { Conduits } from './conduits.ts'
import type { DrainageModel, StorageSpec } from './inp/model.ts'
import type { NodeStore } from './node-stores.ts'
import { ShapeBook } from './shapes/shape-book.ts'

/** Thinner water loses none [m]. */
const DRY = 1e-5
/** By how many shares of its depth a section is looked through for its widest place. */
const SHARES = 200

/** Water that evaporates and seeps away. */
export interface Losses {
  /**
   * What stores lose within a step [m³/s], as their water stands at its beginning; no more than there is must be seen to by the
   * caller. Moves soils on.
   *
   * @param head  level of a node [m]
   * @param lost  by store, is added to
   */
  add(time: number, step: number, head: (node: number) => number, lost: Float64Array): void
}

/**
 * Conduits lose through their wetted width into the ground, and open ones evaporate from their surface; half of it goes from the
 * store at each end, all of it from the other where one is an outfall. Storages evaporate from their surface, and seep through
 * their bottom and, by half of the depth above it, through their banks (Green-Ampt).
 *
 * @source  Rossman, SWMM Reference Manual II (2017), 5.4 and 5.6
 */
export function lossesOf(
  model: DrainageModel,
  conduits: Conduits,
  stores: readonly NodeStore[],
  nodeOf: ReadonlyMap<string, number>,
): Losses {
  const { rate } = model.evaporation
  const channels = channelsOf(model, conduits)
  const basins = model.nodes.flatMap((node) => {
    const i = nodeOf.get(node.id) ?? 0
    return node.kind === 'storage' && (node.evaporation > 0 || node.seepage)
      ? [basin(node, i, stores[i] as NodeStore)]
      : []
  })
  return {
    add(time, step, head, lost) {
      const dries = rate.at(time)
      for (const channel of channels) channel(dries, lost)
      for (const { at, loses } of basins) lost[at] = (lost[at] as number) + loses(dries, head(at), step)
    },
  }
}

function channelsOf({ nodes, evaporation }: DrainageModel, conduits: Conduits) {
  const isDry = evaporation.rate.at(0) === 0 && evaporation.rate.bendsAfter(0) === Number.POSITIVE_INFINITY
  const isOutfall = (store: number) => nodes[store]?.kind === 'outfall'
  return conduits.specs.flatMap(({ shape, seepage, length, barrels }, i) => {
    const book = new ShapeBook([shape])
    const isOpen = book.isOpen[0] === 1
    if (seepage === 0 && (isDry || !isOpen)) return []
    const full = book.full[0] as number
    // above its widest place a closed section wets no more ground
    let widest = full
    for (let n = SHARES; n > 0; n--)
      if (book.width(0, (n / SHARES) * full * 0.999999) >= book.width(0, widest * 0.999999))
        widest = (n / SHARES) * full
    const [first, last] = [conduits.faceStart[i] as number, conduits.faceStart[i + 1] as number]
    const bed = (barrels * length) / (last - first)
    return [
      (dries: number, lost: Float64Array) => {
        for (let f = first; f < last; f++) {
          const depth = Math.min(full, ((conduits.depthFrom[f] as number) + (conduits.depthTo[f] as number)) / 2)
          if (depth <= DRY) continue
          const wetted = book.width(0, Math.min(depth, widest) * 0.999999)
          const loss = bed * (seepage * wetted + (isOpen ? dries * book.width(0, depth * 0.999999) : 0))
          const ends = [conduits.from[f] as number, conduits.to[f] as number].filter((store) => !isOutfall(store))
          for (const store of ends) lost[store] = (lost[store] as number) + loss / ends.length
        }
      },
    ]
  })
}

/** A storage: what it loses by its level within a step [m³/s]. */
function basin({ evaporation, seepage, invert }: StorageSpec, at: number, store: NodeStore) {
  const areaAt = (depth: number) => store.area(Math.min(store.rim, invert + depth))
  const bottom = areaAt(0)
  const soil = seepage ? soilOf(seepage) : null
  return {
    at,
    loses(dries: number, level: number, step: number): number {
      const depth = level - invert
      if (depth <= DRY) {
        soil?.(0, step)
        return 0
      }
      const area = areaAt(depth)
      const [down, aside] = soil?.(depth, step) ?? [0, 0]
      return evaporation * dries * area + down * bottom + aside * Math.max(0, area - bottom)
    },
  }
}

/** Through the bottom and through the banks, whose mean depth is half [m/s]. */
function soilOf(soil: NonNullable<StorageSpec['seepage']>) {
  const { conductivity, suction, deficit } = soil
  if (suction === 0 || deficit === 0) return () => [conductivity, conductivity] as const
  const ground: Infiltration = greenAmpt({ suction, conductivity, deficit }, true)
  const state = new Float64Array(2 * ground.states)
  ground.start(state, 0)
  ground.start(state, ground.states)
  return (depth: number, step: number) =>
    [ground.take(state, 0, 0, 0, depth, step), ground.take(state, ground.states, 0, 0, depth / 2, step)] as const
}
