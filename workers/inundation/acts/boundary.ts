import {
  COURANT,
  DRY,
  GRAVITY,
  type Grid,
  perDepth,
  type Side,
  type SurfaceSolver,
  type Water,
} from '../surface/grid.ts'
import { friction, frictionUndone } from '../surface/reference.ts'
import type { Act } from './act.ts'
import { atDepth, atDischarge, atInflow, atRest, atWave, critical, type EdgeState } from './edge-state.ts'
import type { Series } from './series.ts'

/** What happens at a stretch of the grid's edge; what is not said is a wall. */
export type EdgeRule =
  /** water falls over the edge */
  | { readonly type: 'free' }
  /** water runs on down a slope [m/m] as it would in uniform flow */
  | { readonly type: 'normal'; readonly slope: number }
  /** level of the water at the edge [m] as it passes */
  | { readonly type: 'stage'; readonly level: Series }
  /** level of water at rest outside [m], a sea or a lake */
  | { readonly type: 'basin'; readonly level: Series }
  /** over the whole stretch [m³/s], inwards positive, shared by what each cell can carry at one level */
  | { readonly type: 'discharge'; readonly flow: Series }
  /** the same with its depth [m] where it is faster than its waves */
  | { readonly type: 'inflow'; readonly flow: Series; readonly depth: Series }
  /** level that a long wave would have alone [m], from still water at a level [m]; waves from inside pass it */
  | { readonly type: 'wave'; readonly level: Series; readonly still: number }

/** In the place of a cell where there is none. */
const NONE = -1

/** A stretch of one side by the cells along it, first … last, from the west or the south. */
export interface Boundary {
  readonly side: Side
  readonly first: number
  readonly last: number
  readonly rule: EdgeRule
}

/** A cell of the grid at an open stretch of its edge. */
export interface EdgeCell {
  readonly column: number
  readonly row: number
  /** place in the arrays of water, and that of the next cell inwards; null = there is none */
  readonly at: number
  readonly next: number | null
  /** level of the bed at the edge, and in the middle of the cell [m] */
  readonly bed: number
  readonly ground: number
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
  const series = seriesOf(rule)
  const hasFlow = rule.type === 'discharge' || rule.type === 'inflow'
  for (const { column, row } of cells) solver.openEdge(column, row, side)

  const shares = new Float64Array(cells.length)
  // Flat, because every step looks through them: as objects their numbers lie scattered, and each is waited for.
  const places = Int32Array.from(cells, (cell) => cell.at)
  const nexts = Int32Array.from(cells, (cell) => cell.next ?? NONE)
  const columns = Int32Array.from(cells, (cell) => cell.column)
  const rows = Int32Array.from(cells, (cell) => cell.row)
  const beds = Float64Array.from(cells, (cell) => cell.bed)
  const grounds = Float64Array.from(cells, (cell) => cell.ground)
  const roughnesses = Float64Array.from(cells, (cell) => cell.roughness)
  const insideDepths = new Float64Array(cells.length)
  const insideInwards = new Float64Array(cells.length)

  /**
   * Water inside the grid at its edge, where the solver lets it run on to: half a step on, as all its other faces are. Without
   * that an edge swings up, the sooner where two of them meet.
   */
  function insideOf(index: number, water: Water, ratio: number): EdgeState {
    const at = places[index] as number
    const inner = nexts[index] as number
    const flows = along === 'east' ? water.east : water.north
    const depth = water.depth[at] as number
    const flow = sign * (flows[at] as number)
    if (inner === NONE) return { depth, inward: flow * perDepth(depth) }
    const next = water.depth[inner] as number
    const change = depth - next
    if (Math.abs(change) >= 2 * depth) return { depth, inward: flow * perDepth(depth) }
    const edge = depth + change / 2
    const inward = flow * perDepth(edge)
    // within no time there is no way on, and most calls are for that
    if (ratio === 0) return edge > DRY ? { depth: edge, inward } : { depth: Math.max(0, edge), inward: 0 }
    const speed = flow * perDepth(depth)
    // towards the edge against the way in
    const gain = speed - sign * (flows[inner] as number) * perDepth(next)
    const level = change + 2 * ((beds[index] as number) - (grounds[index] as number))
    const ahead = edge + (ratio / 2) * (speed * change + depth * gain)
    const moved = inward + (ratio / 2) * (speed * gain + GRAVITY * level)
    if (!(ahead > DRY)) return { depth: Math.max(0, ahead), inward: 0 }
    const rest = friction(ahead * Math.abs(moved), ahead, roughnesses[index] as number, (ratio / 2) * size)
    return { depth: ahead, inward: moved * rest }
  }

  /**
   * Share of each cell in the flow of the stretch, by what it can carry, h^(5/3)/n, below the mean level of the water along it;
   * of a dry stretch the same for all. By the water in each cell a swing from side to side would feed itself: where the
   * water stands higher more would come in (2 m up and down in deep slow water).
   */
  function share({ depth }: Water): void {
    let [sum, carried] = [0, 0]
    for (let index = 0; index < places.length; index++) {
      const h = depth[places[index] as number] as number
      const carries = conveyance(h, roughnesses[index] as number)
      carried += carries
      sum += carries * ((grounds[index] as number) + h)
    }
    const level = sum / carried
    let total = 0
    for (let index = 0; index < places.length; index++) {
      const deep = level - (grounds[index] as number)
      total += shares[index] = carried > 0 ? conveyance(deep, roughnesses[index] as number) : 1
    }
    for (let index = 0; index < shares.length; index++) shares[index] = (shares[index] as number) / total
  }

