import { z } from 'zod'
import { decodeColumns, encodeColumns } from '../formats/columns.ts'

const metaSchema = z.object({
  columns: z.int().positive(),
  rows: z.int().positive(),
  size: z.number().positive(),
  west: z.number(),
  south: z.number(),
})

/** The ground that a flood is computed on, in square cells; row 0 in the south, a row from west to east. */
export interface FloodGround {
  readonly columns: number
  readonly rows: number
  /** width of a cell [m] */
  readonly size: number
  /** south-west corner in the plane of the flood [m] */
  readonly west: number
  readonly south: number
  /** level H [m] by cell; NaN = not known */
  readonly bed: Float32Array
}

/** Packs the ground of a flood (`flood/ground-<size>m.bin`): columns format, f32 `bed`, row 0 in the south. */
export function encodeFloodGround({ bed, columns, rows, size, west, south }: FloodGround): Uint8Array {
  return encodeColumns({ columns, rows, size, west, south }, { bed })
}

/**
 * Opens a file of `encodeFloodGround`; the levels are a view into the buffer.
 *
 * @throws Error when the buffer is something else
 */
export function decodeFloodGround(buffer: ArrayBufferLike): FloodGround {
  const file = decodeColumns(buffer)
  const grid = metaSchema.parse(file.meta)
  const bed = file.numeric('bed', 'f32')
  if (bed.length !== grid.columns * grid.rows)
    throw new Error(`decodeFloodGround: ${bed.length} levels, expected ${grid.rows} × ${grid.columns}`)
  return { ...grid, bed }
}
