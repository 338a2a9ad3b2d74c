import type { Drainage } from '../network/drainage.ts'
import { type CellWater, GRAVITY, type Grid, QUANTUM } from '../surface/grid.ts'
import type { Act } from './act.ts'

/** An opening between the ground and a node of the drains. */
export interface Manhole {
  readonly column: number
  readonly row: number
  /** place of the node in the network */
  readonly node: number
  /** edge that water falls over [m] */
  readonly perimeter: number
  /** [m²] */
  readonly area: number
}

/** Weir over the edge [m^½/s] and orifice through the opening [-], HEC-22 (FHWA 2009) 4.4.5. */
const WEIR = 1.66
const ORIFICE = 0.67
/** Between two exchanges [s]: the drains go on in steps of about this. */
const INTERVAL = 1
/** Of what a cell holds, at most so much leaves in an exchange. */
const MOST = 0.5

/**
 * Exchanges water between the ground and the drains, and lets the drains go on. Water falls in over the edge, or through the
 * opening where that lets through less; from a node whose head stands above the water it comes out through the opening.
 * What is exchanged is one number: the ground gives exactly what the drains get. It never goes further than until both
 * stand equally high, so that none swings.
 */
export function openManholes(grid: Grid, solver: CellWater, drainage: Drainage, manholes: readonly Manhole[]): Act {
  const { columns, size, bed } = grid
  const cellArea = size * size
  let waited = 0

  /** Discharge into the drains [m³/s]; negative comes out. */
  function exchange({ perimeter, area }: Manhole, ground: number, depth: number, head: number): number {
    const difference = ground + depth - Math.max(head, ground)
    // float32 knows no smaller difference
    if (Math.abs(ground + depth - head) <= QUANTUM) return 0
    if (difference > 0)
      return Math.min(WEIR * perimeter * depth ** 1.5, ORIFICE * area * Math.sqrt(2 * GRAVITY * difference))
    const over = head - (ground + depth)
    return over > 0 ? -ORIFICE * area * Math.sqrt(2 * GRAVITY * over) : 0
  }

  function pass(manhole: Manhole, duration: number): number {
    const { column, row, node } = manhole
    const ground = bed[row * columns + column] as number
    const depth = solver.water.depth[solver.at(column, row)] as number
    const head = drainage.head(node)
    const flow = exchange(manhole, ground, depth, head)
    if (flow === 0) return 0
    const surface = drainage.surface(node)
    const level = Math.abs(ground + depth - head) * ((cellArea * surface) / (cellArea + surface))
    if (flow > 0) {
      const wanted = Math.min(flow * duration, level, MOST * depth * cellArea)
      const taken = solver.take(column, row, wanted / cellArea) * cellArea
      drainage.addVolume(node, taken)
      return taken
    }
    const given = -drainage.addVolume(node, -Math.min(-flow * duration, level))
    solver.add(column, row, given / cellArea)
    return -given
  }

  return {
    longestStep: () => Number.POSITIVE_INFINITY,
    apply(_, duration, ledger) {
      waited += duration
      if (waited < INTERVAL) return
      for (const manhole of manholes) {
        const volume = pass(manhole, waited)
        if (volume !== 0) ledger.add(volume > 0 ? 'drained' : 'returned', Math.abs(volume))
      }
      drainage.advance(waited)
      waited = 0
    },
  }
}