  /** Calls `use` for the cells where something may pass: most of an edge is dry, and then only what comes in counts. */
  function eachOpen(water: Water, { level, flow }: Given, use: (index: number) => void): void {
    if (hasFlow) share(water)
    const { depth } = water
    for (let index = 0; index < places.length; index++) {
      const comesIn = hasFlow ? flow * (shares[index] as number) > 0 : level > (beds[index] as number)
      if (comesIn || (depth[places[index] as number] as number) > DRY) use(index)
    }
  }

  function edgeState(index: number, inside: EdgeState, given: Given): EdgeState {
    const bed = beds[index] as number
    const part = shares[index] as number
    switch (rule.type) {
      case 'free':
        return critical(inside)
      case 'normal':
        return {
          depth: inside.depth,
          inward: (-(inside.depth ** (2 / 3)) * Math.sqrt(rule.slope)) / Math.max(roughnesses[index] as number, 1e-3),
        }
      case 'stage':
        return atDepth(given.level - bed, inside)
      case 'basin':
        return atRest(given.level - bed, inside)
      case 'discharge':
        return atDischarge((given.flow * part) / size, inside)
      case 'inflow': {
        const flow = (given.flow * part) / size
        const { depth } = given
        return atInflow(flow, depth, inside)
      }
      case 'wave':
        return atWave(given.level - bed, rule.still - bed, inside)
    }
  }

  return {
    longestStep(time) {
      const bend = series.reduce((least, one) => Math.min(least, one.bendsAfter(time)), Number.POSITIVE_INFINITY)
      const { water } = solver
      insideDepths.fill(Number.NaN)
      const bears = (given: Given) => {
        let fastest = 0
        eachOpen(water, given, (index) => {
          // the same at both instants
          if (Number.isNaN(insideDepths[index])) {
            const inside = insideOf(index, water, 0)
            insideDepths[index] = inside.depth
            insideInwards[index] = inside.inward
          }
          const inside = { depth: insideDepths[index] as number, inward: insideInwards[index] as number }
          const { depth, inward } = edgeState(index, inside, given)
          fastest = Math.max(fastest, Math.abs(inward) + Math.sqrt(GRAVITY * depth))
        })
        return (COURANT * size) / fastest
      }
      const given = givenAt(rule, time)
      const now = Math.min(bears(given), bend - time)
      // what is given changes within the step: at its end it must bear it too
      const end = time + Math.min(now, solver.longestStep())
      if (series.length === 0 || !Number.isFinite(end)) return now
      const then = givenAt(rule, end)
      const isSame = then.level === given.level && then.flow === given.flow && then.depth === given.depth
      return isSame ? now : Math.min(now, bears(then))
    },

    apply(time, duration, ledger) {
      const given = givenAt(rule, time - duration / 2)
      const { water, before } = solver
      let came = 0
      let left = 0
      eachOpen(before, given, (index) => {
        const inside = insideOf(index, before, duration / size)
        const { depth, inward } = edgeState(index, inside, given)
        const i = places[index] as number
        const roughness = roughnesses[index] as number
        const has = water.depth[i] as number
        // no more leaves than is there
        const gain = Math.max((depth * inward * duration) / size, -has)
        const pushed = depth * inward ** 2 + (GRAVITY / 2) * (depth - inside.depth) * (depth + inside.depth)
        const momentum = (sign * pushed * duration) / size
        const east = water.east[i] as number
        const north = water.north[i] as number
        // Friction slowed the cell without what passes its edge, in another depth: it is undone, and done again with it.
        // Left as it was, the edge cell of a steady river is 2 % too deep on any grid.
        const undone = has > DRY ? frictionUndone(Math.sqrt(east * east + north * north), has, roughness, duration) : 1
        const e = east * undone + (along === 'east' ? momentum : 0)
        const n = north * undone + (along === 'east' ? 0 : momentum)
        const column = columns[index] as number
        const row = rows[index] as number
        solver.add(column, row, gain)
        const now = water.depth[i] as number
        if (now > DRY) {
          const rest = friction(Math.sqrt(e * e + n * n), now, roughness, duration)
          solver.push(column, row, e * rest - east, n * rest - north)
        }
        if (gain > 0) came += gain
        else left -= gain
      })
      ledger.add('inflow', came * size * size)
      ledger.add('outflow', left * size * size)
    },
  }
}

/** What a metre of width carries down a slope of 1 [m²/s]. */
function conveyance(depth: number, roughness: number): number {
  return Math.max(0, depth) ** (5 / 3) / Math.max(roughness, 1e-3)
}

/** What a rule says at one instant; −Infinity and 0 where it says nothing. */
interface Given {
  readonly level: number
  readonly flow: number
  readonly depth: number
}

function givenAt(rule: EdgeRule, time: number): Given {
  return {
    level: 'level' in rule ? rule.level.at(time) : Number.NEGATIVE_INFINITY,
    flow: 'flow' in rule ? rule.flow.at(time) : 0,
    depth: 'depth' in rule ? rule.depth.at(time) : 0,
  }
}

/** The series that a rule is given by. */
export function seriesOf(rule: EdgeRule): readonly Series[] {
  return Object.values(rule).filter((value): value is Series => typeof value === 'object')
}

/** The cells at a stretch of a side; those that are none are left out. */
export function cellsAlong(
  grid: Grid,
  { at }: Pick<SurfaceSolver, 'at'>,
  side: Side,
  first: number,
  last: number,
): EdgeCell[] {
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
      ...{ column, row, at: at(column, row), roughness: roughness[i] as number },
      next: Number.isNaN(inner) ? null : at(column + inward, row + upward),
      bed: Number.isNaN(inner) ? level : level - (inner - level) / 2,
      ground: level,
    })
  }
  return cells
}
