import { z } from 'zod'
import { Refusal } from '../../../refusal.ts'
import type { Compressibility } from '../gas-law.ts'
import { airPressure, type GasDemand, type GasNetwork, type GasNode, type NetworkGas } from '../network.ts'

const NORMAL = { pressure: 101_325, temperature: 273.15 } as const
const BAR = 1e5
/** γ is in no such file: that of natural gas; only a leak uses it. */
const HEAT_RATIO = 1.31

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
type Cell = z.infer<typeof cell>
const table = z.object({ columns: z.array(z.string()), rows: z.array(z.array(cell)), index: z.array(z.number()) })
const curve = z.object({ _object: z.array(z.number()) })
const property = z.union([
  z.object({ class: z.literal('FluidPropertyConstant'), value: z.object({ value: z.number() }) }),
  z.object({ class: z.literal('FluidPropertyLinear'), value: z.object({ slope: z.number(), offset: z.number() }) }),
  z.object({ class: z.literal('FluidPropertyInterExtra'), value: z.object({ x: curve, y: curve }) }),
])
type Property = z.infer<typeof property>
const fileSchema = z.looseObject({
  ...{ junction: table, pipe: table, ext_grid: table.optional(), sink: table.optional(), source: table.optional() },
  fluid: z.looseObject({
    name: z.string(),
    is_gas: z.boolean(),
    properties: z.looseObject({ density: property, viscosity: property, compressibility: property }),
  }),
})
/** Tables of a network that are read; any other with rows is refused, as it would change the flow. */
const READ = ['junction', 'junction_geodata', 'pipe', 'pipe_geodata', 'ext_grid', 'sink', 'source', 'fluid']

/**
 * A gas network of pandapipes, its tables unpacked to columns and rows. Pressures in it are gauge, in bar, above the air at
 * the junction's height; temperature is that of the junctions, which must be one.
 *
 * @throws Refusal with each fault: table, row, value, what was expected
 */
export function readPandapipes(json: unknown, name: string): GasNetwork {
  const parsed = fileSchema.safeParse(json)
  if (!parsed.success)
    throw new Refusal(parsed.error.issues.map(({ path, message }) => `${name}: ${path.join('.')}: ${message}`))
  const file = parsed.data
  const faults: string[] = []
  for (const [key, value] of Object.entries(file))
    if (!READ.includes(key) && table.safeParse(value).data?.rows.length)
      faults.push(`${name}: table ${key} is not read, expected only ${READ.join(', ')}`)
  if (!file.fluid.is_gas) faults.push(`${name}: fluid ${file.fluid.name} is not a gas`)
  const rows = (key: 'junction' | 'pipe' | 'ext_grid' | 'sink' | 'source') => {
    const one = file[key]
    return one
      ? one.rows.map((row, i) => new Row(`${name}: ${key} ${one.index[i] ?? i}`, one.columns, row, faults))
      : []
  }
  const junctions = rows('junction')
  const temperature = oneTemperature(junctions, name, faults)
  const numberOf = new Map(file.junction.index.map((index, i) => [index, i]))
  const at = (row: Row, column: string) => {
    const number = numberOf.get(row.number(column))
    if (number === undefined) faults.push(`${row.item}: ${column} is ${row.number(column)}, which is no junction`)
    return number ?? -1
  }
  const [pipes, nodeIds] = [rows('pipe'), idsOf(junctions, file.junction.index)]
  const ids = idsOf(pipes, file.pipe.index)
  const nodes = junctions.map((row, i): GasNode => ({ id: nodeIds[i] as string, height: row.number('height_m') }))
  const taken = (key: 'sink' | 'source', sign: number) =>
    rows(key)
      .filter((row) => row.isInService())
      .map((row, i): GasDemand => {
        const flow = sign * row.number('mdot_kg_per_s') * row.number('scaling')
        return { id: row.id(i), node: at(row, 'junction'), flow }
      })
  const network: GasNetwork = {
    ...{ name, nodes, gas: gasOf(file.fluid.properties, temperature, name, faults) },
    assumptions: [`γ ${HEAT_RATIO}: natural gas, not told by the file`],
    sources: rows('ext_grid')
      .filter((row) => row.isInService())
      .map((row) => {
        const node = at(row, 'junction')
        return { node, pressure: row.number('p_bar') * BAR + airPressure(nodes[node]?.height ?? 0) }
      }),
    demands: [...taken('sink', 1), ...taken('source', -1)],
    links: pipes.map((row, i) => ({
      ...{ kind: 'pipe', id: ids[i] as string, from: at(row, 'from_junction'), to: at(row, 'to_junction') },
      ...{ isOpen: row.isInService(), length: 1000 * row.number('length_km'), diameter: row.number('diameter_m') },
      ...{ roughness: row.number('k_mm') / 1000, frictionFactor: null },
      lossCoefficient: row.number('loss_coefficient'),
    })),
  }
  if (faults.length > 0) throw new Refusal(faults)
  return network
}

