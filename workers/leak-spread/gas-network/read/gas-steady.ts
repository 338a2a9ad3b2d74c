import { z } from 'zod'
import { Refusal } from '../../../refusal.ts'
import { type Compressibility, cngaOf } from '../gas-law.ts'
import type { GasCompressor, GasLink, GasNetwork, GasPipe } from '../network.ts'

/** Of these files [J/(mol·K)] and [kg/mol]: rounded as their solutions are. */
const FILE_GAS_CONSTANT = 8.314
const FILE_AIR = 0.02896

const ends = { fr_node: z.number(), to_node: z.number() }
const networkSchema = z.looseObject({
  nodes: z.record(z.string(), z.object({ id: z.number(), name: z.string().optional() })),
  pipes: z.record(
    z.string(),
    z.object({ id: z.number(), ...ends, diameter: z.number(), length: z.number(), friction_factor: z.number() }),
  ),
  compressors: z.record(z.string(), z.object({ id: z.number(), ...ends })).default({}),
})
const boundarySchema = z.strictObject({
  boundary_pslack: z.record(z.string(), z.number()),
  boundary_nonslack_flow: z.record(z.string(), z.number()).default({}),
  boundary_compressor: z.record(z.string(), z.object({ control_type: z.number(), value: z.number() })).default({}),
})
const paramsSchema = z.object({
  params: z.looseObject({
    'Temperature (K):': z.number().positive(),
    'Gas specific gravity (G):': z.number().positive(),
    'Specific heat capacity ratio': z.number().gt(1),
    'units (SI = 0, standard = 1)': z.literal(0, { error: 'expected 0 (SI)' }),
  }),
})
/** Parts of a network file that are read, or that say nothing of the flow. */
const READ = ['nodes', 'pipes', 'compressors', 'gnodes']

/** Equations of state that the solutions of these files are told for. */
export const STATES = ['ideal', 'simple-cnga', 'full-cnga'] as const
export type StateName = (typeof STATES)[number]

/**
 * A transmission network of GasSteadySim: network.json, bc.json and params.json, in SI, friction factors given.
 *
 * @param state  the equation of state
 * @throws Refusal with each fault: file, item, value, what was expected
 */
export function readGasSteady(
  files: { readonly network: unknown; readonly boundary: unknown; readonly params: unknown },
  name: string,
  state: StateName,
): GasNetwork {
  const faults: string[] = []
  const parse = <T>(schema: z.ZodType<T>, file: string, json: unknown) => {
    const parsed = schema.safeParse(json)
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues) faults.push(`${name}/${file}: ${path.join('.')}: ${message}`)
    return null
  }
  const network = parse(networkSchema, 'network.json', files.network)
  const boundary = parse(boundarySchema, 'bc.json', files.boundary)
  const params = parse(paramsSchema, 'params.json', files.params)
  if (!network || !boundary || !params) throw new Refusal(faults)
  for (const key of Object.keys(network))
    if (!READ.includes(key)) faults.push(`${name}/network.json: ${key} are not read, expected ${READ.join(', ')}`)
  const ids = Object.keys(network.nodes)
  const numberOf = new Map(ids.map((id, i) => [id, i]))
  const at = (item: string, id: string | number) => {
    const node = numberOf.get(String(id))
    if (node === undefined) faults.push(`${name}: ${item}: node ${id} does not exist`)
    return node ?? -1
  }
  const pipes = Object.entries(network.pipes).map(
    ([id, pipe]): GasPipe => ({
      ...{ kind: 'pipe', id: `pipe ${id}`, isOpen: true },
      ...{ from: at(`pipe ${id}`, pipe.fr_node), to: at(`pipe ${id}`, pipe.to_node) },
      ...{ length: pipe.length, diameter: pipe.diameter, frictionFactor: pipe.friction_factor },
      ...{ roughness: null, lossCoefficient: 0 },
    }),
  )
  const compressors = Object.entries(network.compressors).map(([id, { fr_node, to_node }]): GasLink => {
    const item = `compressor ${id}`
    const control = controlOf(boundary.boundary_compressor[id])
    if (!control) faults.push(`${name}/bc.json: ${item}: expected control_type 0 (ratio) or 1 (pressure) with a value`)
    return {
      ...{ kind: 'compressor', id: item, isOpen: true, from: at(item, fr_node), to: at(item, to_node) },
      control: control ?? { ratio: 1 },
    }
  })
  const read: GasNetwork = {
    name,
    gas: gasOf(params.params, state),
    assumptions: [],
    nodes: ids.map((id) => ({ id, height: 0 })),
    sources: Object.entries(boundary.boundary_pslack).map(([id, pressure]) => ({
      ...{ node: at('boundary_pslack', id), pressure },
    })),
    demands: Object.entries(boundary.boundary_nonslack_flow).map(([id, flow]) => ({
      ...{ id, node: at('boundary_nonslack_flow', id), flow },
    })),
    links: [...pipes, ...compressors],
  }
  if (faults.length > 0) throw new Refusal(faults)
  return read
}

function controlOf(given: { readonly control_type: number; readonly value: number } | undefined) {
  if (given?.control_type === 0) return { ratio: given.value } satisfies GasCompressor['control']
  return given?.control_type === 1 ? ({ pressure: given.value } satisfies GasCompressor['control']) : null
}

function gasOf(params: z.infer<typeof paramsSchema>['params'], state: StateName) {
  const [temperature, density] = [params['Temperature (K):'], params['Gas specific gravity (G):']]
  const laws: Record<StateName, Compressibility> = {
    ideal: { kind: 'ideal' },
    'simple-cnga': { kind: 'cnga', b1: 1.00300865, b2: 2.96848838e-8 },
    'full-cnga': cngaOf(density, temperature),
  }
  return {
    ...{ specificConstant: FILE_GAS_CONSTANT / (FILE_AIR * density), temperature },
    ...{ heatRatio: params['Specific heat capacity ratio'], viscosity: null, compressibility: laws[state] },
  }
}
