import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { nodeThreads } from '../../workers/host/node.ts'
import type { Grid, SurfaceSolver } from '../../workers/inundation/surface/grid.ts'
import { createReferenceSolver } from '../../workers/inundation/surface/reference.ts'
import { createPreviewSolver, createVectorSolver } from '../../workers/inundation/surface/vector.ts'

const SIZE = 2
const ROUGHNESS = 0.03
/** 36 mm/h */
const RAIN = 1e-5
/** Steps that are timed together, and how often: the best counts. */
const STEPS = 10
const REPEATS = 5
const SOURCE = fileURLToPath(new URL('./inundation.c', import.meta.url))
/** The same 128-bit intrinsics in two encodings; the first is what goals speak of. */
const ENCODINGS = [
  { name: 'SSE4.1', flags: ['-msse4.1'] },
  { name: 'the same, VEX-encoded', flags: ['-mavx', '-mprefer-vector-width=128'] },
] as const

/** Cell-steps a second, in millions. */
export interface NativeSpeed {
  readonly compiler: string
  readonly encoding: string
  readonly millions: number
  /** whether it left the same water as WASM, to the last digit of its sums */
  readonly isSame: boolean
}

export interface InundationFigures {
  readonly cells: number
  /** second order, one thread, full step on wet cells, in millions of cell-steps a second of processor time */
  readonly wasm: number
  /** empty where there is no compiler, or no x86 */
  readonly native: readonly NativeSpeed[]
  readonly reference: number
  /** the local inertial approximation, one thread */
  readonly preview: number
  /** by the clock, two threads against one: cells and ratio */
  readonly twoThreads: readonly { readonly cells: number; readonly ratio: number }[]
  /** one thread [ns of processor time for a cell] */
  readonly growth: readonly { readonly cells: number; readonly nanoseconds: number }[]
  /** time of a step of a grid that is wet in a twentieth against one that is wet everywhere */
  readonly wetShare: readonly { readonly shape: string; readonly wet: number; readonly cost: number }[]
}

/** Water that moves over waves of the ground, everywhere wet unless `isWet` says where. */
function aCase(cells: number, isWet: (x: number, y: number) => boolean = () => true) {
  const n = Math.round(Math.sqrt(cells))
  const bed = new Float64Array(n * n)
  const depth = new Float64Array(n * n)
  for (let y = 0; y < n; y++)
    for (let x = 0; x < n; x++) {
      const i = y * n + x
      const wet = isWet(x / n, y / n)
      bed[i] = 0.3 * Math.sin(x / 9) + 0.3 * Math.cos(y / 7) + (wet ? 0 : 5)
      depth[i] = wet ? 1.5 - (bed[i] as number) + 0.2 * Math.sin(x / 40) : 0
    }
  const grid: Grid = { columns: n, rows: n, size: SIZE, bed, roughness: new Float64Array(n * n).fill(ROUGHNESS) }
  return { grid, depth }
}

/**
 * Times the flood's solvers. Every ratio is of figures of this run, taken in turns.
 *
 * @param cells  of the grid in the middle, ≥ 100,000; the others have a tenth and ten times as many
 */
export async function benchInundation(cells: number, tell: (line: string) => void): Promise<InundationFigures> {
  const middle = aCase(cells)
  tell('one thread, and C')
  const native: NativeSpeed[] = []
  const solver = start(createVectorSolver(middle.grid, middle.depth))
  let least = leastTime(solver, 1)
  const sums = sumsOf(solver, middle.grid)
  const programs = await compiled()
  try {
    for (const program of programs.list) {
      const { seconds, ...theirs } = await runNative(program.path, programs.folder, middle)
      const isSame = theirs.water === sums.water && theirs.motion === sums.motion
      native.push({ ...program, millions: speed(middle.grid, seconds), isSame })
      least = Math.min(least, leastTime(solver))
    }
  } finally {
    await rm(programs.folder, { recursive: true })
  }
  least = Math.min(least, leastTime(solver))
  const preview = leastTime(start(createPreviewSolver(middle.grid, middle.depth)), 3 * REPEATS)
  tell('two threads')
  const twoThreads = []
  for (const count of [cells, cells / 10]) twoThreads.push(await timeTwo(count))
  tell('small and large')
  const growth = [cells / 10, cells, 10 * cells].map((count) => {
    const { grid, depth } = aCase(count)
    const seconds = leastTime(start(createVectorSolver(grid, depth)))
    return { cells: grid.bed.length, nanoseconds: 1000 / speed(grid, seconds) }
  })
  tell('a twentieth wet')
  const wetShare = timeWet(cells)
  tell('TypeScript')
  const small = aCase(cells / 10)
  const reference = start(createReferenceSolver(small.grid, small.depth))
  return {
    cells: middle.grid.bed.length,
    wasm: speed(middle.grid, least),
    native,
    preview: speed(middle.grid, preview),
    reference: speed(small.grid, leastTime(reference, 2)),
    ...{ twoThreads, growth, wetShare },
  }
}

