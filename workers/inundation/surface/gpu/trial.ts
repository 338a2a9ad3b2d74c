import { type Driven, driveBy } from '../../acts/driven.ts'
import { linear } from '../../acts/series.ts'
import { Ledger } from '../../ledger.ts'
import type { Grid } from '../grid.ts'
import { createVectorSolver } from '../vector.ts'
import { createGpuSolver } from './solver.ts'

const [COLUMNS, ROWS] = [32, 24]
/** of the trial [s]: shorter than any that its water asks for, so that both take the same */
const STEP = 2 ** -5
const STEPS = 100
/** What a card may differ by [m], as in the contract of the backends. */
const MOST = 1e-4

/**
 * Lets a device compute a small flood that the kernel computes too: water falls down a rough slope with holes, against a wall
 * and over a crest, it rains, a source pours, edges are open.
 *
 * @throws Error when both differ, or the device gives no number
 */
export async function tryDevice(device: GPUDevice, now: () => number): Promise<void> {
  const { grid, depth, driven } = theTrial()
  const card = await createGpuSolver(device, grid, depth, driven, new Ledger(), { now, longestStep: STEP })
  try {
    await card.advance(STEPS * STEP)
    const ours = await card.read()
    const theirs = byKernel(grid, depth, driven)
    // what is no number is not less than anything
    let away = 0
    for (let cell = 0; cell < theirs.length; cell++) {
      const apart = Math.abs((ours.depth[cell] as number) - (theirs[cell] as number))
      if (!(apart <= away)) away = apart
      if (Number.isNaN(away)) break
    }
    if (!(away <= MOST) || card.steps !== STEPS) throw new Error(`a trial differs by ${away.toPrecision(2)} m`)
  } finally {
    card.close()
  }
}

function byKernel(grid: Grid, depth: Float64Array, driven: Driven): Float64Array {
  const kernel = createVectorSolver(grid, depth)
  const acts = driveBy(grid, kernel, driven)
  const ledger = new Ledger()
  for (let n = 0; n < STEPS; n++) {
    for (const act of acts) act.begin?.(n * STEP)
    kernel.step(STEP)
    for (const act of acts) act.apply((n + 1) * STEP, STEP, ledger)
  }
  const { water, at } = kernel
  return depth.map((_, cell) => water.depth[at(cell % COLUMNS, Math.floor(cell / COLUMNS))] as number)
}

function theTrial(): { readonly grid: Grid; readonly depth: Float64Array; readonly driven: Driven } {
  const by = (of: (column: number, row: number) => number) =>
    Float64Array.from({ length: COLUMNS * ROWS }, (_, cell) => of(cell % COLUMNS, Math.floor(cell / COLUMNS)))
  const bed = by((x, y) =>
    (7 * x + 11 * y) % 61 === 0 ? Number.NaN : 40 + Math.sin(x / 3) / 4 + Math.cos(y / 4) / 4 - x / 20,
  )
  const crestEast = by((x, y) => (x === 16 ? 39.5 + (y % 5) / 4 : Number.NEGATIVE_INFINITY))
  return {
    grid: { columns: COLUMNS, rows: ROWS, size: 1, bed, roughness: by(() => 0.03), crestEast },
    depth: bed.map((level, cell) => (cell % COLUMNS < 10 ? Math.max(0, 41 - level) || 0 : 0)),
    driven: {
      rain: linear([[0, 60]]),
      sources: [{ cells: [[24, 12]], flow: linear([[0, 0.2]]) }],
      boundaries: [
        { side: 'east', first: 0, last: ROWS - 1, rule: { type: 'free' } },
        { side: 'west', first: 0, last: ROWS - 1, rule: { type: 'stage', level: linear([[0, 41]]) } },
      ],
    },
  }
}
