import { z } from 'zod'
import { polygon } from './shapes.ts'

/** How ground takes water; where several take the last one counts. */
export function infiltrationOf<Raster extends z.ZodType>(raster: Raster) {
  const where = {
    polygon: polygon.optional().describe('left out = all ground'),
    cells: raster.optional().describe('of these only where it is 1, and not where it is 0; cells as of the DEM'),
  }
  return z.discriminatedUnion('method', [
    z.strictObject({
      ...{ ...where, method: z.literal('green-ampt') },
      suction_m: z.number().min(0).describe('capillary suction at the wetting front [m]'),
      conductivity_mm_h: z.number().positive().describe('saturated hydraulic conductivity [mm/h]'),
      deficit: z.number().min(0).max(1).describe('free pore space of the ground at the start, share of its volume'),
    }),
    z.strictObject({
      ...{ ...where, method: z.literal('horton') },
      initial_mm_h: z.number().min(0).describe('rate of dry ground [mm/h]'),
      final_mm_h: z.number().min(0).describe('rate of ground long wet [mm/h]'),
      decay_per_h: z.number().min(0).describe('how fast the rate falls [1/h]'),
      drying_time_h: z.number().positive().default(168).describe('until wet ground is 98 % dry again [h]'),
      most_mm: z.number().positive().optional().describe('the most that the ground takes [mm]; left out = any'),
    }),
  ])
}
