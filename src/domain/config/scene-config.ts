import { z } from 'zod'

const colorSchema = z
  .tuple([z.int().min(0).max(255), z.int().min(0).max(255), z.int().min(0).max(255), z.int().min(0).max(255)])
  .describe('red, green, blue, alpha; 0…255. An alpha below 255 draws the source translucent.')

const publicFileSchema = z.enum(['terrain', 'buildings', 'bridges', 'roads', 'water', 'cells'])

/** One thing to draw. `kind` names a file of src/adapters/tiles; a file that the city's build lacks is left out. */
const sourceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('terrain').describe('the ground, from the public build'),
    id: z.string().min(1),
  }),
  z.object({
    kind: z.literal('tileset').describe('public 3D Tiles: shapes without identity'),
    id: z.string().min(1),
    file: publicFileSchema.describe('entry of the public manifest'),
    color: colorSchema,
    hiddenBy: z.string().optional().describe('id of an internal source that shows the same things with their identity'),
  }),
  z.object({
    kind: z.literal('signed-tileset').describe('internal 3D Tiles of assets, read under a grant'),
    id: z.string().min(1),
    file: z.enum(['pipes', 'structures']).describe('entry of `tilesets` of the internal manifest'),
    color: colorSchema,
  }),
  z.object({
    kind: z.literal('geojson').describe('lines and areas draped on the ground, from the public build'),
    id: z.string().min(1),
    file: publicFileSchema.describe('entry of the public manifest'),
    color: colorSchema,
    labelProperty: z.string().optional().describe('feature property that is written on the map'),
  }),
])
export type SceneSource = z.infer<typeof sourceSchema>

/**
 * What a page draws and with which engine. It names files of a build, not of a city, so one config serves every city;
 * the JSON Schema beside the configs is generated from here by `tools/scene-schema.ts`.
 */
export const sceneConfigSchema = z.object({
  $schema: z.string().optional(),
  id: z.string().min(1),
  name: z.object({ zh: z.string(), en: z.string() }),
  engine: z.enum(['cesium']),
  underground: z
    .object({ isOn: z.boolean(), groundAlpha: z.number().min(0).max(1) })
    .describe('first view: is the ground translucent and the camera free to go below; opacity of the ground, 0…1'),
  sources: z
    .array(sourceSchema)
    .refine((sources) => new Set(sources.map((source) => source.id)).size === sources.length, 'source ids repeat'),
})
export type SceneConfig = z.infer<typeof sceneConfigSchema>
