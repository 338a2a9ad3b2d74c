import { z } from 'zod'
import { place } from './shapes.ts'

/** A way for water into something below: it comes in where it stands above the sill. */
export const entry = z.strictObject({
  id: z.string().min(1),
  x: z.number(),
  y: z.number(),
  sill_m: z.number().describe('level of the lowest edge that keeps water out [m]'),
})

/** A street by its axis. */
export const street = z.strictObject({
  id: z.string().min(1),
  axis: z.array(place).min(2),
  width_m: z.number().positive(),
})
