import { z } from 'zod'

const index = z.int().min(0)
const view = z.looseObject({
  buffer: index,
  byteOffset: index.optional(),
  byteLength: index,
  byteStride: z.int().min(4).max(252).optional(),
})
const packedView = z.looseObject({
  buffer: index,
  byteOffset: index.optional(),
  byteLength: index,
  byteStride: z.int().min(1).max(256),
  count: index,
  mode: z.enum(['ATTRIBUTES', 'TRIANGLES', 'INDICES']),
  filter: z.enum(['NONE', 'OCTAHEDRAL', 'QUATERNION', 'EXPONENTIAL', 'COLOR']).optional(),
})
const numbers = z.array(z.number())

const metadataProperty = z.looseObject({
  type: z.enum(['SCALAR', 'VEC2', 'VEC3', 'VEC4', 'MAT2', 'MAT3', 'MAT4', 'STRING', 'BOOLEAN', 'ENUM']),
  componentType: z
    .enum(['INT8', 'UINT8', 'INT16', 'UINT16', 'INT32', 'UINT32', 'INT64', 'UINT64', 'FLOAT32', 'FLOAT64'])
    .optional(),
  enumType: z.string().optional(),
  array: z.boolean().optional(),
  count: z.int().min(2).optional(),
  required: z.boolean().optional(),
})
export type MetadataProperty = z.infer<typeof metadataProperty>

const offsetType = z.enum(['UINT8', 'UINT16', 'UINT32', 'UINT64'])
const column = z.looseObject({
  values: index,
  arrayOffsets: index.optional(),
  stringOffsets: index.optional(),
  arrayOffsetType: offsetType.optional(),
  stringOffsetType: offsetType.optional(),
  min: z.unknown().optional(),
  max: z.unknown().optional(),
})
export type Column = z.infer<typeof column>

const structuralMetadata = z.looseObject({
  schemaUri: z.string().optional(),
  schema: z
    .looseObject({
      id: z.string(),
      classes: z
        .record(z.string(), z.looseObject({ properties: z.record(z.string(), metadataProperty).optional() }))
        .optional(),
      enums: z
        .record(
          z.string(),
          z.looseObject({
            valueType: z.enum(['INT8', 'UINT8', 'INT16', 'UINT16', 'INT32', 'UINT32', 'INT64', 'UINT64']).optional(),
            values: z.array(z.looseObject({ name: z.string(), value: z.int() })).min(1),
          }),
        )
        .optional(),
    })
    .optional(),
  propertyTables: z
    .array(
      z.looseObject({
        class: z.string(),
        count: z.int().min(1),
        properties: z.record(z.string(), column).optional(),
      }),
    )
    .optional(),
})
export type StructuralMetadata = z.infer<typeof structuralMetadata>

const featureIds = z.array(
  z.looseObject({
    featureCount: z.int().min(1),
    nullFeatureId: index.optional(),
    label: z
      .string()
      .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/)
      .optional(),
    attribute: index.optional(),
    propertyTable: index.optional(),
    texture: z.unknown().optional(),
  }),
)
export type FeatureIds = z.infer<typeof featureIds>

/** The part of glTF 2.0 and its extensions that the rules read. Anything else may be there. */
export const gltfSchema = z.looseObject({
  asset: z.looseObject({ version: z.string(), generator: z.string().optional() }),
  extensionsUsed: z.array(z.string()).optional(),
  extensionsRequired: z.array(z.string()).optional(),
  scene: index.optional(),
  scenes: z.array(z.looseObject({ nodes: z.array(index).optional() })).optional(),
  nodes: z
    .array(
      z.looseObject({
        mesh: index.optional(),
        children: z.array(index).optional(),
        matrix: numbers.length(16).optional(),
        translation: numbers.length(3).optional(),
        rotation: numbers.length(4).optional(),
        scale: numbers.length(3).optional(),
        extensions: z
          .looseObject({
            EXT_mesh_gpu_instancing: z.looseObject({ attributes: z.record(z.string(), index) }).optional(),
            EXT_instance_features: z.looseObject({ featureIds }).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  meshes: z
    .array(
      z.looseObject({
        primitives: z
          .array(
            z.looseObject({
              attributes: z.record(z.string(), index),
              indices: index.optional(),
              mode: z.int().min(0).max(6).optional(),
              material: index.optional(),
              extensions: z.looseObject({ EXT_mesh_features: z.looseObject({ featureIds }).optional() }).optional(),
            }),
          )
          .min(1),
      }),
    )
    .optional(),
  accessors: z
    .array(
      z.looseObject({
        bufferView: index.optional(),
        byteOffset: index.optional(),
        componentType: z.union([5120, 5121, 5122, 5123, 5125, 5126].map((code) => z.literal(code))),
        normalized: z.boolean().optional(),
        count: z.int().min(1),
        type: z.enum(['SCALAR', 'VEC2', 'VEC3', 'VEC4', 'MAT2', 'MAT3', 'MAT4']),
        min: numbers.optional(),
        max: numbers.optional(),
        sparse: z.unknown().optional(),
      }),
    )
    .optional(),
  bufferViews: z
    .array(
      view.extend({
        extensions: z
          .looseObject({
            EXT_meshopt_compression: packedView.optional(),
            KHR_meshopt_compression: packedView.optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  buffers: z.array(z.looseObject({ uri: z.string().optional(), byteLength: z.int().min(1) })).optional(),
  extensions: z.looseObject({ EXT_structural_metadata: structuralMetadata.optional() }).optional(),
})
export type Gltf = z.infer<typeof gltfSchema>
