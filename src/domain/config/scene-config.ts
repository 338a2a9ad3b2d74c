import { z } from 'zod'
import { localizedSchema } from '../localized.ts'

const rgbaSchema = z
  .tuple([z.int().min(0).max(255), z.int().min(0).max(255), z.int().min(0).max(255), z.int().min(0).max(255)])
  .describe('red, green, blue, alpha; 0…255. An alpha below 255 draws the source translucent.')

const colorSchema = z.object({
  light: rgbaSchema,
  dark: rgbaSchema.describe('also on the wall'),
})

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
    file: z.enum(['pipes', 'nodes', 'structures']).describe('entry of `tilesets` of the internal manifest'),
    color: colorSchema,
  }),
  z.object({
    kind: z.literal('geojson').describe('lines and areas draped on the ground, from the public build'),
    id: z.string().min(1),
    file: publicFileSchema.describe('entry of the public manifest'),
    color: colorSchema,
    labelProperty: z.string().optional().describe('feature property that is written on the map'),
  }),
  z.object({
    kind: z.literal('flat').describe('axes of assets by gid for engines that draw flat, read under a grant'),
    id: z.string().min(1),
  }),
])
export type SceneSource = z.infer<typeof sourceSchema>

/** One camera of a tour: it looks at the middle of the focus and drifts around it while it is shown. */
const shotSchema = z.object({
  caption: localizedSchema,
  heading: z
    .number()
    .describe(
      'degrees at the start of the shot: clockwise from north, or from the axis of the asset where the focus is a discipline',
    ),
  pitch: z.number().min(-90).max(30).describe('degrees, negative looks down'),
  distance: z.number().positive().describe('from the eye to the middle of the focus, in its radii'),
  seconds: z.number().positive(),
  turn: z.number().describe('degrees that the camera turns around the focus during the shot'),
})
export type Shot = z.infer<typeof shotSchema>

const focusSchema = z.discriminatedUnion('on', [
  z.object({ on: z.literal('city') }),
  z.object({
    on: z.literal('alarm').describe('the gravest open alarm, the newest of equals; the city when there is none'),
  }),
  z.object({
    on: z.literal('discipline').describe('the longest asset of a discipline; the city when there is none'),
    discipline: z.string(),
  }),
])
export type Focus = z.infer<typeof focusSchema>

/**
 * What a page draws and with which engine. It names files of a build, not of a city, so one config serves every city;
 * the JSON Schema beside the configs is generated from here by `tools/scene-schema.ts`.
 */
export const sceneConfigSchema = z.object({
  $schema: z.string().optional(),
  id: z.string().min(1),
  name: localizedSchema,
  engine: z.string().describe('a folder of src/adapters/engines, registered in src/compose/engines.ts'),
  controls: z.enum(['orbit', 'walk']).default('orbit'),
  focus: focusSchema.default({ on: 'city' }).describe('what the scene is of'),
  shots: z.array(shotSchema).default([]).describe('the tour through this scene, in order'),
  underground: z
    .object({ isOn: z.boolean(), groundAlpha: z.number().min(0).max(1) })
    .describe('first view: is the ground translucent and the camera free to go below; opacity of the ground, 0…1'),
  sources: z
    .array(sourceSchema)
    .refine((sources) => new Set(sources.map((source) => source.id)).size === sources.length, 'source ids repeat'),
})
export type SceneConfig = z.infer<typeof sceneConfigSchema>
