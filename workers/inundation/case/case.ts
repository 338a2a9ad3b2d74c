import { z } from 'zod'
import { boundary } from './boundaries.ts'
import { infiltrationOf } from './infiltration.ts'
import { network } from './network.ts'
import { entry, population, street } from './places.ts'
import { rainOf, roof, runoff } from './rain.ts'
import { rasterSchema } from './raster.ts'
import { polygon } from './shapes.ts'
import { source } from './sources.ts'
import { structure } from './structures.ts'

/**
 * A flood to be computed. In CASE.json rasters are paths of ESRI ASCII or GeoTIFF files (`CASE_FILE`); for the solver they
 * are read (`caseSchema`). Coordinates and levels are those of the DEM.
 */
function caseOf<Raster extends z.ZodType>(raster: Raster) {
  const values = z.union([z.number(), raster])
  return z.strictObject({
    grid: z.strictObject({
      dem: raster.describe('level of the bed [m]; NODATA = wall'),
      manning: z
        .union([
          z.number().min(0),
          raster,
          z.strictObject({
            default: z.union([z.number().min(0), raster]),
            polygons: z.array(z.strictObject({ polygon, n: z.number().min(0) })),
          }),
        ])
        .describe("Manning's n [s/m^(1/3)]; of polygons that overlap the last one counts"),
      initial_depth: values.optional().describe('[m]'),
      initial_level: values.optional().describe('[m]'),
      waters: raster
        .optional()
        .describe(
          '1 = sea, river or lake, 0 = land: water on it floods nobody; left out = what is under water at the start',
        ),
    }),
    duration_s: z.number().positive(),
    output_interval_s: z.number().positive().default(60),
    rain: rainOf(raster).default([]),
    runoff_coefficients: z.array(runoff).default([]).describe('of polygons that overlap the last one counts'),
    roofs: z.array(roof).default([]),
    infiltration: z.array(infiltrationOf(raster)).default([]),
    boundaries: z.array(boundary).default([]),
    sources: z.array(source).default([]),
    structures: z.array(structure).default([]),
    network: network.optional(),
    buildings: z.array(polygon).default([]).describe('blocks: cells whose middle lies within are none'),
    gauges: z.array(z.strictObject({ id: z.string().min(1), x: z.number(), y: z.number() })).default([]),
    entries: z.array(entry).default([]).describe('metro, underpass, basement, substation: tested against their sills'),
    streets: z.array(street).default([]),
    population: population.optional(),
    scheme: z.enum(['second-order', 'preview']).default('second-order'),
  })
}

/** CASE.json as it lies in a file; without a grid, with a network, the network alone is computed. */
export const CASE_FILE = caseOf(z.string().min(1).describe('path, from the folder of CASE.json')).partial({
  grid: true,
})
/** The same with its rasters read. */
export const caseSchema = caseOf(rasterSchema)

export type FloodCase = z.infer<typeof caseSchema>
