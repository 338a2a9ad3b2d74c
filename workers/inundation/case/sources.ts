import { z } from 'zod'
import { polygon, series } from './shapes.ts'

const flow = { series: series.describe('[[t_s, m³/s], …]; negative takes water away') }
const circle = { x: z.number(), y: z.number(), radius_m: z.number().positive() }

/** Where water comes up or is taken: a cell, a circle or a polygon. */
export const source = z.union([
  z.strictObject({ ...circle, radius_m: circle.radius_m.optional(), ...flow }),
  z.strictObject({ circle: z.strictObject(circle), ...flow }),
  z.strictObject({ polygon, ...flow }),
])
