import { gatherCrew, type Threads } from './crew.ts'
import { type Flows, slowFlows } from './flows.ts'
import {
  COURANT,
  DRY,
  GRAVITY,
  type Grid,
  perDepth,
  QUANTUM,
  type Side,
  type SurfaceSolver,
  type Water,
} from './grid.ts'
import { kernelMemory } from './kernel.ts'
import { layOut, MARGIN, type Scheme, TASK, type WaterAt } from './layout.ts'
import { emptyRecords, keepWorst, type Look } from './records.ts'
import { WetBlocks } from './wet-blocks.ts'

/** Rise of the bed that stands for a wall [m]. */
const WALL = 1e30
/** … and for an open edge */
const EDGE = 1e20
/** Share of a cell that a wave may cross in a step of the preview: two directions together stay below one. */
const PREVIEW_COURANT = 0.6
/** Roughness that stands for it. */
const NO_CELL = -1

/** A solver in WASM, and what its steps counted. */
export interface KernelSolver extends SurfaceSolver {
  /**
   * of the cells deeper than a film the share that runs faster than a Froude number of 0.8, the largest of all steps so far; of
   * the preview alone, else 0
   */
  readonly fastShare: number
}

/**
 * The scheme of the reference in float32, four cells at a time in WASM, and wet boxes only. `water` lies in the kernel's
 * memory with a margin: find a cell by `at`.
 *
 * @param threads  others that share the work, where memory may be shared; the bits are the same without
 */
export function createVectorSolver(grid: Grid, initialDepth: Float64Array, threads: Threads | null = null) {
  return createKernelSolver(grid, initialDepth, threads, 'second-order')
}

/**
 * The local inertial approximation, for a first look: a fraction of the cost, and wrong where water is fast. `fastShare`
 * says whether it is; above PREVIEW_FAST_SHARE what it shows is not to be trusted.
 *
 * @source Bates, Horritt & Fewtrell 2010, de Almeida et al. 2012; range of validity in ../README.md
 */
export function createPreviewSolver(grid: Grid, initialDepth: Float64Array, threads: Threads | null = null) {
  return createKernelSolver(grid, initialDepth, threads, 'preview')
}

/** More of the wet cells than this faster than a Froude number of 0.8, and the preview is outside its validity. */
export const PREVIEW_FAST_SHARE = 0.01

