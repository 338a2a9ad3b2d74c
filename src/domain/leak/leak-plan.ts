import { z } from 'zod'
import { toldSchema } from '../told.ts'

const positionSchema = z.tuple([z.number(), z.number()])

/** Networks in which a leak is computed. */
export const LEAK_DISCIPLINES = ['water', 'gas', 'heat'] as const
export type LeakDiscipline = (typeof LEAK_DISCIPLINES)[number]

/**
 * What leaks of a city are computed from: `leak/leak.json` of the internal grade. Places are in the plane of `crs` [m], levels
 * H [m] in the datum of the city; paths are relative to the internal manifest.
 */
export const leakPlanSchema = z.object({
  city: z.string(),
  build: z.string(),
  /** projected, in metres, as `crsOf` takes it */
  crs: z.string(),
  networks: z.array(
    z.object({
      discipline: z.enum(LEAK_DISCIPLINES),
      /** pipe-file.ts, link by link of the network file of the discipline */
      pipes: z.string(),
      /** where it is fed, by node: what stands there above the air [kPa]; null = not told, and what is taken instead is in `assumed` */
      sources: z.array(z.object({ node: z.string(), pressure_kpa: z.number().nullable() })),
    }),
  ),
  /** wells, drains, ducts, tunnels and basements in which gas gathers: space-file.ts; null = none known */
  spaces: z.string().nullable(),
  /** sensors of wind, and of methane with the space that each stands in */
  wind: z.array(z.object({ id: z.string(), name: z.string(), at: positionSchema })),
  methane: z.array(z.object({ id: z.string(), name: z.string(), space: z.string() })),
  missing: z.array(toldSchema),
  assumed: z.array(toldSchema),
})
export type LeakPlan = z.infer<typeof leakPlanSchema>
