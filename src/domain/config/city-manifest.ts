import { z } from 'zod'
import { geoidGridSchema } from '../geo/heights.ts'
import { localizedSchema } from '../localized.ts'

/**
 * What one build of a city is, in one grade. The public manifest lies at `/tiles/<city>/public/city.json`; the internal
 * one at `/tiles/<city>/internal/city.json`, behind a grant. Both and the database carry `city` and `build`:
 * another city is refused, another build is shown as 图数版本不一致.
 */
export const publicManifestSchema = z.object({
  city: z.string(),
  name: localizedSchema,
  grade: z.enum(['public', 'internal']),
  /** hash of everything that went in: equal input, equal build */
  build: z.string(),
  /** the city is invented and every page says so */
  isExample: z.boolean(),
  /** 审图号 of the public map; absent or null when it has none */
  mapReview: z.string().nullish(),
  vertical: z.object({
    /** "1985", "egm96" or "local"; with "local" N = 0 and every page says so */
    datum: z.string(),
    geoid: geoidGridSchema,
  }),
  /** west, south, east, north [degrees] */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  /** paths relative to the manifest; null when the build has none */
  terrain: z.string().nullable(),
  /** the same ground as quantized-mesh tiles; builds before them have none */
  terrainTiles: z
    .object({
      layer: z.string(),
      /** share of the city's area without a known height, which is drawn at the nearest known one */
      filled: z.number().min(0).max(1),
    })
    .nullable()
    .default(null),
  buildings: z.string().nullable(),
  bridges: z.string().nullable(),
  roads: z.string().nullable(),
  water: z.string().nullable(),
  cells: z.string().nullable(),
})
export type PublicManifest = z.infer<typeof publicManifestSchema>

export const internalManifestSchema = publicManifestSchema.extend({
  grade: z.literal('internal'),
  /** the CRS the survey came in, as given */
  crs: z.string(),
  tilesets: z.object({
    /** lines */
    pipes: z.string().nullable(),
    /** points; builds before them have none */
    nodes: z.string().nullable().default(null),
    structures: z.string().nullable(),
  }),
  /** flat extract, columns format: see data-pipeline/README.md */
  flat: z.string(),
  /** discipline → network file (columns format) */
  networks: z.record(z.string(), z.string()),
  /** what a flood is computed from, `floodPlanSchema`; builds without a DEM, and those before it, have none */
  flood: z.string().nullable().default(null),
  /** what leaks are computed from, `leakPlanSchema`; cities without such a network, and builds before it, have none */
  leak: z.string().nullable().default(null),
  /** largest gid given; arrays indexed by gid have maxGid + 1 entries */
  maxGid: z.int(),
  counts: z.object({ lines: z.int(), points: z.int(), structures: z.int(), sensors: z.int() }),
  /** [m]; `planar` in the units of the source CRS, `ellipsoid` is the one the twin shows */
  length: z.object({ planar: z.number(), ellipsoid: z.number() }),
})
export type InternalManifest = z.infer<typeof internalManifestSchema>
