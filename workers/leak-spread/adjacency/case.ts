import { z } from 'zod'
import { USUAL_REACH } from '../../../src/domain/leak/adjacency.ts'
import { SPACE_KINDS } from '../../../src/domain/leak/space-file.ts'

const depth = z
  .union([z.number(), z.tuple([z.number(), z.number()])])
  .optional()
  .describe('of the axis below ground, or at both ends [m]; left out = not known, the pair is told in plan only')
const place = z.tuple([z.number(), z.number()]).describe('[x, y], m in any flat frame')

/** CASE.json of `lifeline analyse adjacent`: gas pipes and what lies beside them. */
export const adjacencyCaseSchema = z.strictObject({
  pipes: z.array(
    z.strictObject({
      id: z.string().min(1),
      from: place,
      to: place,
      pressure_kpa: z.number().min(0).optional().describe('above the air; left out = not known, counts as the worst'),
      depth_m: depth,
      diameter_m: z.number().positive().optional().describe('outer'),
      age_years: z.number().min(0).optional().describe('left out = not known'),
      material: z.string().default('').describe('steel, cast iron, polyethylene, or as surveyed (钢, 铸铁, PE …)'),
    }),
  ),
  spaces: z.array(
    z.strictObject({
      id: z.string().min(1),
      kind: z.enum(SPACE_KINDS).default('well'),
      at: z.union([place, z.tuple([place, place])]).describe('a place or an axis'),
      depth_m: depth,
      width_m: z.number().positive().optional().describe('of a well its outer width'),
      height_m: z.number().positive().optional(),
      people: z.number().min(0).optional().describe('who is about; left out = not known'),
      has_sensor: z.boolean().default(false).describe('of methane'),
    }),
  ),
  reach_m: z.number().positive().max(100).default(USUAL_REACH).describe('clear of both walls'),
  most: z.int().min(1).max(100_000).default(500).describe('pairs that are listed'),
})
export type AdjacencyCase = z.infer<typeof adjacencyCaseSchema>
