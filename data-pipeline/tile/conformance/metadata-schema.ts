import { z } from 'zod'

const INTEGERS = ['INT8', 'UINT8', 'INT16', 'UINT16', 'INT32', 'UINT32', 'INT64', 'UINT64'] as const
const identifier = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/)
const text = z.string().optional()

const classProperty = z.looseObject({
  name: text,
  description: text,
  type: z.enum(['SCALAR', 'VEC2', 'VEC3', 'VEC4', 'MAT2', 'MAT3', 'MAT4', 'STRING', 'BOOLEAN', 'ENUM']),
  componentType: z.enum([...INTEGERS, 'FLOAT32', 'FLOAT64']).optional(),
  enumType: text,
  array: z.boolean().optional(),
  count: z.int().min(2).optional(),
  normalized: z.boolean().optional(),
  required: z.boolean().optional(),
  semantic: text,
  offset: z.unknown().optional(),
  scale: z.unknown().optional(),
  min: z.unknown().optional(),
  max: z.unknown().optional(),
  noData: z.unknown().optional(),
  default: z.unknown().optional(),
})
export type ClassProperty = z.infer<typeof classProperty>

const metadataEnum = z.looseObject({
  name: text,
  description: text,
  valueType: z.enum(INTEGERS).optional(),
  values: z.array(z.looseObject({ name: z.string(), description: text, value: z.int() })).min(1),
})
export type MetadataEnum = z.infer<typeof metadataEnum>

/** Classes and enums of 3D Metadata: of a tileset, or of EXT_structural_metadata. */
export const metadataSchema = z.looseObject({
  id: identifier,
  name: text,
  description: text,
  version: text,
  classes: z
    .record(
      identifier,
      z.looseObject({
        name: text,
        description: text,
        properties: z
          .record(identifier, classProperty)
          .refine((properties) => Object.keys(properties).length > 0, '至少要有一个属性 · at least one property')
          .optional(),
      }),
    )
    .optional(),
  enums: z.record(identifier, metadataEnum).optional(),
})
export type MetadataSchema = z.infer<typeof metadataSchema>
