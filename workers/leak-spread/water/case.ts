import { z } from 'zod'
import { DISCHARGE_COEFFICIENT, EXPANSION, type PipeMaterial } from './hole.ts'

const MATERIALS = Object.keys(EXPANSION) as [PipeMaterial, ...PipeMaterial[]]

const opening = {
  discharge_coefficient: z.number().positive().max(1).default(DISCHARGE_COEFFICIENT).describe('Cd [-]'),
  material: z.enum(MATERIALS).optional().describe('how the hole opens by pressure, as is usual for it'),
  expansion_m2_per_m: z.number().min(0).optional().describe('how the hole opens by pressure; goes before material'),
}

const hole = z.union([
  z.strictObject({ diameter_m: z.number().positive(), ...opening }),
  z.strictObject({ area_m2: z.number().positive(), ...opening }),
  z.strictObject({ full_bore: z.literal(true).describe('broken across: both ends run free') }),
])

const valve = z.strictObject({
  link: z.string().min(1),
  node: z.string().min(1).describe('the end of the link at which the valve sits'),
  operable: z.boolean().nullable().default(null).describe('null = not known, taken to work'),
})

const intrusion = z.strictObject({
  node: z.string().min(1),
  mass_mg_per_min: z.number().positive(),
  from_s: z.number().min(0).default(0).describe("in the network's clock"),
  duration_s: z.number().positive(),
  until_s: z.number().positive().describe('how long the network is watched, in its clock'),
  threshold_mg_l: z.number().positive().describe('from here on a node counts as reached'),
})

/**
 * A burst or leak in a water network. In CASE.json the network is the path of an EPANET .inp file and valves may be that of a
 * CSV; for the run both are read.
 */
function caseOf<Valves extends z.ZodType>(valves: Valves) {
  return z.strictObject({
    kind: z.literal('water'),
    network: z.string().min(1),
    valves: valves.optional().describe('left out: the links of [VALVES], at both ends'),
    inoperable_valves: z
      .array(z.strictObject({ link: z.string(), node: z.string() }))
      .default([])
      .describe('known not to close, whatever the table says'),
    abandoned_pipes: z.array(z.string()).default([]).describe('out of use: a leak on one is refused'),
    start_s: z.number().min(0).default(0).describe("when it bursts, in the network's own clock"),
    duration_s: z.number().positive().default(14_400).describe('from the burst on'),
    step_s: z.number().int().min(1).default(300),
    leak: z.strictObject({
      pipe: z.string().min(1),
      share: z.number().min(0).max(1).default(0.5).describe("of the way from the pipe's first node"),
      level_m: z.number().optional().describe("of the pipe, in the network's datum; left out = between its ends"),
      hole,
    }),
    close_after_s: z
      .number()
      .min(0)
      .nullable()
      .default(null)
      .describe('from the burst on; null = nobody closes valves'),
    close: z
      .array(z.strictObject({ link: z.string(), node: z.string() }))
      .optional()
      .describe('valves that are closed; left out = those that the isolation names'),
    service: z
      .strictObject({
        minimum_m: z.number().min(0).default(0).describe('no demand is met at or below'),
        required_m: z.number().positive().default(20).describe('all demand is met from here on'),
        exponent: z.number().positive().max(2).default(0.5),
      })
      .prefault({})
      .describe('demand by pressure head'),
    intrusion: intrusion.optional(),
  })
}

const VALVES = z.array(valve)

/** CASE.json of kind water as it lies in a file. */
export const WATER_CASE_FILE = caseOf(z.union([z.string().min(1).describe('path of a CSV'), VALVES]))
/** The same with the text of its network and the rows of its valves. */
export const waterCaseSchema = caseOf(VALVES)

export type WaterCase = z.infer<typeof waterCaseSchema>