function start(solver: SurfaceSolver): SurfaceSolver {
  solver.setRain(RAIN)
  return solver
}

/** Least processor time of STEPS steps [s]. */
function leastTime(solver: SurfaceSolver, repeats = REPEATS): number {
  let least = Number.POSITIVE_INFINITY
  for (let repeat = 0; repeat < repeats; repeat++) {
    const before = process.cpuUsage()
    advance(solver)
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1e6)
  }
  return least
}

function advance(solver: SurfaceSolver): void {
  for (let step = 0; step < STEPS; step++) solver.step(Math.min(1, solver.longestStep()))
}

function speed({ bed }: Grid, seconds: number): number {
  return (bed.length * STEPS) / seconds / 1e6
}

async function timeTwo(cells: number) {
  const { grid, depth } = aCase(cells)
  const alone = start(createVectorSolver(grid, depth))
  const together = start(createVectorSolver(grid, depth, nodeThreads(2)))
  try {
    while (together.threads < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (let repeat = 0; repeat < 3 * REPEATS; repeat++)
      for (const [which, solver] of [alone, together].entries()) {
        const started = performance.now()
        advance(solver)
        least[which] = Math.min(least[which] as number, performance.now() - started)
      }
    return { cells: grid.bed.length, ratio: (least[0] as number) / (least[1] as number) }
  } finally {
    together.end()
  }
}

/** Without rain: it would wet everything. */
function timeWet(cells: number) {
  const shapes = {
    everywhere: () => true,
    'a round lake': (x, y) => Math.hypot(x - 0.5, y - 0.5) < 0.126,
    '25 ponds': (x, y) => Math.hypot(((5 * x) % 1) - 0.5, ((5 * y) % 1) - 0.5) < 0.126,
    'a river with bends': (x, y) => Math.abs(y - 0.5 - 0.15 * Math.sin(6.25 * x)) < 0.025,
  } satisfies Record<string, (x: number, y: number) => boolean>
  const times = Object.entries(shapes).map(([shape, isWet]) => {
    const { grid, depth } = aCase(cells, isWet)
    const wet = depth.reduce((sum, h) => sum + (h > 0 ? 1 : 0), 0) / depth.length
    return { shape, wet, seconds: leastTime(createVectorSolver(grid, depth)) }
  })
  const whole = times[0]?.seconds ?? Number.NaN
  return times.slice(1).map(({ shape, wet, seconds }) => ({ shape, wet, cost: seconds / whole }))
}

function sumsOf({ water, at }: SurfaceSolver, { columns, rows }: Grid) {
  let [sum, motion] = [0, 0]
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const i = at(column, row)
      sum += water.depth[i] as number
      motion += Math.abs(water.east[i] as number) + Math.abs(water.north[i] as number)
    }
  return { water: sum, motion }
}

/** The C reference by the first compiler that there is. */
async function compiled() {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-bench-'))
  const list: { compiler: string; encoding: string; path: string }[] = []
  if (process.arch !== 'x64') return { folder, list }
  for (const compiler of ['gcc', 'clang', 'cc']) {
    for (const { name, flags } of ENCODINGS) {
      const path = join(folder, `inundation-${list.length}`)
      const made = await promisify(execFile)(compiler, [
        ...['-O3', ...flags, '-ffp-contract=off', SOURCE, '-o', path, '-lm'],
      ]).catch(() => null)
      if (made) list.push({ compiler, encoding: name, path })
    }
    if (list.length > 0) break
  }
  return { folder, list }
}

async function runNative(path: string, folder: string, { grid, depth }: ReturnType<typeof aCase>) {
  const head = new Int32Array([grid.columns, grid.rows, STEPS])
  const facts = new Float32Array([grid.size, ROUGHNESS, RAIN])
  const file = join(folder, 'case.bin')
  await writeFile(
    file,
    [head, facts, grid.bed, depth].map((part) => new Uint8Array(part.buffer)),
  )
  const { stdout } = await promisify(execFile)(path, [file, String(REPEATS)])
  const [, seconds = Number.NaN, water = Number.NaN, motion = Number.NaN] = stdout.trim().split(' ').map(Number)
  return { seconds, water, motion }
}
