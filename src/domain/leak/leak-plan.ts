import { z } from 'zod'
import { toldSchema } from '../told.ts'
import { gasGradesSchema } from './gas-grades.ts'

const positionSchema = z.tuple([z.number(), z.number()])

/** What leaks: a simulation each. */
export const LEAK_KINDS = ['water', 'gas', 'heat', 'sewage'] as const
export type LeakKind = (typeof LEAK_KINDS)[number]

/** Disciplines in whose networks a leak is computed, with what then leaks. */
const KIND_OF = { water: 'water', gas: 'gas', heat: 'heat', sewer: 'sewage', storm: 'sewage' } as const
export type LeakNetwork = keyof typeof KIND_OF
export const LEAK_NETWORKS = Object.keys(KIND_OF) as [LeakNetwork, ...LeakNetwork[]]

/** What a point of drains is to what runs in them: lets it out to open water, treats it, lifts it on. */
export const DRAIN_ENDS = ['outfall', 'works', 'pump'] as const
export type DrainEnd = (typeof DRAIN_ENDS)[number]

/** What leaks from a network. */
export function leakKindOf(network: LeakNetwork): LeakKind {
  return KIND_OF[network]
}

/** The network of a discipline; null where no leak is computed in it. */
export function leakNetworkOf(discipline: string): LeakNetwork | null {
  return LEAK_NETWORKS.find((each) => each === discipline) ?? null
}

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
      discipline: z.enum(LEAK_NETWORKS),
      /** pipe-file.ts, link by link of the network file of the discipline */
      pipes: z.string(),
      /** its hydraulic model, hydraulics-file.ts, and whether anything changes by the hour in it; left out = no source of the survey has one */
      hydraulics: z.object({ path: z.string(), hasPatterns: z.boolean() }).optional(),
      /** where it is fed, by node: what stands there above the air [kPa]; null = not told, and what is taken instead is in `assumed` */
      sources: z.array(z.object({ node: z.string(), pressure_kpa: z.number().nullable() })),
      /** of drains: points by what they are called, left out by older builds; a drain may end at others, of which nobody knows */
      ends: z.array(z.object({ node: z.string(), kind: z.enum(DRAIN_ENDS) })).optional(),
    }),
  ),
  /** wells, drains, ducts, tunnels and basements in which gas gathers: space-file.ts; null = none known */
  spaces: z.string().nullable(),
  /** sensors of wind, and of methane with the space that each stands in */
  wind: z.array(z.object({ id: z.string(), name: z.string(), at: positionSchema })),
  methane: z.array(z.object({ id: z.string(), name: z.string(), space: z.string() })),
  /** of gas in spaces, by the rule of the city; null = none was given, an example stands in its place */
  gasGrades: gasGradesSchema.nullable().default(null),
  missing: z.array(toldSchema),
  assumed: z.array(toldSchema),
})
export type LeakPlan = z.infer<typeof leakPlanSchema>
