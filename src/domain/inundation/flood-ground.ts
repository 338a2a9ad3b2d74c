import { z } from 'zod'
import { decodeColumns, encodeColumns } from '../formats/columns.ts'
import type { FloodGrid } from './frame.ts'

const metaSchema = z.object({
  columns: z.int().positive(),
  rows: z.int().positive(),
  size: z.number().positive(),
  west: z.number(),
  south: z.number(),
})

/** Packs the ground of a flood (`flood/ground-<size>m.bin`): columns format, f32 `bed`, row 0 in the south. */
export function encodeFloodGround({ bed, columns, rows, size, west, south }: FloodGrid): Uint8Array {
  return encodeColumns({ columns, rows, size, west, south }, { bed })
}

/**
 * Opens a file of `encodeFloodGround`; the levels are a view into the buffer.
 *
 * @throws Error when the buffer is something else
 */
export function decodeFloodGround(buffer: ArrayBufferLike): FloodGrid {
  const file = decodeColumns(buffer)
  const grid = metaSchema.parse(file.meta)
  const bed = file.numeric('bed', 'f32')
  if (bed.length !== grid.columns * grid.rows)
    throw new Error(`decodeFloodGround: ${bed.length} levels, expected ${grid.rows} × ${grid.columns}`)
  return { ...grid, bed }
}
