import { z } from 'zod'

const finite = z.number()
const someOf = <T extends z.ZodType>(value: T) =>
  z.record(z.string(), value).refine((found) => Object.keys(found).length > 0, '不能为空 · must not be empty')
const error = finite.min(0)

const boundingVolume = z
  .looseObject({
    box: z.array(finite).length(12).optional(),
    region: z.array(finite).length(6).optional(),
    sphere: z.array(finite).length(4).optional(),
    extensions: z.unknown().optional(),
  })
  .refine((volume) => volume.box ?? volume.region ?? volume.sphere ?? volume.extensions, {
    message: '需要 box、region 或 sphere · needs a box, a region or a sphere',
  })

const entity = z.looseObject({ class: z.string(), properties: z.record(z.string(), z.unknown()).optional() })
export type Entity = z.infer<typeof entity>

const content = z.looseObject({
  uri: z.string().min(1),
  boundingVolume: boundingVolume.optional(),
  metadata: entity.optional(),
  group: z.int().min(0).optional(),
})

const implicitTiling = z.looseObject({
  subdivisionScheme: z.enum(['QUADTREE', 'OCTREE']),
  subtreeLevels: z.int().min(1),
  availableLevels: z.int().min(1),
  subtrees: z.looseObject({ uri: z.string().min(1) }),
})
export type ImplicitTiling = z.infer<typeof implicitTiling>

const tileSchema = z.looseObject({
  boundingVolume,
  viewerRequestVolume: boundingVolume.optional(),
  geometricError: error,
  refine: z.enum(['ADD', 'REPLACE']).optional(),
  transform: z.array(finite).length(16).optional(),
  content: content.optional(),
  contents: z.array(content).min(1).optional(),
  implicitTiling: implicitTiling.optional(),
  metadata: entity.optional(),
  get children() {
    return z.array(tileSchema).min(1).optional()
  },
})
export type Tile = z.infer<typeof tileSchema>

/** The part of tileset.json that the rules read. Anything else may be there. */
export const tilesetSchema = z.looseObject({
  asset: z.looseObject({ version: z.enum(['1.0', '1.1']), tilesetVersion: z.string().optional() }),
  // Legacy statistics of 1.0: each must say its minimum and maximum.
  properties: z
    .record(
      z.string(),
      z
        .looseObject({ minimum: finite, maximum: finite })
        .refine(({ minimum, maximum }) => minimum <= maximum, 'minimum 大于 maximum · minimum above maximum'),
    )
    .optional(),
  geometricError: error,
  root: tileSchema.extend({
    refine: z.enum(['ADD', 'REPLACE'], '根瓦片需要 refine：ADD 或 REPLACE · the root needs refine: ADD or REPLACE'),
  }),
  schema: z.unknown().optional(),
  schemaUri: z.string().optional(),
  metadata: entity.optional(),
  groups: z.array(entity).min(1).optional(),
  statistics: z
    .looseObject({
      classes: someOf(z.looseObject({ properties: someOf(z.unknown()).optional() })).optional(),
    })
    .optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
  extensionsUsed: z.array(z.string()).min(1).optional(),
  extensionsRequired: z.array(z.string()).min(1).optional(),
})
export type Tileset = z.infer<typeof tilesetSchema>
