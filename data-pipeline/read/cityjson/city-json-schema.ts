import { z } from 'zod'

/** CityJSON objects are checked one by one, so that a bad one costs only itself; coordinates when they are used. */
const transformSchema = z.object({
  scale: z.tuple([z.number(), z.number(), z.number()]),
  translate: z.tuple([z.number(), z.number(), z.number()]),
})
export type Transform = z.infer<typeof transformSchema>

const templatesSchema = z.object({
  templates: z.array(z.unknown()),
  'vertices-templates': z.array(z.unknown()),
})

/** A whole file, or the first line of a CityJSONSeq. */
export const cityJsonSchema = z.object({
  type: z.literal('CityJSON'),
  version: z.string(),
  transform: transformSchema.optional(),
  metadata: z.object({ referenceSystem: z.string().optional() }).optional(),
  CityObjects: z.record(z.string(), z.unknown()),
  vertices: z.array(z.unknown()),
  'geometry-templates': templatesSchema.optional(),
})

/** A later line of a CityJSONSeq. */
export const featureSchema = z.object({
  type: z.literal('CityJSONFeature'),
  CityObjects: z.record(z.string(), z.unknown()),
  vertices: z.array(z.unknown()),
})

const surfaceTypes = z.object({ surfaces: z.array(z.object({ type: z.string() })), values: z.unknown() })

export const geometrySchema = z.object({
  type: z.string(),
  lod: z.union([z.string(), z.number()]).optional(),
  boundaries: z.array(z.unknown()),
  semantics: surfaceTypes.nullish(),
  template: z.int().optional(),
  transformationMatrix: z.array(z.number()).length(16).optional(),
})
export type Geometry = z.infer<typeof geometrySchema>

export const cityObjectSchema = z.object({
  type: z.string(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  parents: z.array(z.string()).optional(),
  geometry: z.array(geometrySchema).optional(),
})
