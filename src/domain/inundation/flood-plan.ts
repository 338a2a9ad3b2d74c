import { z } from 'zod'
import { localizedSchema } from '../localized.ts'
import { toldSchema } from '../told.ts'

/** A place in the plane of the flood's grid: east, north [m]. */
const positionSchema = z.tuple([z.number(), z.number()])
/** How water gets from the street into a sewer and back: by its grate, or by the cover of a manhole. */
export const OPENING_KINDS = ['inlet', 'manhole'] as const
/** What water lies beyond a stretch of the grid's rim, or at an outfall. */
export const WATER_KINDS = ['sea', 'river'] as const

/**
 * What a flood of a city is computed from: `flood/flood.json` of the internal grade. All places are in the plane of
 * `crs`, all levels H [m] in the datum of the city; paths are relative to the internal manifest.
 */
export const floodPlanSchema = z.object({
  city: z.string(),
  build: z.string(),
  /** projected, in metres, as `crsOf` takes it */
  crs: z.string(),
  /** the same ground in cells of several widths, the finest first; one corner in common */
  grids: z.array(
    z.object({
      path: z.string(),
      /** width of a cell [m] */
      size: z.number().positive(),
      columns: z.int().positive(),
      rows: z.int().positive(),
      /** south-west corner [m] */
      west: z.number(),
      south: z.number(),
      /** cells whose level is not known: they are walls */
      unknown: z.int().nonnegative(),
    }),
  ),
  /** underpasses whose floor the grids have instead of the ground above, by asset id */
  passages: z.array(z.string()),
  /** land use and buildings, see flood-surface.ts; null = none known */
  surface: z.string().nullable(),
  drainage: z
    .object({
      /** SWMM 5 input file; names of nodes and links are asset ids */
      path: z.string(),
      nodes: z.int(),
      links: z.int(),
      /** by asset id, each from its sump to where it lifts to */
      pumps: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          from: z.string(),
          to: z.string(),
          flow_m3_s: z.number().positive(),
        }),
      ),
      /** openings that staff shut and open, by asset id: sluice gates and orifices, and weirs with a crest that rises */
      gates: z
        .array(
          z.object({
            id: z.string(),
            name: z.string(),
            from: z.string(),
            to: z.string(),
            kind: z.enum(['orifice', 'weir']),
          }),
        )
        .default([]),
      /** where the street's water gets in and out */
      openings: z.array(
        z.object({
          node: z.string(),
          kind: z.enum(OPENING_KINDS),
          at: positionSchema,
          /** level of the cover or grate, as surveyed */
          rim_m: z.number(),
          /** across the cover or grate; null = not known */
          width_m: z.number().nullable(),
        }),
      ),
      outfalls: z.array(
        z.object({
          node: z.string(),
          at: positionSchema,
          water: z.enum(WATER_KINDS).nullable(),
          isFlapped: z.boolean(),
        }),
      ),
    })
    .nullable(),
  /** ways for water to get in */
  entries: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      at: positionSchema,
      sill_m: z.number(),
      volume_m3: z.number().nullable(),
    }),
  ),
  streets: z.array(
    z.object({
      id: z.string(),
      name: localizedSchema,
      class: z.string(),
      width_m: z.number(),
      axis: z.array(positionSchema).min(2),
    }),
  ),
  /** the rim of the grids, from the west or the south of each side on, without a gap; null = land */
  boundaries: z.array(
    z.object({
      side: z.enum(['west', 'east', 'south', 'north']),
      from_m: z.number(),
      to_m: z.number(),
      water: z.enum(WATER_KINDS).nullable(),
    }),
  ),
  /** of a design day, linear between the hours; what is not known is null */
  waters: z.array(
    z.object({
      water: z.enum(WATER_KINDS),
      hour: z.number().min(0).max(24),
      level_m: z.number().nullable(),
      discharge_m3_s: z.number().nullable(),
    }),
  ),
  /** of rivers and lakes as they usually stand (常水位), where it was surveyed; what has none begins dry */
  normalLevels: z.array(z.object({ at: positionSchema, level_m: z.number() })).default([]),
  /** 暴雨强度公式 q = 167 a1 (1 + c lg P) / (t + b)^n [L/(s·ha)], t [min], P [a]; the peak is at the share r of it */
  storms: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      a1: z.number().positive(),
      c: z.number().nonnegative(),
      b: z.number().nonnegative(),
      n: z.number().positive(),
      r: z.number().min(0).max(1),
      source: z.string(),
    }),
  ),
  /** sensors of rain */
  gauges: z.array(z.object({ id: z.string(), name: z.string(), at: positionSchema })),
  /** middles of square cells and who lives there; null = not known */
  population: z
    .object({ size_m: z.number().positive(), cells: z.array(z.tuple([z.number(), z.number(), z.number()])) })
    .nullable(),
  missing: z.array(toldSchema),
  assumed: z.array(toldSchema),
})
export type FloodPlan = z.infer<typeof floodPlanSchema>
