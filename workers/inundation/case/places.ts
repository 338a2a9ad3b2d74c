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

/** Who lives where, by squares. */
export const population = z.strictObject({
  size_m: z.number().positive().describe('side of a square [m]'),
  cells: z.array(z.tuple([z.number(), z.number(), z.number().min(0)])).describe('[x, y of the middle, people]'),
})
