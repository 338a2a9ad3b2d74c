import { z } from 'zod'

/** width of a line that gives none in `width_m` [m] */
export const DEFAULT_ROAD_WIDTH = 8

const positionSchema = z.array(z.number()).min(2)

/** A line or an area of the map; positions are lon, lat [degrees]. Anything else is told as not drawn. */
export const mapFeatureSchema = z.object({
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('LineString'), coordinates: z.array(positionSchema) }),
    z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(positionSchema)) }),
    z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(positionSchema)) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(positionSchema))) }),
  ]),
})
export type MapFeature = z.infer<typeof mapFeatureSchema>

/** A feature collection whose features are read one by one, so that a bad one costs only itself. */
export const mapCollectionSchema = z.object({ features: z.array(z.unknown()) })
