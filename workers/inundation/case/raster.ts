import { z } from 'zod'

/** A raster of square cells in the coordinates of the case; row 0 in the south, a row from west to east. */
export const rasterSchema = z.strictObject({
  columns: z.int().positive(),
  rows: z.int().positive(),
  /** width of a cell [m] */
  size: z.number().positive(),
  /** south-west corner [m] */
  west: z.number(),
  south: z.number(),
  /** NaN = no data */
  values: z.instanceof(Float64Array),
})
export type Raster = z.infer<typeof rasterSchema>