/** Names of rows; one that repeats gets the row's index, which does not. */
function idsOf(rows: readonly Row[], index: readonly number[]): string[] {
  const names = rows.map((row, i) => row.id(index[i] ?? i))
  const count = new Map<string, number>()
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1)
  return names.map((name, i) => ((count.get(name) ?? 0) > 1 ? `${name}#${index[i]}` : name))
}

/** Cells of a row by their column; a cell that does not fit is a fault. */
class Row {
  readonly item: string
  readonly #columns: readonly string[]
  readonly #cells: readonly Cell[]
  readonly #faults: string[]

  constructor(item: string, columns: readonly string[], cells: readonly Cell[], faults: string[]) {
    this.item = item
    this.#columns = columns
    this.#cells = cells
    this.#faults = faults
  }

  #cell(column: string) {
    return this.#cells[this.#columns.indexOf(column)]
  }

  number(column: string): number {
    const value = this.#cell(column)
    if (typeof value === 'number') return value
    this.#faults.push(`${this.item}: ${column} is ${value ?? 'missing'}, expected a number`)
    return Number.NaN
  }

  id(index: number): string {
    return String(this.#cell('name') ?? index)
  }

  isInService(): boolean {
    return this.#cell('in_service') !== false
  }
}

function oneTemperature(junctions: readonly Row[], name: string, faults: string[]): number {
  const all = new Set(junctions.map((row) => row.number('tfluid_k')))
  const [first = Number.NaN] = all
  if (all.size > 1)
    faults.push(
      `${name}: junctions have ${all.size} temperatures (${[...all].slice(0, 5).join(', ')} K …), expected one`,
    )
  return first
}

function gasOf(
  properties: { readonly density: Property; readonly viscosity: Property; readonly compressibility: Property },
  temperature: number,
  name: string,
  faults: string[],
): NetworkGas {
  const normalDensity = valueAt(properties.density, NORMAL.temperature)
  return {
    specificConstant: NORMAL.pressure / (normalDensity * NORMAL.temperature),
    ...{ heatRatio: HEAT_RATIO, temperature, viscosity: valueAt(properties.viscosity, temperature) },
    compressibility: lawOf(properties.compressibility, name, faults),
  }
}

/** Compressibility by absolute pressure in bar: 1 where there is none. */
function lawOf(of: Property, name: string, faults: string[]): Compressibility {
  const [none, slope] = [valueAt(of, 0), of.class === 'FluidPropertyLinear' ? of.value.slope : 0]
  if (of.class === 'FluidPropertyInterExtra' || none !== 1)
    faults.push(`${name}: fluid.compressibility is ${none} at no pressure, expected 1 and a straight line`)
  return slope === 0 ? { kind: 'ideal' } : { kind: 'linear', slope: slope / BAR }
}

function valueAt(of: Property, x: number): number {
  if (of.class === 'FluidPropertyConstant') return of.value.value
  if (of.class === 'FluidPropertyLinear') return of.value.offset + of.value.slope * x
  const [xs, ys] = [of.value.x._object, of.value.y._object]
  const right = Math.min(Math.max(1, xs.findIndex((one) => one >= x) || 1), xs.length - 1)
  const at = (list: readonly number[], i: number) => list[i] ?? Number.NaN
  const share = (x - at(xs, right - 1)) / (at(xs, right) - at(xs, right - 1))
  return at(ys, right - 1) + share * (at(ys, right) - at(ys, right - 1))
}
