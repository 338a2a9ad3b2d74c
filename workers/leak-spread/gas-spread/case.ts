import { z } from 'zod'
import { STABILITIES } from '../atmosphere/briggs.ts'
import { HOLE_CLASSES } from '../gas/holes.ts'
import { TORTUOSITY } from '../soil/diffusivity.ts'
import { SOILS } from '../soil/soils.ts'
import { PURE_GASES } from '../spaces/gases.ts'

const positive = z.number().positive()
const share = z.number().min(0).max(1)
const range = z.tuple([z.number().min(0), z.number().min(0)]).describe('[least, most], drawn log-uniform')
export const placeSchema = z
  .tuple([z.number(), z.number(), z.number().min(0)])
  .describe('[x, y, depth below ground], m')
const names = <Name extends string>(of: Readonly<Record<Name, unknown>>) => Object.keys(of) as [Name, ...Name[]]

export const soilSchema = z.union([
  z.enum(names(SOILS)),
  z.strictObject({
    permeability_m2: range,
    air_filled_pores: range,
    porosity: share,
  }),
])

const release = z.union([
  z.strictObject({
    rate_kg_s: z
      .array(z.tuple([z.number().min(0), z.number().min(0)]))
      .min(1)
      .describe('[from s, kg/s] in steps'),
  }),
  z.strictObject({
    hole: z.union([z.strictObject({ diameter_m: positive }), z.strictObject({ class: z.enum(HOLE_CLASSES) })]),
    pipe_diameter_m: positive,
    gauge_pressure_kpa: positive,
    discharge_coefficient: positive.max(1).default(0.85),
    closed_at_s: z.number().min(0).optional().describe('when the valves are shut; needs isolated_volume_m3'),
    isolated_volume_m3: positive.optional().describe('inside of the pipes between the shut valves'),
    isolated_gauge_pressure_kpa: positive.optional().describe('mean in them; left out = that at the leak'),
    is_severed: z.boolean().default(false).describe('broken across: gas comes out of both ends'),
    supply: z
      .strictObject({ flow_kg_s: positive, gauge_pressure_kpa: z.number().min(0) })
      .optional()
      .describe('pressure that is left at the leak while so much flows; left out = all of it, whatever flows'),
  }),
])

const KINDS = ['well', 'drain', 'duct', 'tunnel', 'basement', 'other'] as const
export type SpaceKind = (typeof KINDS)[number]

export const spaceSchema = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(KINDS),
  volume_m3: positive,
  height_m: positive.default(2),
  at: z
    .union([placeSchema, z.tuple([placeSchema, placeSchema])])
    .optional()
    .describe('a place or an axis; left out = no soil beside it'),
  radius_m: positive.default(0.35).describe('of the well or duct'),
  tightness: share.default(1).describe('part of the wall that lets gas in'),
  air_changes_per_h: z
    .union([z.number().min(0), range])
    .optional()
    .describe('left out = usual for the kind'),
  fans: z
    .array(z.tuple([z.number().min(0), z.number().min(0)]))
    .default([])
    .describe('[from s, air changes/h]'),
  has_sensor: z.boolean().default(false),
})

export const passageSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  area_m2: positive,
  length_m: positive,
  dispersion_m2_s: range.optional().describe('left out = 0.1 to 1'),
  air_m3_s: z.number().optional().describe('carried from `from` to `to`'),
  drain: z
    .union([
      z.strictObject({ diameter_m: positive, water_depth_m: z.number().min(0), water_speed_m_s: z.number() }),
      z.strictObject({
        diameter_m: positive,
        slope: z
          .number()
          .describe('fall by length, > 0 where water runs from `from` to `to`; its water is that of `sewage`'),
      }),
    ])
    .optional()
    .describe('its water drags the air along'),
})

export const sewageSchema = z
  .strictObject({
    filled: range
      .default([0.02, 0.5])
      .describe('depth of the water by diameter, one for all drains that are given by their slope'),
    roughness: positive.default(0.013).describe("Manning's n, s/m^(1/3)"),
  })
  .prefault({})

export const groundSchema = z.strictObject({
  kind: soilSchema.default('sand'),
  is_frozen_or_soaked: z.boolean().default(false),
  tortuosity: z.enum(names(TORTUOSITY)).default('wlr-marshall'),
  open_share: range.default([0.02, 0.1]).describe('of the surface: [1, 1] grass, [0.02, 0.1] cracked asphalt'),
  cavity_radius_m: positive.default(0.05),
  trench: z
    .strictObject({
      direction_deg: z.number().describe('from east, anticlockwise'),
      factor: z.number().min(1).default(10),
    })
    .optional(),
})

/** CASE.json of a gas leak: lengths in m in any flat frame, times in s since the leak began. */
export const gasCaseSchema = z.strictObject({
  kind: z.literal('gas'),
  gas: z
    .partialRecord(z.enum(names(PURE_GASES)), z.number().min(0))
    .default({ methane: 1 })
    .describe('volume shares'),
  temperature_c: z.number().min(-30).max(60).default(15),
  leak: z.strictObject({
    ...{ at: placeSchema, release },
    inside: z.string().optional().describe('id of the space that the pipe lies open in; left out = in soil'),
  }),
  soil: groundSchema.extend({
    model: z
      .enum(['reduced', 'box'])
      .default('reduced')
      .describe(
        'closed form, which lets out of a cracked cover no more than its open share; or a box of cells about the leak, a third of a second a member, without a trench, out of whose cover all comes in time (soil/README.md)',
      ),
  }),
  spaces: z.array(spaceSchema),
  passages: z.array(passageSchema).default([]),
  sewage: sewageSchema,
  air: z
    .strictObject({
      terrain: z.enum(['urban', 'rural']).default('urban'),
      stability: z.enum(STABILITIES).default('D'),
      wind_m_s: z.number().min(0).default(2),
      wind_height_m: positive.default(10),
      lid_m: positive.optional(),
      winds: z
        .array(z.tuple([z.number().min(0), z.number().min(0), z.number().min(0).max(360)]))
        .min(1)
        .optional()
        .describe(
          '[from s, m/s at the same height, degrees clockwise from north that it comes from], the first from the beginning on, for the puffs (above.csv); left out = wind_m_s from the west. Distances of the summary go by wind_m_s alone',
        ),
    })
    .prefault({}),
  duration_s: positive.max(31 * 86_400),
  output_interval_s: positive.default(600),
  ensemble: z
    .strictObject({
      members: z.int().min(1).max(256).default(64),
      seed: z.int().min(0).default(1),
      release_factor: range.default([1, 1]).describe('on the rate'),
    })
    .prefault({}),
  rules: z
    .array(
      z.strictObject({
        kinds: z.array(z.enum(KINDS)).optional(),
        from: z.number().min(0).describe('share of the lower explosive limit'),
        grade: z.string().min(1),
      }),
    )
    .optional()
    .describe('local grades, the first line that fits; left out = GPTC, an example'),
})
export type GasCase = z.infer<typeof gasCaseSchema>
