import { COURANT, GRAVITY, type Grid, perDepth, QUANTUM, type SurfaceSolver } from '../../surface/grid.ts'
import type { Act } from '../act.ts'
import { atDischarge, type EdgeState } from '../edge-state.ts'
import type { LineFace } from './crest.ts'
import type { Cell, Law, Passage } from './pair.ts'

/** Levels closer than float32 counts are the same level. */
const SAME = 2 * QUANTUM
/** Of the water of a cell no more than this leaves it in a step. */
const SHARE = 0.5

/**
 * Passes water across a face by a law, where the solver passes none: the face is an open edge of the cells on both sides. What
 * comes out of each keeps its Riemann invariant, so that the levels at the face answer to what passes: they rise before a gate
 * that shuts and fall before one that draws. The discharge is the one that the law gives for them,
 * Q = law(from(Q), to(Q)), and it carries its momentum across.
 *
 * @param passage  law of this face alone, from the cell to the left of its line to the one to the right
 */
export function passAcross(grid: Grid, solver: SurfaceSolver, face: LineFace, passage: Passage): Act {
  const { columns, size, bed } = grid
  const { column, row, side } = face
  const next: Cell = side === 'east' ? [column + 1, row] : [column, row + 1]
  const here: Cell = [column, row]
  const [left, right] = face.nextIsLeft ? [next, here] : [here, next]
  const along = side === 'east' ? 'east' : 'north'
  const sides = [left, right].map((cell) => ({
    ...{ cell, at: solver.at(...cell), bed: bed[cell[1] * columns + cell[0]] as number },
    // from the face into the cell
    sign: cell === next ? 1 : -1,
  })) as [Beside, Beside]
  solver.openEdge(column, row, side)
  let fastest = 0

  function insideOf({ at, sign }: Beside): EdgeState {
    const { before } = solver
    const depth = before.depth[at] as number
    return { depth, inward: sign * (before[along][at] as number) * perDepth(depth) }
  }

  return {
    longestStep: (time) => Math.min(passage.bendsAfter(time) - time, (COURANT * size) / fastest),
    apply(time, duration) {
      const inside = sides.map(insideOf) as [EdgeState, EdgeState]
      if (inside[0].depth <= 0 && inside[1].depth <= 0) {
        fastest = 0
        return
      }
      const law = passage.lawAt(time - duration / 2)
      const wanted = discharge(law, sides, inside, size)
      const giver = sides[wanted > 0 ? 0 : 1]
      const has = solver.water.depth[giver.at] as number
      const passed = Math.min((Math.abs(wanted) * duration) / size, SHARE * has)
      const flow = (Math.sign(wanted) * passed * size) / duration
      fastest = 0
      sides.forEach(({ cell, sign }, n) => {
        const edge = edgeOf(inside[n] as EdgeState, n === 0 ? -flow : flow)
        const still = (inside[n] as EdgeState).depth
        const pushed = edge.depth * edge.inward ** 2 + (GRAVITY / 2) * (edge.depth - still) * (edge.depth + still)
        const momentum = (sign * pushed * duration) / size
        if (passed > 0 && n === (flow > 0 ? 0 : 1)) solver.add(...cell, -passed)
        else if (passed > 0) solver.add(...cell, passed)
        if (momentum === 0) return
        if (along === 'east') solver.push(...cell, momentum, 0)
        else solver.push(...cell, 0, momentum)
        fastest = Math.max(fastest, Math.abs(edge.inward) + Math.sqrt(GRAVITY * edge.depth))
      })
    },
  }
}

interface Beside {
  readonly cell: Cell
  readonly at: number
  readonly bed: number
  readonly sign: number
}

/** Water at the face when so much flows into the cell [m²/s]; still water with no flow is as it is, to the last bit. */
function edgeOf(inside: EdgeState, flow: number): EdgeState {
  if (flow !== 0) return atDischarge(flow, inside)
  if (inside.inward === 0) return inside
  // thrown back: all of the invariant is in the depth
  const c = Math.max(0, Math.sqrt(GRAVITY * inside.depth) - inside.inward / 2)
  return { depth: (c * c) / GRAVITY, inward: 0 }
}

/** Discharge per metre of the face, from the left to the right [m²/s]. */
function discharge(law: Law, sides: [Beside, Beside], inside: [EdgeState, EdgeState], size: number): number {
  const asked = (flow: number) => {
    const [from, to] = [edgeOf(inside[0], -flow).depth + sides[0].bed, edgeOf(inside[1], flow).depth + sides[1].bed]
    return Math.abs(from - to) <= SAME ? 0 : law(from, to) / size
  }
  const most = asked(0)
  if (most === 0) return 0
  // what is asked falls as more flows: the Illinois rule between nothing and what is asked of standing water
  let [low, high, above, below] = [0, most, Math.abs(most), Math.abs(asked(most) - most)]
  for (let turn = 0, last = 0; turn < 40 && Math.abs(high - low) > 1e-7 * Math.abs(most); turn++) {
    const middle = low + ((high - low) * above) / (above + below)
    const rest = (asked(middle) - middle) * Math.sign(most)
    if (Math.abs(rest) < 1e-7 * Math.abs(most)) return middle
    if (rest >= 0) {
      low = middle
      above = rest
      if (last > 0) below /= 2
      last = 1
    } else {
      high = middle
      below = -rest
      if (last < 0) above /= 2
      last = -1
    }
  }
  return (low + high) / 2
}
