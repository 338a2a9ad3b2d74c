import type { WaterFrame, WaterGrid } from '../../../../ports/scene.ts'

/** Cells along a side of a block: what is culled, coarsened and left out as one. */
export const BLOCK = 64
/** H that marks a cell that is none: NaN does not survive every driver */
export const NOWHERE = -9999

/** Blocks over a grid and the border of one cell around it, where water ends at the grid's edge. */
export interface Blocks {
  readonly across: number
  readonly up: number
  /** H of the lowest and of the highest ground of a block [m]; a block without a cell has the lowest above the highest */
  readonly lowest: Float32Array
  readonly highest: Float32Array
}

/** Water of a frame as an engine's texture takes it. */
export interface Texels {
  /** a cell: depth [mm] in the lower half, in the upper half tint, or speed and above it bearing */
  readonly words: Uint32Array
  /** greatest depth of a block [mm]; 0 = nothing of it is drawn */
  readonly deepest: Uint16Array
}

export function blocksOf({ columns, rows }: Pick<WaterGrid, 'columns' | 'rows'>): Blocks {
  const [across, up] = [Math.ceil((columns + 1) / BLOCK), Math.ceil((rows + 1) / BLOCK)]
  return {
    across,
    up,
    lowest: new Float32Array(across * up).fill(Infinity),
    highest: new Float32Array(across * up).fill(-Infinity),
  }
}

/** First cell of a block's column or row: the first block begins outside of the grid. */
export function firstCell(block: number): number {
  return block * BLOCK - 1
}

/** Reads the ground of the grid into `bed` (NaN becomes `NOWHERE`) and `blocks`, a row of cells at a time. */
export function* readBed({ columns, rows, bed: given }: WaterGrid, blocks: Blocks, bed: Float32Array): Generator<void> {
  const { across, lowest, highest } = blocks
  for (let row = 0; row < rows; row += 1) {
    const blockRow = blockAt(row) * across
    for (let column = 0, cell = row * columns; column < columns; column += 1, cell += 1) {
      const level = given[cell] ?? Number.NaN
      if (Number.isNaN(level)) {
        bed[cell] = NOWHERE
        continue
      }
      bed[cell] = level
      const block = blockRow + blockAt(column)
      if (level < (lowest[block] ?? 0)) lowest[block] = level
      if (level > (highest[block] ?? 0)) highest[block] = level
    }
    yield
  }
}

/**
 * Packs a frame into `texels`, a row of cells at a time.
 *
 * @param least  depth from which on a cell is drawn [mm], ≥ 1
 */
export function* packFrame(
  { columns, rows }: Pick<WaterGrid, 'columns' | 'rows'>,
  { across }: Blocks,
  { depth, flow, tint }: Pick<WaterFrame, 'depth' | 'flow' | 'tint'>,
  least: number,
  { words, deepest }: Texels,
): Generator<void> {
  deepest.fill(0)
  for (let row = 0; row < rows; row += 1) {
    const blockRow = blockAt(row) * across
    for (let column = 0, cell = row * columns; column < columns; column += 1, cell += 1) {
      const water = depth[cell] ?? 0
      if (water < least) {
        words[cell] = 0
        continue
      }
      const upper = tint ? (tint[cell] ?? 0) : flow ? (flow.speed[cell] ?? 0) | ((flow.bearing[cell] ?? 0) << 8) : 0
      words[cell] = water | (upper << 16)
      const block = blockRow + blockAt(column)
      // the squares between the last cell of a block and the first of the next are of the former
      const west = column > 0 && blockAt(column - 1) < blockAt(column) ? 1 : 0
      const south = row > 0 && blockAt(row - 1) * across < blockRow ? across : 0
      for (const at of west + south === 0 ? [block] : [block, block - west, block - south, block - west - south])
        if (water > (deepest[at] ?? 0)) deepest[at] = water
    }
    yield
  }
}

function blockAt(cell: number): number {
  return Math.floor((cell + 1) / BLOCK)
}
