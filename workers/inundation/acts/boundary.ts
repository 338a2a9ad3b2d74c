import { COURANT, GRAVITY, type Grid, perDepth, type Side, type SurfaceSolver } from '../surface/grid.ts'
import type { Act } from './act.ts'
import { atDepth, atDischarge, atWave, critical, type EdgeState } from './edge-state.ts'
import type { Series } from './series.ts'

/** What happens at a stretch of the grid's edge; what is not said is a wall. */
export type EdgeRule =
  /** water falls over the edge */
  | { readonly type: 'free' }
  /** water runs on down a slope [m/m] as it would in uniform flow */
  | { readonly type: 'normal'; readonly slope: number }
  /** level of the water outside [m] */
  | { readonly type: 'stage'; readonly level: Series }
  /** over the whole stretch [m³/s], inwards positive, shared by what each cell can carry */
  | { readonly type: 'discharge'; readonly flow: Series }
  /** the same with its depth [m] where it is faster than its waves */
  | { readonly type: 'inflow'; readonly flow: Series; readonly depth: Series }
  /** level that a long wave would have alone [m], from still water at a level [m]; waves from inside pass it */
  | { readonly type: 'wave'; readonly level: Series; readonly still: number }

/** A stretch of one side by the cells along it, first … last, from the west or the south. */
export interface Boundary {
  readonly side: Side
  readonly first: number
  readonly last: number
  readonly rule: EdgeRule
}

interface EdgeCell {
  readonly column: number
  readonly row: number
  /** place in the arrays of water, and that of the next cell inwards; null = there is none */
  readonly at: number
  readonly next: number | null
  /** level of the bed at the edge [m] */
  readonly bed: number
  readonly roughness: number
}

/**
 * Puts what passes an open stretch of the edge in the place of the wall that the solver takes it for.
 *
 * @throws Error when no cell lies at the stretch
 */
export function openEdge(grid: Grid, solver: SurfaceSolver, { side, first, last, rule }: Boundary): Act {
  const cells = cellsAlong(grid, solver, side, first, last)
  if (cells.length === 0)
    throw new Error(`boundary: no cell of the grid lies at its ${side} side from ${first} to ${last}`)
  const sign = side === 'west' || side === 'south' ? 1 : -1
  const along = side === 'west' || side === 'east' ? 'east' : 'north'
  const { size } = grid
  for (const { column, row } of cells) solver.openEdge(column, row, side)

  /** Water inside the grid at its edge, where the solver lets it run on to. */
  function insideOf(cell: EdgeCell): EdgeState {
    const { before } = solver
    const depth = before.depth[cell.at] as number
    const change = cell.next === null ? 0 : depth - (before.depth[cell.next] as number)
    const edge = Math.abs(change) < 2 * depth ? depth + change / 2 : depth
    return { depth: edge, inward: sign * (before[along][cell.at] as number) * perDepth(edge) }
  }

  /** Share of each cell in the flow of the stretch, by what it can carry: h^(5/3)/n; of a dry stretch the same for all. */
  function sharesNow(): readonly number[] {
    const carried = cells.map(({ at, roughness }) => {
      const depth = solver.before.depth[at] as number
      return depth ** (5 / 3) / Math.max(roughness, 1e-3)
    })
    const total = carried.reduce((sum, one) => sum + one, 0)
    return carried.map((one) => (total > 0 ? one / total : 1 / cells.length))
  }

  function edgeState(cell: EdgeCell, share: number, time: number): EdgeState {
    const inside = insideOf(cell)
    switch (rule.type) {
      case 'free':
        return critical(inside)
      case 'normal':
        return {
          depth: inside.depth,
          inward: (-(inside.depth ** (2 / 3)) * Math.sqrt(rule.slope)) / Math.max(cell.roughness, 1e-3),
        }
      case 'stage':
        return atDepth(rule.level.at(time) - cell.bed, inside)
      case 'discharge':
        return atDischarge((rule.flow.at(time) * share) / size, inside)
      case 'inflow': {
        const flow = (rule.flow.at(time) * share) / size
        const depth = rule.depth.at(time)
        // slower than its own waves it is the grid that says how deep it is
        if (depth <= 0 || flow < depth * Math.sqrt(GRAVITY * depth)) return atDischarge(flow, inside)
        return { depth, inward: flow / depth }
      }
      case 'wave':
        return atWave(rule.level.at(time) - cell.bed, rule.still - cell.bed, inside)
    }
  }

  return {
    longestStep(time) {
      const bend = Math.min(...seriesOf(rule).map((series) => series.bendsAfter(time)))
      const fastest = [time, ...(Number.isFinite(bend) ? [bend] : [])].flatMap((instant) => {
        const share = sharesNow()
        return cells.map((cell, index) => {
          const { depth, inward } = edgeState(cell, share[index] as number, instant)
          return Math.abs(inward) + Math.sqrt(GRAVITY * depth)
        })
      })
      return Math.min((COURANT * size) / Math.max(...fastest), bend - time)
    },

    apply(time, duration, ledger) {
      const share = sharesNow()
      const middle = time - duration / 2
      cells.forEach((cell, index) => {
        const { water } = solver
        const { depth, inward } = edgeState(cell, share[index] as number, middle)
        const inside = insideOf(cell)
        const has = water.depth[cell.at] as number
        // no more leaves than is there
        const gain = Math.max((depth * inward * duration) / size, -has)
        const pushed = depth * inward ** 2 + (GRAVITY / 2) * (depth - inside.depth) * (depth + inside.depth)
        const momentum = (sign * pushed * duration) / size
        solver.add(cell.column, cell.row, gain)
        if (along === 'east') solver.push(cell.column, cell.row, momentum, 0)
        else solver.push(cell.column, cell.row, 0, momentum)
        ledger.add(gain > 0 ? 'inflow' : 'outflow', Math.abs(gain) * size * size)
      })
    },
  }
}

function seriesOf(rule: EdgeRule): readonly Series[] {
  return Object.values(rule).filter((value): value is Series => typeof value === 'object')
}

function cellsAlong(grid: Grid, solver: SurfaceSolver, side: Side, first: number, last: number): EdgeCell[] {
  const { columns, rows, bed, roughness } = grid
  const isUpright = side === 'west' || side === 'east'
  const cells: EdgeCell[] = []
  for (let n = Math.max(0, first); n <= Math.min(last, (isUpright ? rows : columns) - 1); n++) {
    const column = side === 'west' ? 0 : side === 'east' ? columns - 1 : n
    const row = side === 'south' ? 0 : side === 'north' ? rows - 1 : n
    const i = row * columns + column
    const level = bed[i] as number
    if (Number.isNaN(level)) continue
    const [inward, upward] = [
      side === 'west' ? 1 : side === 'east' ? -1 : 0,
      side === 'south' ? 1 : side === 'north' ? -1 : 0,
    ]
    const inner = bed[(row + upward) * columns + column + inward] ?? Number.NaN
    cells.push({
      ...{ column, row, at: solver.at(column, row), roughness: roughness[i] as number },
      next: Number.isNaN(inner) ? null : solver.at(column + inward, row + upward),
      bed: Number.isNaN(inner) ? level : level - (inner - level) / 2,
    })
  }
  return cells
}
