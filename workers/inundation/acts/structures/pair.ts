import { type Grid, QUANTUM, type SurfaceSolver } from '../../surface/grid.ts'
import type { Act } from '../act.ts'

/** A cell by column and row. */
export type Cell = readonly [column: number, row: number]

/** Two cells between which water passes: beside each other, or the two ends of a pipe. */
export interface Pair {
  readonly from: Cell
  readonly to: Cell
}

/**
 * Discharge of a structure [m³/s] by the levels on its two sides [m], positive from → to. Zero where they are equal, more
 * with a higher `from`, less with a higher `to`.
 */
export type Law = (from: number, to: number) => number

/** What a structure lets pass, which staff may change during the run. */
export interface Passage {
  /** the law from `time` on [s] */
  readonly lawAt: (time: number) => Law
  /** the next instant after `time` at which it bends; Infinity when there is none */
  readonly bendsAfter: (time: number) => number
}

/** Levels closer than float32 counts are the same level. */
const SAME = 2 * QUANTUM
/** Of the water of a cell no more than this leaves it in a step. */
const SHARE = 0.5

/**
 * Passes water between two cells. The volume V of a step is solved with the levels that it leaves behind,
 * V = Δt Q(from − V/a, to + V/a): so it never turns the difference of the levels, however wide the structure and long the
 * step, and levels and discharge agree at the end of the step. What is taken takes its share of motion and arrives at rest.
 */
export function passBetween(grid: Grid, solver: SurfaceSolver, { from, to }: Pair, passage: Passage): Act {
  const { size } = grid
  const area = size * size
  const places = [from, to].map(([column, row]) => ({
    ...{ column, row, at: solver.at(column, row) },
    bed: grid.bed[row * grid.columns + column] as number,
  })) as [Place, Place]
  const levelOf = ({ bed, at }: Place) => bed + (solver.water.depth[at] as number)

  return {
    longestStep: (time) => passage.bendsAfter(time) - time,
    apply(time, duration) {
      const levels = places.map(levelOf) as [number, number]
      if (Math.abs(levels[0] - levels[1]) <= SAME) return
      const law = passage.lawAt(time - duration / 2)
      const forward = law(levels[0], levels[1])
      if (forward === 0) return
      const [giver, taker] = forward > 0 ? places : ([places[1], places[0]] as const)
      const has = solver.water.depth[giver.at] as number
      const most = Math.min(SHARE * has, Math.abs(levels[0] - levels[1]) / 2)
      const sign = Math.sign(forward)
      /** depth that would pass, of the depth that has passed */
      const wanted = (passed: number) =>
        (sign * law(levels[0] - sign * passed, levels[1] + sign * passed) * duration) / area
      const taken = solver.take(giver.column, giver.row, solveDepth(wanted, most))
      solver.add(taker.column, taker.row, taken)
    },
  }
}

interface Place {
  readonly column: number
  readonly row: number
  readonly at: number
  readonly bed: number
}

/** The depth x in 0 … most with wanted(x) = x, or `most` where more is wanted; `wanted` falls. By the Illinois rule. */
function solveDepth(wanted: (depth: number) => number, most: number): number {
  let [low, high] = [0, most]
  let above = wanted(0)
  let below = wanted(most) - most
  if (below >= 0) return most
  for (let turn = 0, last = 0; turn < 60 && high - low > 1e-12 * most; turn++) {
    const middle = low + ((high - low) * above) / (above - below)
    const rest = wanted(middle) - middle
    if (rest === 0) return middle
    if (rest > 0) {
      low = middle
      above = rest
      if (last > 0) below /= 2
      last = 1
    } else {
      high = middle
      below = rest
      if (last < 0) above /= 2
      last = -1
    }
  }
  return (low + high) / 2
}
