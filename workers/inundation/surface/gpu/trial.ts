import { type Driven, driveBy } from '../../acts/driven.ts'
import { linear } from '../../acts/series.ts'
import { type Passing, type PassingLaw, passBy } from '../../acts/structures/passing.ts'
import { Ledger } from '../../ledger.ts'
import type { Grid } from '../grid.ts'
import { createVectorSolver } from '../vector.ts'
import { type CardActs, createGpuSolver } from './solver.ts'

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
 * @param passes  … and it passes a weir and a culvert, whose shader is made for who needs it only
 * @throws Error when both differ, or the device gives no number
 */
export async function tryDevice(device: GPUDevice, now: () => number, passes: boolean): Promise<void> {
  const { grid, depth, driven } = theTrial()
  const acts = passes ? { ...driven, passing: passingOf(grid) } : driven
  const card = await createGpuSolver(device, grid, depth, acts, new Ledger(), { now, longestStep: STEP })
  try {
    await card.advance(STEPS * STEP)
    const ours = await card.read()
    const theirs = byKernel(grid, depth, acts)
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

function byKernel(grid: Grid, depth: Float64Array, given: CardActs): Float64Array {
  const kernel = createVectorSolver(grid, depth)
  const passages = (given.passing ?? []).map((one) => passBy(grid, kernel, one))
  const acts = [...driveBy(grid, kernel, given), ...passages]
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

/** Where the water stands that breaks loose: a weir half across it, and a pipe out of it. */
function passingOf({ bed }: Grid): Passing[] {
  const by = (law: PassingLaw) => ({ law, open: linear([[0, 1]]), isOneWay: false })
  const rows = Array.from({ length: ROWS / 2 }, (_, row) => row)
  const passable = rows.filter((row) => ![8, 9].some((column) => Number.isNaN(bed[row * COLUMNS + column])))
  const pipe = by({
    ...{ type: 'culvert', barrel: { shape: 'circular', diameter: 0.4 }, barrels: 1, length: 7, roughness: 0.012 },
    ...{ from: 40, to: 39.8, inlet: 'circular-metal-projecting', entryLoss: 0.5 },
  })
  return [
    ...passable.map((row): Passing => {
      const face = { column: 8, row, side: 'east', along: row, nextIsLeft: false } as const
      return { type: 'across', face, by: by({ type: 'weir', crest: 40.4, width: 1, coefficient: 1.7 }) }
    }),
    { type: 'between', pair: { from: [5, 5], to: [12, 7] }, by: pipe },
  ]
}