function createKernelSolver(
  ...[grid, initialDepth, threads, scheme]: [Grid, Float64Array, Threads | null, Scheme]
): KernelSolver {
  const { columns, rows, size, bed } = grid
  const hasCrests = grid.crestEast !== undefined || grid.crestNorth !== undefined
  const layout = layOut(columns, rows, hasCrests, threads?.count ?? 1, scheme)
  const { stride, cells } = layout
  const memory = kernelMemory(layout, layout.threads > 1)
  const at = (column: number, row: number) => (row + MARGIN.rows) * stride + column + MARGIN.columns
  const floats = (address: number, length = cells) => new Float32Array(memory.buffer, address, length)
  const water = ([depth, east, north]: WaterAt): Water => ({
    depth: floats(depth),
    east: floats(east),
    north: floats(north),
  })
  const states = [water(layout.states[0]), water(layout.states[1])] as const
  const flows = layout.flows?.map(([east, north]) => ({ east: floats(east), north: floats(north) }))
  const rises = { east: floats(layout.riseEast), north: floats(layout.riseNorth) }
  const courant = scheme === 'preview' ? PREVIEW_COURANT : COURANT
  const rest = floats(layout.rest)
  const places = layout.records.values()
  const records = emptyRecords(() => floats(places.next().value as number))
  const blocks = new WetBlocks(layout)
  const tasks = new Int32Array(memory.buffer, layout.tasks, layout.taskWords)
  const speeds = floats(layout.tasks, layout.taskWords)
  let now: 0 | 1 = 0
  let isRaining = false
  let isRainField = false
  let rainRate = 0
  let fastest = 0
  let fastShare = 0
  layGround()
  const crew = gatherCrew({ memory, layout, size }, layout.threads, threads?.start)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const depth = initialDepth[row * columns + column] as number
      if (depth > 0) add(column, row, depth)
    }

  function layGround(): void {
    const [rx, ry] = [rises.east.fill(WALL), rises.north.fill(WALL)]
    const roughness = floats(layout.roughness).fill(NO_CELL)
    const [cx, cy] = hasCrests ? [floats(layout.crestEast).fill(-WALL), floats(layout.crestNorth).fill(-WALL)] : []
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const [from, to] = [row * columns + column, at(column, row)]
        const level = whole(bed[from] as number)
        roughness[to] = Number.isNaN(level) ? NO_CELL : (grid.roughness[from] as number)
        if (column < columns - 1) rx[to] = riseOf(level, whole(bed[from + 1] as number))
        if (row < rows - 1) ry[to] = riseOf(level, whole(bed[from + columns] as number))
        if (cx && grid.crestEast) cx[to] = crestAbove(level, grid.crestEast[from] as number)
        if (cy && grid.crestNorth) cy[to] = crestAbove(level, grid.crestNorth[from] as number)
      }
  }

  function setCrest(column: number, row: number, side: 'east' | 'north', crest: number): void {
    if (!(side === 'east' ? grid.crestEast : grid.crestNorth))
      throw new Error(`setCrest: the grid was made without crests to the ${side}`)
    const level = whole(bed[row * columns + column] as number)
    floats(side === 'east' ? layout.crestEast : layout.crestNorth)[at(column, row)] = crestAbove(level, crest)
  }

  function add(column: number, row: number, change: number): number {
    const i = at(column, row)
    const { depth, east, north } = states[now]
    const before = (depth[i] as number) + (rest[i] as number)
    const after = Math.max(0, before + change)
    depth[i] = whole(after)
    rest[i] = after - (depth[i] as number)
    // what is dry is not computed, so nothing would stop it
    if (depth[i] === 0) east[i] = north[i] = 0
    touch(column, row)
    return after - before
  }

  /** Nothing moves faster for it, so no block is woken. */
  function take(column: number, row: number, wanted: number): number {
    const i = at(column, row)
    const { depth, east, north } = states[now]
    const before = (depth[i] as number) + (rest[i] as number)
    const after = before - Math.min(wanted, before)
    if (!(after < before)) return 0
    depth[i] = whole(after)
    rest[i] = after - (depth[i] as number)
    const left = depth[i] === 0 ? 0 : after / before
    east[i] = left * (east[i] as number)
    north[i] = left * (north[i] as number)
    if (flows) slowFlows(flows[now] as Flows, stride, i, after / before)
    return before - after
  }

  function setRain(rate: number | Float64Array): void {
    isRainField = typeof rate !== 'number'
    if (typeof rate === 'number') {
      isRaining = rate > 0
      rainRate = rate
      return
    }
    isRaining = rate.some((of) => of > 0)
    const field = floats(layout.rain)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) field[at(column, row)] = rate[row * columns + column] as number
  }

  function push(column: number, row: number, eastward: number, northward: number): void {
    const i = at(column, row)
    const { depth, east, north } = states[now]
    // the preview carries no momentum from place to place, and none is brought in
    if (flows || (depth[i] as number) <= DRY) return
    east[i] = (east[i] as number) + eastward
    north[i] = (north[i] as number) + northward
    touch(column, row)
  }

  /** Water of this cell was changed: it counts for the next step. */
  function touch(column: number, row: number): void {
    const i = at(column, row)
    const { depth, east, north } = states[now]
    const h = depth[i] as number
    const speed = Math.max(Math.abs(east[i] as number), Math.abs(north[i] as number)) * perDepth(h)
    fastest = Math.max(fastest, speed + Math.sqrt(GRAVITY * h))
    blocks.touch(column, row)
  }

  function volume(): number {
    let sum = 0
    let waiting = 0
    for (const depth of states[now].depth) sum += depth
    for (const part of rest) waiting += part
    return (sum + waiting) * size * size
  }

  function openEdge(column: number, row: number, side: Side): void {
    const face = { west: at(column - 1, row), south: at(column, row - 1) }[side as 'west' | 'south'] ?? at(column, row)
    rises[side === 'west' || side === 'east' ? 'east' : 'north'][face] = EDGE
  }

  function step(duration: number, look: Look | null = null): void {
    const count = blocks.plan(isRaining, tasks)
    if (count > 0) crew.take({ state: now, tasks: count, duration, isRainField, rainRate, look })
    fastest = blocks.settle(count, tasks, speeds)
    if (flows) fastShare = Math.max(fastShare, fastShareOf(tasks, count))
    now = now === 0 ? 1 : 0
  }

  return {
    at,
    add,
    take,
    setRain,
    push,
    volume,
    openEdge,
    setCrest,
    step,
    end: crew.end,
    get threads() {
      return crew.size
    },
    longestStep: () => (courant * size) / fastest,
    get fastShare() {
      return fastShare
    },
    look: (look) => keepWorst(records, states[now], look),
    records,
    get water() {
      return states[now]
    },
    get before() {
      return states[now === 0 ? 1 : 0]
    },
  }
}

function fastShareOf(tasks: Int32Array, count: number): number {
  let [wet, fast] = [0, 0]
  for (let task = 0; task < count; task++) {
    wet += tasks[task * TASK.words + TASK.wetCells] as number
    fast += tasks[task * TASK.words + TASK.fastCells] as number
  }
  return wet > 0 ? fast / wet : 0
}

/** In whole quanta. */
function whole(metres: number): number {
  return Math.round(metres / QUANTUM) * QUANTUM
}

/** Height of a crest above a bed [m], within what the kernel counts with. */
function crestAbove(level: number, crest: number): number {
  return Math.min(WALL, Math.max(-WALL, crest - level))
}

/** Step of the bed between two cells [m]; a wall where one of them is none. */
function riseOf(level: number, next: number): number {
  const rise = next - level
  return Number.isNaN(rise) ? WALL : rise
}
