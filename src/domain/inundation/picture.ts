import type { Rgb } from '../oklch.ts'
import type { FloodGround } from './flood-ground.ts'
import type { Extremes, FloodOutcome } from './outcome.ts'
import { DEPTH_SCALE } from './scales.ts'

/** A map of a run as a page or paper shows it: row 0 in the north, four bytes RGBA a pixel. */
export interface FloodPicture {
  readonly columns: number
  readonly rows: number
  /** width of a pixel [m] */
  readonly size: number
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
}

const GROUND: Rgb = [242, 243, 241]
/** where a run has no cell: buildings, and what nobody surveyed */
const NONE: Rgb = [196, 200, 203]
/** sea, rivers and lakes */
const WATERS: Rgb = [212, 226, 230]

/** What of a run is drawn. */
type ByCell = Pick<FloodOutcome, 'waters'> & { readonly extremes: Pick<Extremes, 'depth'> }

/**
 * The greatest depth of a run in the colours of paper. A pixel takes the deepest of its cells, so that nothing wet is lost.
 *
 * @param most  pixels on the longer side, at most
 */
export function floodPicture(grid: FloodGround, outcome: ByCell, most: number): FloodPicture {
  const step = Math.max(1, Math.ceil(Math.max(grid.columns, grid.rows) / most))
  const [columns, rows] = [Math.ceil(grid.columns / step), Math.ceil(grid.rows / step)]
  const rgba = new Uint8ClampedArray(4 * columns * rows)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const color = colorOf(grid, outcome, column * step, row * step, step)
      rgba.set([...color, 255], 4 * ((rows - 1 - row) * columns + column))
    }
  return { columns, rows, size: step * grid.size, rgba }
}

function colorOf(
  grid: FloodGround,
  { extremes: { depth }, waters }: ByCell,
  west: number,
  south: number,
  step: number,
): Rgb {
  let [deepest, open, ground] = [0, 0, 0]
  for (let row = south; row < Math.min(south + step, grid.rows); row++)
    for (let column = west; column < Math.min(west + step, grid.columns); column++) {
      const cell = row * grid.columns + column
      if (waters[cell] === 1) open++
      else if (!Number.isNaN(depth[cell] ?? Number.NaN)) {
        ground++
        deepest = Math.max(deepest, depth[cell] as number)
      }
    }
  const color = DEPTH_SCALE.findLast(({ from }) => deepest >= from)?.color.light
  return color ?? (open > 0 ? WATERS : ground > 0 ? GROUND : NONE)
}
