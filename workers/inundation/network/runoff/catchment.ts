import type { Infiltration } from '../../infiltration/infiltration.ts'
import { conveyanceOf, fillReservoir, outflow } from './reservoir.ts'

/** A catchment that drains to one place. */
export interface CatchmentSpec {
  readonly id: string
  /** [m²], > 0 */
  readonly area: number
  /** share of its area that takes no water [-] */
  readonly impervious: number
  /** share of the impervious area that holds nothing back [-] */
  readonly bare: number
  /** across the flow [m] */
  readonly width: number
  /** [-] */
  readonly slope: number
  /** Manning's n of overland flow [s/m^(1/3)]; 0 = what it does not hold runs off at once */
  readonly roughness: { readonly impervious: number; readonly pervious: number }
  /** depression storage [m] */
  readonly held: { readonly impervious: number; readonly pervious: number }
  /** where the water of one part runs over the other first, and which share of it */
  readonly within: { readonly over: 'pervious' | 'impervious'; readonly share: number } | null
  readonly infiltration: Infiltration
}

/** Volumes of a catchment since its start [m³] and its greatest flow [m³/s]. */
export interface CatchmentTotals {
  rain: number
  runon: number
  evaporated: number
  infiltrated: number
  /** what leaves the parts, before one runs over the other */
  fromImpervious: number
  fromPervious: number
  runoff: number
  peak: number
}

/** One plane of a catchment. */
interface Part {
  readonly area: number
  readonly conveyance: number
  readonly held: number
  /** share of its water that leaves the catchment [-] */
  readonly leaves: number
  depth: number
  /** leaves it at the end of the last step [m³/s] */
  flow: number
}

/** A catchment with its water. */
export interface Catchment {
  readonly spec: CatchmentSpec
  readonly totals: Readonly<CatchmentTotals>
  /** leaves it now [m³/s] */
  flow(): number
  /** on its surface [m³] */
  storage(): number
  /**
   * Moves it on under what is constant over the step.
   *
   * @param rain  [m/s]
   * @param runon  volume that runs onto it in the step [m³]
   * @param evaporation  potential [m/s]
   * @returns volume that left it [m³]
   */
  step(rain: number, runon: number, evaporation: number, duration: number): number
}

/**
 * Opens a dry catchment of three planes: impervious without and with depression storage, and pervious; each is a non-linear
 * reservoir. Volumes are exact: what runs off is what came, less losses and what is left.
 *
 * @source  EPA SWMM Hydrology Reference Manual (2016), chapter 3; see README.md
 */
export function openCatchment(spec: CatchmentSpec): Catchment {
  const { area, impervious, bare, width, slope, roughness, held, within, infiltration } = spec
  const paved = impervious * area
  const ground = area - paved
  const leaves = (from: 'pervious' | 'impervious') => (within && within.over !== from ? 1 - within.share : 1)
  const part = (share: number, whole: number, kind: 'pervious' | 'impervious', holds: number): Part => ({
    area: share * whole,
    // the width of both impervious planes is that of the whole: their α is that of the impervious area
    conveyance: conveyanceOf(width, slope, whole, roughness[kind]),
    held: holds,
    leaves: leaves(kind),
    depth: 0,
    flow: 0,
  })
  const wet = part(1 - bare, paved, 'impervious', held.impervious)
  const parts = { bare: part(bare, paved, 'impervious', 0), wet, ground: part(1, ground, 'pervious', held.pervious) }
  const state = new Float64Array(infiltration.states)
  infiltration.start(state, 0)
  const totals: CatchmentTotals = {
    rain: 0,
    runon: 0,
    evaporated: 0,
    infiltrated: 0,
    fromImpervious: 0,
    fromPervious: 0,
    runoff: 0,
    peak: 0,
  }

  /** @returns volume that left the part [m³] */
  function drain(of: Part, rain: number, runon: number, evaporation: number, duration: number): number {
    if (of.area === 0) return 0
    const evaporated = Math.min(evaporation, of.depth / duration)
    const rest = Math.max(of.depth - evaporated * duration, 0)
    const asked = of === parts.ground ? infiltration.take(state, 0, rain, runon, rest, duration) : 0
    const depth = fillReservoir(of.depth, rain + runon - evaporated - asked, of.conveyance, of.held, duration)
    // what ran off meanwhile was not there to seep away or to dry up
    const lacked = Math.max(-depth, 0)
    const seeped = Math.max(asked * duration - lacked, 0)
    const dried = Math.max(evaporated * duration - Math.max(lacked - asked * duration, 0), 0)
    const left = Math.max(depth, 0)
    const ran = of.area * Math.max(of.depth + (rain + runon) * duration - dried - seeped - left, 0)
    of.depth = left
    of.flow = of.conveyance > 0 ? of.area * outflow(of.conveyance, left - of.held) : ran / duration
    totals.evaporated += dried * of.area
    totals.infiltrated += seeped * of.area
    return ran
  }

  function drainAll(rain: number, runon: number, evaporation: number, duration: number): [number, number] {
    const { bare: smooth, ground: soil } = parts
    const on = (volume: number, to: Part) => volume / (to.area * duration)
    const pave = (more: number) =>
      drain(smooth, rain, runon, evaporation, duration) + drain(wet, rain, runon + more, evaporation, duration)
    if (within?.over === 'impervious' && wet.area > 0) {
      const seeped = drain(soil, rain, runon, evaporation, duration)
      return [pave(on(seeped * within.share, wet)), seeped]
    }
    const shed = pave(0)
    const more = within?.over === 'pervious' && soil.area > 0 ? on(shed * within.share, soil) : 0
    return [shed, drain(soil, rain, runon + more, evaporation, duration)]
  }

  /** share of each part that leaves; where there is nothing to run over, all of it */
  const paveLeaves = ground > 0 ? wet.leaves : 1
  const soilLeaves = wet.area > 0 ? parts.ground.leaves : 1

  const flow = () => paveLeaves * (parts.bare.flow + wet.flow) + soilLeaves * parts.ground.flow

  return {
    spec,
    totals,
    flow,
    storage: () => Object.values(parts).reduce((sum, { area: of, depth }) => sum + of * depth, 0),
    step(rain, runon, evaporation, duration) {
      const [shed, seeped] = drainAll(rain, runon / (area * duration), evaporation, duration)
      const ran = paveLeaves * shed + soilLeaves * seeped
      totals.rain += rain * area * duration
      totals.runon += runon
      totals.fromImpervious += shed
      totals.fromPervious += seeped
      totals.runoff += ran
      totals.peak = Math.max(totals.peak, flow())
      return ran
    },
  }
}
