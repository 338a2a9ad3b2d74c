import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** pixels along a side of a block */
const SIDE = 256
const BLOCK_BYTES = SIDE * SIDE * 4
/** blocks that a reader keeps: 16 MB */
const MOST_BLOCKS = 64

/** A raster too large to be held: 32-bit values in blocks of 256 × 256 pixels, row by row, NaN where it ends. */
export interface RasterFile {
  readonly path: string
  /** of all values */
  readonly hash: string
}

/**
 * Writes a raster that comes in bands, from north to south.
 *
 * @param bands  rows of values, `columns` each; every band but the last has a multiple of 256 rows
 */
export async function writeRasterFile(
  path: string,
  columns: number,
  bands: AsyncIterable<Float32Array>,
): Promise<RasterFile> {
  const hash = createHash('sha256')
  const file = openSync(path, 'w')
  const block = new Float32Array(SIDE * SIDE)
  try {
    for await (const band of bands) {
      hash.update(new Uint8Array(band.buffer, band.byteOffset, band.byteLength))
      const rows = band.length / columns
      for (let top = 0; top < rows; top += SIDE)
        for (let left = 0; left < columns; left += SIDE) {
          block.fill(Number.NaN)
          for (let row = top; row < Math.min(top + SIDE, rows); row += 1) {
            const from = row * columns
            block.set(band.subarray(from + left, from + Math.min(left + SIDE, columns)), (row - top) * SIDE)
          }
          writeSync(file, new Uint8Array(block.buffer))
        }
    }
  } finally {
    closeSync(file)
  }
  return { path, hash: hash.digest('hex') }
}

/** Values of a raster file by column and row, NaN = no data. Blocks that were used last are kept. */
export function rasterFileReader({ path }: RasterFile, columns: number): (column: number, row: number) => number {
  const across = Math.ceil(columns / SIDE)
  const kept = new Map<number, Float32Array>()
  let [current, values]: [number, Float32Array] = [-1, new Float32Array(0)]
  return (column, row) => {
    const index = Math.floor(row / SIDE) * across + Math.floor(column / SIDE)
    if (index !== current) {
      values = kept.get(index) ?? readBlock(path, index)
      current = index
      // the map is in the order of use, so that its first is the one to go
      kept.delete(index)
      kept.set(index, values)
      const [oldest] = kept.keys()
      if (kept.size > MOST_BLOCKS && oldest !== undefined) kept.delete(oldest)
    }
    return values[(row % SIDE) * SIDE + (column % SIDE)] ?? Number.NaN
  }
}

/** The file is opened for each block, so that nothing is left open in any thread. */
function readBlock(path: string, index: number): Float32Array {
  const file = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(BLOCK_BYTES)
    readSync(file, bytes, 0, BLOCK_BYTES, index * BLOCK_BYTES)
    return new Float32Array(bytes.buffer)
  } finally {
    closeSync(file)
  }
}
