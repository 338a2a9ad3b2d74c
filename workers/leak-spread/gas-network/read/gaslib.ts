import { Refusal } from '../../../refusal.ts'
import type { GasDemand, GasLink, GasNetwork, GasSource, NetworkGas } from '../network.ts'
import { child, type Element, readXml } from './xml-tree.ts'

/** Universal [J/(mol·K)]. */
const GAS_CONSTANT = 8.314462618
/** Of natural gas; no file of this kind tells them. */
const VISCOSITY = 1.1e-5
const HEAT_RATIO = 1.31
const AIR = 101_325

/** What the files leave open, by id: pressures of nodes, ratios of stations, pressures held behind them; absolute [Pa]. */
export interface Told {
  readonly pressures: ReadonlyMap<string, number>
  readonly ratios: ReadonlyMap<string, number>
  readonly holds: ReadonlyMap<string, number>
}

/** Factors to SI; `bar` is absolute, `barg` above the air. */
const UNITS: Readonly<Record<string, { readonly factor: number; readonly offset: number }>> = {
  ...{ m: { factor: 1, offset: 0 }, meter: { factor: 1, offset: 0 }, km: { factor: 1000, offset: 0 } },
  ...{ mm: { factor: 0.001, offset: 0 }, bar: { factor: 1e5, offset: 0 }, barg: { factor: 1e5, offset: AIR } },
  ...{ Celsius: { factor: 1, offset: 273.15 }, K: { factor: 1, offset: 0 }, kg_per_kmol: { factor: 0.001, offset: 0 } },
  ...{ kg_per_m_cube: { factor: 1, offset: 0 }, '1000m_cube_per_hour': { factor: 1 / 3.6, offset: 0 } },
}

/**
 * A network of GasLib: .net with its nomination .scn. Flows are of normal volume. Neither file tells how a compressor station or
 * a control valve is run, and a nomination need not give a pressure: both are told by the caller and never guessed.
 *
 * @throws Refusal with each fault: element, value, what was expected
 */
export function readGasLib(
  files: { readonly net: string; readonly scn: string },
  name: string,
  told: Told,
): GasNetwork {
  const faults: string[] = []
  const net = readXml(files.net, `${name}.net`)
  const scenario = child(readXml(files.scn, `${name}.scn`), 'scenario')
  const places = child(net, 'nodes')?.children ?? []
  const quantity = quantities(name, faults)
  const idOf = (element: Element) => element.attributes.id ?? '?'
  const numberOf = new Map(places.map((element, i) => [idOf(element), i]))
  const at = (element: Element, end: 'from' | 'to') => {
    const id = element.attributes[end] ?? '?'
    const node = numberOf.get(id)
    if (node === undefined)
      faults.push(`${name}.net: ${element.name} ${idOf(element)}: ${end} is "${id}", which is no node`)
    return node ?? -1
  }
  const { gas, density } = gasOf(places, name, quantity, faults)
  const links = (child(net, 'connections')?.children ?? []).flatMap((element): GasLink[] => {
    const ends = { id: idOf(element), from: at(element, 'from'), to: at(element, 'to'), isOpen: true }
    const link = linkOf(element, ends, quantity, told)
    if (typeof link !== 'string') return [link]
    faults.push(`${name}.net: ${element.name} ${ends.id}: ${link}`)
    return []
  })
  const [sources, demands]: [GasSource[], GasDemand[]] = [[], []]
  for (const element of scenario?.children.filter((one) => one.name === 'node') ?? []) {
    const id = idOf(element)
    const node = numberOf.get(id)
    const sign = element.attributes.type === 'entry' ? -1 : 1
    const flow = fixed(element, 'flow', quantity)
    const pressure = told.pressures.get(id) ?? fixed(element, 'pressure', quantity)
    if (node === undefined) faults.push(`${name}.scn: node ${id} is not in ${name}.net`)
    else if (pressure !== null) sources.push({ node, pressure })
    else if (flow === null) faults.push(`${name}.scn: node ${id}: neither its flow nor its pressure is one value`)
    else demands.push({ id, node, flow: sign * flow * density })
  }
  for (const [id, pressure] of told.pressures) {
    const node = numberOf.get(id)
    if (node === undefined) faults.push(`${name}: a pressure is told for ${id}, which is no node`)
    else if (!sources.some((one) => one.node === node)) sources.push({ node, pressure })
  }
  if (faults.length > 0) throw new Refusal(faults)
  return {
    ...{ name, gas, sources, demands, links },
    nodes: places.map((element) => ({ id: idOf(element), height: quantity(element, 'height') })),
    assumptions: [`viscosity ${VISCOSITY} Pa·s and γ ${HEAT_RATIO}: natural gas, not told by the file`],
  }
}

