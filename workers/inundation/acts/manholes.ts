import { type Drainage, LEVEL_TOLERANCE } from '../network/drainage.ts'
import type { ManholeLog } from '../results/manhole-log.ts'
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
  /** of a cover that lies on it, what lets water in [m²]; null = all is open */
  readonly vent: number | null
}

/** The drains of a run below its ground. */
export interface OpenDrains {
  readonly drainage: Drainage
  readonly manholes: readonly Manhole[]
  /** what roofs poured into each node since the last exchange [m³] */
  readonly fromRoofs: Float64Array
  readonly log: ManholeLog
}

/** Weir over the edge [m^½/s] and orifice through the opening [-], HEC-22 (FHWA 2009) 4.4.5. */
const WEIR = 1.66
const ORIFICE = 0.67
/** Between two exchanges [s]: the drains go on in steps of about this. */
export const EXCHANGE_INTERVAL = 1
/** Of what a cell holds, at most so much leaves in an exchange. */
const MOST = 0.5

/**
 * Exchanges water between the ground and the drains each second, by whole steps, and at each output, so that both are told
 * of the same instant. Water falls in over the edge, or through the opening where that lets through less; from a node whose
 * head stands above its rim and above the water it comes out through the opening. What is exchanged is one number: the
 * ground gives exactly what the drains get. It never goes further than until both stand equally high, so that none swings.
 *
 * @param outputs  time between two of them, and when the run ends [s]
 */
export function openManholes(
  grid: Grid,
  solver: CellWater,
  { drainage, manholes, fromRoofs, log }: OpenDrains,
  outputs: { readonly interval: number; readonly end: number },
): Act {
  const { columns, size, bed } = grid
  const cellArea = size * size
  // flat, because every exchange looks at all of them, and most pass nothing
  const places = Int32Array.from(manholes, ({ column, row }) => solver.at(column, row))
  const grounds = Float64Array.from(manholes, ({ column, row }) => bed[row * columns + column] as number)
  const rims = Float64Array.from(manholes, ({ node }) => drainage.stores[node]?.rim ?? 0)
  const nodes = Int32Array.from(manholes, ({ node }) => node)
  let waited = 0

  /** What is to pass into the drains [m³]; negative out of them. */
  function wanted(n: number, depth: number): number {
    const ground = grounds[n] as number
    const node = nodes[n] as number
    const level = ground + depth
    const head = drainage.head(node)
    const up = head - Math.max(level, rims[n] as number)
    const down = level - Math.max(head, ground)
    // float32 knows no smaller difference; where both waters meet, the drains know their level no better, and what passed
    // by less than that would swing for ever
    if (Math.max(up, down) <= (head > ground ? LEVEL_TOLERANCE : QUANTUM)) return 0
    const { perimeter, area, vent } = manholes[n] as Manhole
    const surface = drainage.surface(node)
    const even = Math.max(up, Math.abs(level - head)) * ((cellArea * surface) / (cellArea + surface))
    if (up > 0) return -Math.min(ORIFICE * area * Math.sqrt(2 * GRAVITY * up) * waited, even)
    const through = ORIFICE * (vent ?? area) * Math.sqrt(2 * GRAVITY * down)
    return Math.min(Math.min(WEIR * perimeter * depth ** 1.5, through) * waited, even, MOST * depth * cellArea)
  }

  function pass(n: number): number {
    const volume = wanted(n, solver.water.depth[places[n] as number] as number)
    if (volume === 0) return 0
    const { column, row, node } = manholes[n] as Manhole
    if (volume > 0) {
      const taken = solver.take(column, row, volume / cellArea) * cellArea
      drainage.addVolume(node, taken)
      return taken
    }
    const given = -drainage.addVolume(node, volume)
    solver.add(column, row, given / cellArea)
    return -given
  }

  const isOutput = (time: number) =>
    time === Math.min(outputs.end, Math.round(time / outputs.interval) * outputs.interval)

  return {
    // dry ground would bear any step, but drains that fill below it swing up within one
    longestStep: () => 2 * EXCHANGE_INTERVAL,
    apply(time, duration, ledger) {
      waited += duration
      if (waited < EXCHANGE_INTERVAL && !isOutput(time)) return
      for (let n = 0; n < manholes.length; n++) {
        const volume = pass(n)
        if (volume === 0) continue
        ledger.add(volume > 0 ? 'drained' : 'returned', Math.abs(volume))
        log.note(n, volume, waited, time)
      }
      for (let node = 0; node < fromRoofs.length; node++) {
        const volume = fromRoofs[node] as number
        drainage.setLateral(node, volume / waited)
        if (volume !== 0) ledger.add('roofs', volume)
      }
      fromRoofs.fill(0)
      drainage.advance(waited)
      waited = 0
    },
  }
}
