import { z } from 'zod'
import { decodeColumns, encodeColumns } from '../formats/columns.ts'

/** What a hydraulic model that stands apart is made of where no asset of the survey is meant: see `Hydraulics.node`, `.pipe`. */
export const UNSURVEYED = -1

/** How a pipe stands at the beginning: the codes of `Hydraulics.pipeStatus`. */
export const PIPE_STATUS = { open: 0, closed: 1, checkValve: 2 } as const

const curveSchema = z.array(z.tuple([z.number(), z.number()]))
const patternSchema = z.int().nullable()

const metaSchema = z.object({
  /** name of the file that tells it */
  source: z.string(),
  headloss: z.enum(['H-W', 'D-W', 'C-M']),
  /** against that of water at 20 °C [-] */
  viscosity: z.number().positive(),
  emitterExponent: z.number().positive(),
  /** of the solver, and of the factors of patterns [s] */
  step: z.number().positive(),
  patternStep: z.number().positive(),
  /** at the beginning patterns are so far on already [s] */
  patternStart: z.number().min(0),
  /** time of the day at the beginning, since midnight [s] */
  clock: z.number().min(0),
  /** factors, one a `patternStep`, again from the first after the last */
  patterns: z.array(z.array(z.number())),
  /** of demands that name none; a place in `patterns`, null = steady */
  defaultPattern: patternSchema,
  /** nodes whose level is that of their water; a pattern changes it */
  reservoirs: z.array(z.object({ at: z.int(), pattern: patternSchema })),
  /** nodes that hold water, depths above their floor [m], across [m], volumes by depth [m, m³]; null = a cylinder */
  tanks: z.array(
    z.object({
      at: z.int(),
      initial: z.number(),
      least: z.number(),
      most: z.number(),
      diameter: z.number(),
      leastVolume: z.number(),
      volumes: curveSchema.nullable(),
      canOverflow: z.boolean(),
    }),
  ),
  /** each with heads by flow [m³/s, m], or with a power that it gives to the water [W]; speed and its pattern as shares of 1 */
  pumps: z.array(
    z.object({
      link: z.int(),
      from: z.int(),
      to: z.int(),
      heads: curveSchema.nullable(),
      power: z.number().nullable(),
      speed: z.number(),
      pattern: patternSchema,
      isClosed: z.boolean(),
    }),
  ),
  /** setting: pressure head [m] of PRV, PSV, PBV, flow [m³/s] of FCV, loss [-] of TCV; GPV has losses by flow [m³/s, m] */
  valves: z.array(
    z.object({
      link: z.int(),
      from: z.int(),
      to: z.int(),
      type: z.enum(['PRV', 'PSV', 'PBV', 'FCV', 'TCV', 'GPV']),
      diameter: z.number(),
      setting: z.number(),
      losses: curveSchema.nullable(),
      minorLoss: z.number(),
      /** null = by its setting */
      status: z.enum(['open', 'closed']).nullable(),
    }),
  ),
  /** in their order: what is done to a link, and when: `level` above the floor of a tank, or pressure head at a junction [m] */
  controls: z.array(
    z.object({
      of: z.enum(['pipe', 'pump', 'valve']),
      at: z.int(),
      set: z.union([z.literal('open'), z.literal('closed'), z.number()]),
      when: z.union([
        z.object({ node: z.int(), is: z.enum(['above', 'below']), level: z.number() }),
        z.object({ time: z.number() }),
        z.object({ clock: z.number() }),
      ]),
    }),
  ),
})

const COLUMNS = {
  node: 'i32',
  level: 'f64',
  emitter: 'f64',
  demandAt: 'i32',
  demandBase: 'f64',
  demandPattern: 'i32',
  pipe: 'i32',
  pipeFrom: 'i32',
  pipeTo: 'i32',
  pipeLength: 'f64',
  pipeDiameter: 'f64',
  roughness: 'f64',
  minorLoss: 'f64',
  pipeStatus: 'u8',
} as const

export type HydraulicsMeta = z.infer<typeof metaSchema>

/**
 * The hydraulic model of a network as a source tells it: what stands in a survey nowhere. Ends of links, `at` and `when.node` are
 * places in `node`; a demand's pattern is a place in `patterns`, -1 = steady.
 */
export interface Hydraulics extends HydraulicsMeta {
  /** of every junction, reservoir and tank of the model its number in the network file; UNSURVEYED = it is in the model alone */
  readonly node: ArrayLike<number>
  /** of a junction its elevation, of a reservoir its head, of a tank its floor, H [m] */
  readonly level: ArrayLike<number>
  /** outflow coefficient [m³/s / m^emitterExponent] */
  readonly emitter: ArrayLike<number>
  /** a junction may have several demands [m³/s] */
  readonly demandAt: ArrayLike<number>
  readonly demandBase: ArrayLike<number>
  readonly demandPattern: ArrayLike<number>
  /** of every pipe of the model its number in the network file; UNSURVEYED = it is in the model alone */
  readonly pipe: ArrayLike<number>
  readonly pipeFrom: ArrayLike<number>
  readonly pipeTo: ArrayLike<number>
  /** [m] */
  readonly pipeLength: ArrayLike<number>
  readonly pipeDiameter: ArrayLike<number>
  /** C of Hazen–Williams [-], roughness of Darcy–Weisbach [mm], n of Chezy–Manning [s/m^⅓] */
  readonly roughness: ArrayLike<number>
  /** [-] */
  readonly minorLoss: ArrayLike<number>
  /** codes of PIPE_STATUS */
  readonly pipeStatus: ArrayLike<number>
}

/** Packs a model; equal models give equal bytes. */
export function encodeHydraulics(model: Hydraulics): Uint8Array {
  const columns = Object.entries(COLUMNS).map(([name, type]) => {
    const values = model[name as keyof typeof COLUMNS]
    if (type === 'f64') return [name, Float64Array.from(values)]
    return [name, type === 'i32' ? Int32Array.from(values) : Uint8Array.from(values)]
  })
  return encodeColumns(metaSchema.parse(model), Object.fromEntries(columns))
}

/** Opens a file of `encodeHydraulics`; throws when the buffer is something else. */
export function decodeHydraulics(buffer: ArrayBufferLike): Hydraulics {
  const file = decodeColumns(buffer)
  const columns = Object.entries(COLUMNS).map(([name, type]) => [name, file.numeric(name, type)])
  return { ...metaSchema.parse(file.meta), ...Object.fromEntries(columns) }
}
