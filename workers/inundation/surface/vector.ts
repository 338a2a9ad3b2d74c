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
import { KERNEL } from './kernel.wasm.ts'

/** What step.as.ts offers. */
interface Kernel {
  setWater(h0: number, e0: number, n0: number, h1: number, e1: number, n1: number): void
  setGround(
    ...[rx, ry, cx, cy, roughness, lost, stride]: [number, number, number, number, number, number, number]
  ): void
  setScratch(scratch: number, row: number): void
  setRain(field: number, rate: number): void
  advance(x0: number, x1: number, y0: number, y1: number, duration: number, size: number): number
}

/** Dry cells around the grid: four to each side for a vector, three rows for what a step looks at. */
const MARGIN = { columns: 8, rows: 4 }
/** Cells of a block: what is skipped while it is dry, and fits a core's cache with its neighbours. */
const BLOCK = { columns: 64, rows: 64 }
const SCRATCH_ROWS = 22 * 4
/** Rise of the bed that stands for a wall [m]. */
const WALL = 1e30
/** … and for an open edge */
const EDGE = 1e20
/** Roughness that stands for it. */
const NO_CELL = -1
const PAGE = 65_536

/**
 * The scheme of the reference in float32, four cells at a time in WASM, and wet blocks only. `water` lies in the kernel's
 * memory with a margin: find a cell by `at`.
 */
export function createVectorSolver(grid: Grid, initialDepth: Float64Array): SurfaceSolver {
  const { columns, rows, size, bed } = grid
  const width = Math.ceil(columns / 4) * 4
  const stride = width + 2 * MARGIN.columns
  const cells = stride * (rows + 2 * MARGIN.rows)
  const at = (column: number, row: number) => (row + MARGIN.rows) * stride + column + MARGIN.columns
  const hasCrests = grid.crestEast !== undefined || grid.crestNorth !== undefined
  const arrays = hasCrests ? 13 : 11
  const scratchRow = 4 * (stride + 4 * MARGIN.columns)
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((PAGE + 4 * cells * arrays + SCRATCH_ROWS * scratchRow) / PAGE),
  })
  const address = (array: number) => PAGE + 4 * cells * array
  const floats = (array: number) => new Float32Array(memory.buffer, address(array), cells)
  const kernel = startKernel(memory)
  kernel.setScratch(address(arrays), scratchRow)
  const crests = hasCrests ? ([address(11), address(12)] as const) : ([0, 0] as const)
  kernel.setGround(address(6), address(7), ...crests, address(8), address(9), stride)
  const states: [Water, Water] = [
    { depth: floats(0), east: floats(1), north: floats(2) },
    { depth: floats(3), east: floats(4), north: floats(5) },
  ]
  // what of each depth is less than a quantum
  const rest = floats(9)
  let now: 0 | 1 = 0
  layGround()

  // Blocks by row, then column: what of it was wet after the last step and the one before, bit 1 and 2.
  const across = Math.ceil(width / BLOCK.columns)
  const up = Math.ceil(rows / BLOCK.rows)
  const wet = new Uint8Array(across * up)
  let isRaining = false
  let fastest = 0
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const depth = initialDepth[row * columns + column] as number
      if (depth > 0) add(column, row, depth)
    }

  function layGround(): void {
    const [rx, ry, roughness] = [floats(6).fill(WALL), floats(7).fill(WALL), floats(8).fill(NO_CELL)]
    const [cx, cy] = hasCrests ? [floats(11).fill(-WALL), floats(12).fill(-WALL)] : []
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
    floats(side === 'east' ? 11 : 12)[at(column, row)] = crestAbove(level, crest)
  }

  function add(column: number, row: number, change: number): number {
    const i = at(column, row)
    const { depth } = states[now]
    const before = (depth[i] as number) + (rest[i] as number)
    const after = Math.max(0, before + change)
    depth[i] = whole(after)
    rest[i] = after - (depth[i] as number)
    touch(column, row)
    return after - before
  }

  function setRain(rate: number | Float64Array): void {
    const isField = typeof rate !== 'number'
    isRaining = isField ? rate.some((of) => of > 0) : rate > 0
    if (isField) {
      const field = floats(10)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) field[at(column, row)] = rate[row * columns + column] as number
    }
    kernel.setRain(isField ? address(10) : 0, isField ? 0 : rate)
  }

  function push(column: number, row: number, eastward: number, northward: number): void {
    const i = at(column, row)
    const { depth, east, north } = states[now]
    if ((depth[i] as number) <= DRY) return
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
    const block = Math.floor(row / BLOCK.rows) * across + Math.floor(column / BLOCK.columns)
    wet[block] = (wet[block] as number) | 1
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
    floats(side === 'west' || side === 'east' ? 6 : 7)[face] = EDGE
  }

  /** A block is computed while it or a neighbour is wet, and once more after that: both states must be dry then. */
  function isActive(x: number, y: number): boolean {
    const block = y * across + x
    const isWet = (other: number) => ((wet[other] as number) & 1) !== 0
    return (
      wet[block] !== 0 ||
      (x > 0 && isWet(block - 1)) ||
      (x < across - 1 && isWet(block + 1)) ||
      (y > 0 && isWet(block - across)) ||
      (y < up - 1 && isWet(block + across))
    )
  }

  function step(duration: number): void {
    const [from, to] = now === 0 ? [0, 3] : [3, 0]
    kernel.setWater(
      ...([0, 1, 2].map((n) => address(from + n)) as [number, number, number]),
      ...([0, 1, 2].map((n) => address(to + n)) as [number, number, number]),
    )
    fastest = 0
    const after = new Uint8Array(wet.length)
    for (let y = 0; y < up; y++)
      for (let x = 0; x < across; x++) {
        if (!isRaining && !isActive(x, y)) continue
        const block = y * across + x
        const [x0, y0] = [x * BLOCK.columns, y * BLOCK.rows]
        const wave = kernel.advance(
          MARGIN.columns + x0,
          MARGIN.columns + Math.min(width, x0 + BLOCK.columns),
          MARGIN.rows + y0,
          MARGIN.rows + Math.min(rows, y0 + BLOCK.rows),
          duration,
          size,
        )
        fastest = Math.max(fastest, wave)
        after[block] = (((wet[block] as number) & 1) << 1) | (wave > 0 ? 1 : 0)
      }
    wet.set(after)
    now = now === 0 ? 1 : 0
  }

  return {
    at,
    add,
    setRain,
    push,
    volume,
    openEdge,
    setCrest,
    step,
    longestStep: () => (COURANT * size) / fastest,
    get water() {
      return states[now]
    },
    get before() {
      return states[now === 0 ? 1 : 0]
    },
  }
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

function startKernel(memory: WebAssembly.Memory): Kernel {
  const bytes = Uint8Array.from(atob(KERNEL), (letter) => letter.charCodeAt(0))
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } })
  return instance.exports as unknown as Kernel
}