type Quantity = (element: Element, name: string) => number

/** Reads `<name value unit>` below an element, in SI. */
function quantities(name: string, faults: string[]): Quantity {
  return (element, part) => {
    const { value, unit } = child(element, part)?.attributes ?? {}
    const scale = UNITS[unit ?? '']
    const number = value === undefined || value === '' ? Number.NaN : Number(value)
    const item = `${name}: ${element.name} ${element.attributes.id ?? ''}: ${part}`
    if (Number.isNaN(number)) faults.push(`${item} is ${value ?? 'missing'}, expected a number`)
    else if (!scale)
      faults.push(`${item}: unit is ${unit ?? 'missing'}, expected one of ${Object.keys(UNITS).join(', ')}`)
    return scale ? number * scale.factor + scale.offset : Number.NaN
  }
}

/** A value that both bounds agree on; null = a range. */
function fixed(element: Element, part: string, quantity: Quantity): number | null {
  const values = element.children
    .filter((one) => one.name === part)
    .map((one) => ({ bound: one.attributes.bound, value: quantity({ ...element, children: [one] }, part) }))
  const of = (bound: string) => values.find((one) => one.bound === bound || one.bound === 'both')?.value
  const [lower, upper] = [of('lower'), of('upper')]
  return lower !== undefined && lower === upper ? lower : null
}

/** The link, or what is wrong with it. */
function linkOf(
  element: Element,
  ends: { readonly id: string; readonly from: number; readonly to: number; readonly isOpen: boolean },
  quantity: Quantity,
  { ratios, holds }: Told,
): GasLink | string {
  const [ratio, held] = [ratios.get(ends.id), holds.get(ends.id)]
  switch (element.name) {
    case 'pipe':
      return {
        ...{ kind: 'pipe', ...ends, length: quantity(element, 'length'), diameter: quantity(element, 'diameter') },
        ...{ roughness: quantity(element, 'roughness'), frictionFactor: null, lossCoefficient: 0 },
      }
    case 'resistor':
      if (!child(element, 'dragFactor')) return 'loses a fixed pressure, which is not computed; expected a dragFactor'
      return {
        ...{ kind: 'pipe', ...ends, length: 0, diameter: quantity(element, 'diameter'), roughness: null },
        // without a length no λ counts
        ...{ frictionFactor: 1, lossCoefficient: Number(child(element, 'dragFactor')?.attributes.value) },
      }
    case 'shortPipe':
    case 'valve':
      return { kind: 'valve', ...ends }
    case 'controlValve':
      return held === undefined
        ? 'the pressure that it holds is not told'
        : { kind: 'regulator', ...ends, pressure: held }
    case 'compressorStation':
      if (ratio !== undefined) return { kind: 'compressor', ...ends, control: { ratio } }
      if (held !== undefined) return { kind: 'compressor', ...ends, control: { pressure: held } }
      return 'neither its ratio nor the pressure that it holds is told'
    default:
      return 'is of a kind that is not computed'
  }
}

/** The gas of all entries, which must be one. */
function gasOf(places: readonly Element[], name: string, quantity: Quantity, faults: string[]) {
  const entries = places.filter((one) => one.name === 'source')
  const of = (part: string) => {
    const values = new Set(entries.map((entry) => quantity(entry, part)))
    if (values.size !== 1)
      faults.push(`${name}.net: ${part} of the entries is ${[...values].join(', ') || 'not told'}, expected one value`)
    return [...values][0] ?? Number.NaN
  }
  const gas: NetworkGas = {
    ...{ specificConstant: GAS_CONSTANT / of('molarMass'), temperature: of('gasTemperature') },
    ...{ heatRatio: HEAT_RATIO, viscosity: VISCOSITY },
    compressibility: {
      kind: 'papay',
      ...{ criticalPressure: of('pseudocriticalPressure'), criticalTemperature: of('pseudocriticalTemperature') },
    },
  }
  return { gas, density: of('normDensity') }
}
