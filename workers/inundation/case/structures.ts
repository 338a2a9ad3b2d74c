import { z } from 'zod'
import { INLETS, type Inlet } from '../acts/structures/culvert.ts'
import { place, rising, series } from './shapes.ts'

const line = z
  .array(place)
  .min(2)
  .describe('[[x, y], …]: it stands on the faces of the cells beside it, from corner to corner')
const crest = z
  .union([z.number(), z.array(z.number()).min(2)])
  .describe('level of its crest [m], or one for each point of the line')
const open = z
  .array(z.tuple([z.number(), z.number().min(0).max(1)]))
  .min(1)
  .superRefine(rising)
  .optional()
  .describe('[[t_s, 0…1], …] how far staff have it open, until the next row; left out = open')
const name = { id: z.string().min(1).optional() }
const passes = {
  ...{ ...name, open },
  one_way: z
    .boolean()
    .default(false)
    .describe('a flap: nothing from `to` to `from`, or from right to left of the line'),
}
const between = {
  line: line.optional().describe('across which it stands; nothing else passes there'),
  from: place.optional().describe('instead of a line: the cells at both ends'),
  to: place.optional(),
}
const weirCoefficient = z.number().min(0.5).max(2.5)

/** What holds water back or lets it pass. Levels in the DEM's datum. */
export const structure = z.discriminatedUnion('type', [
  z
    .strictObject({
      ...{ ...name, type: z.literal('wall'), line, crest_m: crest },
      from_s: z.number().min(0).optional().describe('it is put up then [s]; left out = it stands from the start'),
    })
    .describe('wall, kerb, flood barrier that stands'),
  z
    .strictObject({ ...name, type: z.literal('barrier'), line, series: series.describe('[[t_s, crest_m], …]') })
    .describe('flood barrier that is raised or lowered'),
  z
    .strictObject({
      ...{ ...name, type: z.literal('breach'), line },
      crest_m: z.number().describe('level of the dike [m]'),
      at: place.describe('middle of the gap: the place on the line that is nearest'),
      width_series: series.describe('[[t_s, width_m], …]'),
      level_series: series.describe('[[t_s, level_m], …] of the ground of the gap'),
    })
    .describe('dike that breaks: a rectangular gap'),
  z.strictObject({
    ...{ ...passes, ...between, type: z.literal('weir') },
    crest_m: crest.describe('[m], or one for each point of the line; no lower than the ground counts'),
    width_m: z.number().positive().optional().describe('[m]; on a line its length'),
    coefficient: weirCoefficient.default(1.7).describe('C of Q = C b H^1.5 [m^½/s]'),
  }),
  z
    .strictObject({
      ...{ ...passes, ...between, type: z.literal('gate') },
      sill_m: z.number().describe('[m]; no lower than the ground counts'),
      height_m: z.number().positive().describe('of the opening when all open [m]'),
      width_m: z.number().positive().optional().describe('[m]; on a line its length'),
      coefficient: z.number().min(0.3).max(1).default(0.6).describe('Cd [-]'),
      top_m: z.number().optional().describe('level above which water runs over it [m]; left out = none does'),
    })
    .describe('gate, sluice, orifice'),
  z.strictObject({
    ...{ ...passes, type: z.literal('culvert'), from: place, to: place },
    barrel: z.discriminatedUnion('shape', [
      z.strictObject({ shape: z.literal('circular'), diameter_m: z.number().positive() }),
      z.strictObject({ shape: z.literal('box'), width_m: z.number().positive(), height_m: z.number().positive() }),
    ]),
    barrels: z.int().positive().default(1),
    length_m: z.number().positive().optional().describe('[m]; left out = from end to end'),
    manning: z.number().positive().default(0.013).describe("Manning's n [s/m^(1/3)]"),
    from_invert_m: z.number(),
    to_invert_m: z.number(),
    inlet: z.enum(Object.keys(INLETS) as [Inlet, ...Inlet[]]).describe('its edge, by FHWA HDS-5'),
    entry_loss: z.number().min(0).max(1).default(0.5).describe('Ke [-]'),
  }),
  z.strictObject({
    ...{ ...name, open, type: z.literal('pump'), from: place },
    to: place.optional().describe('left out = out of the grid'),
    curve: z
      .array(z.tuple([z.number(), z.number().min(0)]))
      .min(1)
      .describe('[[lift_m, m³/s], …] rising lifts, falling discharges; one row = the same at any lift'),
    outlet_m: z.number().optional().describe('level that it lifts to, where the water there is not higher [m]'),
    on_m: z.number().describe('starts at this level before it [m]'),
    off_m: z.number().describe('stops at it [m]'),
  }),
  z
    .strictObject({
      ...{ ...passes, ...between, type: z.literal('rating') },
      curves: z
        .array(z.strictObject({ tail_m: z.number(), points: z.array(z.tuple([z.number(), z.number().min(0)])).min(1) }))
        .min(1)
        .describe('by rising tail levels: points [[level_above_m, m³/s], …]; over a whole line'),
    })
    .describe('discharge by the levels on both sides, measured or computed elsewhere'),
  z.strictObject({
    ...{ ...name, type: z.literal('bridge'), line },
    soffit_m: z.number().describe('underside of the deck [m]'),
    deck_m: z.number().describe('level from which water runs over it: deck or parapet [m]'),
    length_m: z.number().min(0).default(0).describe('of the deck along the flow [m]; it rubs when its opening is full'),
    pier_loss: z.number().min(0).max(5).default(0.3).describe('K of K v²/2g [-]'),
    opening_coefficient: z.number().min(0.3).max(1).default(0.8).describe('Cd under pressure [-]'),
    weir_coefficient: weirCoefficient.default(1.5).describe('C over the deck [m^½/s]'),
  }),
])
export type StructureCase = z.infer<typeof structure>
