import type { ShapeSpec } from '../shapes/spec.ts'
import type { CrossSection } from './cross-sections.ts'
import type { ConduitSpec, LinkSpec, NodeSpec, OrificeSpec, OutletSpec, PumpSpec, WeirSpec } from './model.ts'
import type { InpOptions } from './options.ts'
import { type RowReader, readRow } from './row-reader.ts'
import type { InpFile } from './sections.ts'

interface Context {
  readonly options: InpOptions
  readonly nodes: ReadonlyMap<string, NodeSpec>
  readonly sections: ReadonlyMap<string, CrossSection>
  readonly losses: ReadonlyMap<string, RowReader>
}

const WEIRS = ['TRANSVERSE', 'SIDEFLOW', 'V-NOTCH', 'TRAPEZOIDAL', 'ROADWAY'] as const
const RATINGS = [
  'TABULAR/DEPTH',
  'TABULAR/HEAD',
  'FUNCTIONAL/DEPTH',
  'FUNCTIONAL/HEAD',
  'TABULAR',
  'FUNCTIONAL',
] as const

/** Reads [CONDUITS], [PUMPS], [ORIFICES], [WEIRS] and [OUTLETS] with their rows in [XSECTIONS] and [LOSSES]. */
export function readLinks(
  file: InpFile,
  options: InpOptions,
  nodes: ReadonlyMap<string, NodeSpec>,
  sections: ReadonlyMap<string, CrossSection>,
): LinkSpec[] {
  const losses = new Map(file.rows('LOSSES').map((row) => [row.words[0] ?? '', readRow(file, row)]))
  const context: Context = { options, nodes, sections, losses }
  const readers = {
    CONDUITS: readConduit,
    PUMPS: readPump,
    ORIFICES: readOrifice,
    WEIRS: readWeir,
    OUTLETS: readOutlet,
  } as const
  const links = new Map<string, LinkSpec>()
  for (const [section, read] of Object.entries(readers) as [keyof typeof readers, (typeof readers)['CONDUITS']][])
    for (const row of file.rows(section)) {
      const reader = readRow(file, row)
      for (const at of [1, 2])
        if (!nodes.has(reader.name(at, 'a node'))) reader.fault(reader.word(at), 'a node of this file')
      const link = (read as (reader: RowReader, context: Context) => LinkSpec | null)(reader, context)
      if (!link) continue
      if (links.has(link.id)) reader.fault(link.id, 'a name that no other link has')
      if (link.from === link.to) reader.fault(link.id, 'two different nodes')
      links.set(link.id, link)
    }
  for (const [id, { reader }] of sections) if (!links.has(id)) reader.fault(id, 'a link of this file')
  for (const [id, reader] of losses) if (!links.has(id)) reader.fault(id, 'a conduit of this file')
  return [...links.values()]
}

function ends(reader: RowReader) {
  return { id: reader.name(0, 'a name'), from: reader.word(1), to: reader.word(2) }
}

/** Height above the bed of the node [m]: the file gives that, or a level, or '*' for the bed. */
function offset(reader: RowReader, at: number, end: 1 | 2, { options, nodes }: Context, what: string): number {
  const bed = nodes.get(reader.word(end))?.invert ?? 0
  if (options.offsets === 'DEPTH') return options.units.length * reader.number(at, what, { otherwise: 0, least: 0 })
  const height = options.units.length * reader.number(at, what, { otherwise: bed / options.units.length }) - bed
  if (height < -1e-4) reader.note(reader.word(at), `${what} at the bed of ${reader.word(end)}, which lies above it`)
  return Math.max(0, height)
}

function sectionOf(reader: RowReader, { sections }: Context): CrossSection | null {
  const section = sections.get(reader.word(0))
  if (!section) reader.fault(reader.word(0), 'a row for it in [XSECTIONS]')
  return section ?? null
}

function readConduit(reader: RowReader, context: Context): ConduitSpec | null {
  const { units } = context.options
  const section = sectionOf(reader, context)
  if (!section) return null
  const loss = context.losses.get(reader.word(0))
  const coefficient = (at: number, what: string) => loss?.number(at, what, { otherwise: 0, least: 0 }) ?? 0
  const roughness = reader.number(4, "Manning's n", { above: 0 })
  return {
    kind: 'conduit',
    ...ends(reader),
    length: units.length * reader.number(3, 'length', { above: 0 }),
    roughness: section.shape.type === 'TRANSECT' ? section.shape.roughness[1] : roughness,
    fromOffset: offset(reader, 5, 1, context, 'height of its bed at the first node'),
    toOffset: offset(reader, 6, 2, context, 'height of its bed at the second node'),
    initialFlow: units.flow * reader.number(7, 'flow at the start', { otherwise: 0 }),
    maximumFlow: units.flow * reader.number(8, 'greatest flow', { otherwise: 0, least: 0 }),
    shape: section.shape,
    barrels: section.barrels,
    entryLoss: coefficient(1, 'loss at the entry'),
    exitLoss: coefficient(2, 'loss at the exit'),
    averageLoss: coefficient(3, 'loss on the way'),
    hasFlap: loss?.isYes(4, 'flap gate') ?? false,
    seepage: units.rainRate * coefficient(5, 'seepage'),
    culvert: section.culvert,
  }
}

function readPump(reader: RowReader, { options }: Context): PumpSpec {
  const curve = reader.word(3)
  const depth = (at: number, what: string) => options.units.length * reader.number(at, what, { otherwise: 0, least: 0 })
  return {
    kind: 'pump',
    ...ends(reader),
    curve: curve === '' || curve === '*' ? null : curve,
    isOn: reader.oneOf(4, 'ON or OFF', ['ON', 'OFF'], 'ON') === 'ON',
    startDepth: depth(5, 'depth at which it starts'),
    stopDepth: depth(6, 'depth at which it stops'),
  }
}

function readOrifice(reader: RowReader, context: Context): OrificeSpec | null {
  const section = sectionOf(reader, context)
  if (!section) return null
  const { shape } = section
  if (shape.type !== 'CIRCULAR' && shape.type !== 'RECT_CLOSED')
    section.reader.fault(shape.type, 'CIRCULAR or RECT_CLOSED for an orifice')
  return {
    kind: 'orifice',
    ...ends(reader),
    isBottom: reader.oneOf(3, 'SIDE or BOTTOM', ['SIDE', 'BOTTOM']) === 'BOTTOM',
    offset: offset(reader, 4, 1, context, 'height of its sill'),
    coefficient: reader.number(5, 'discharge coefficient', { least: 0 }),
    hasFlap: reader.isYes(6, 'flap gate'),
    moveTime: 3600 * reader.number(7, 'hours to open', { otherwise: 0, least: 0 }),
    isCircular: shape.type === 'CIRCULAR',
    height: 'depth' in shape ? shape.depth : 0,
    width: widthOf(shape),
  }
}

function readWeir(reader: RowReader, context: Context): WeirSpec | null {
  const section = sectionOf(reader, context)
  if (!section) return null
  const { shape } = section
  const { length } = context.options.units
  const type = reader.oneOf(3, 'kind of the weir', WEIRS)
  if (type === 'ROADWAY') reader.note(type, 'TRANSVERSE, with its own coefficient, drowned as by Villemonte')
  const expected = { 'V-NOTCH': 'TRIANGULAR', TRAPEZOIDAL: 'TRAPEZOIDAL' } as const
  const wanted = type === 'V-NOTCH' || type === 'TRAPEZOIDAL' ? expected[type] : 'RECT_OPEN'
  if (shape.type !== wanted) section.reader.fault(shape.type, `${wanted} for a weir ${type}`)
  const coefficient = (at: number, rule: { above?: number; otherwise?: number }) =>
    Math.sqrt(length) * reader.number(at, 'discharge coefficient', rule)
  const first = coefficient(5, { above: 0 })
  return {
    kind: 'weir',
    ...ends(reader),
    type,
    crest: offset(reader, 4, 1, context, 'height of its crest'),
    coefficient: first,
    hasFlap: reader.isYes(6, 'flap gate'),
    endContractions: reader.number(7, 'end contractions', { otherwise: 0, least: 0, most: 2 }),
    endCoefficient: coefficient(8, { otherwise: 0 }) || first,
    canSurcharge: reader.word(9) === '' || reader.isYes(9, 'may surcharge'),
    curve: ['', '*'].includes(reader.word(12)) ? null : reader.word(12),
    height: 'depth' in shape ? shape.depth : 0,
    width: widthOf(shape),
    slope: shape.type === 'TRAPEZOIDAL' ? (shape.left + shape.right) / 2 : 0,
  }
}

function readOutlet(reader: RowReader, context: Context): OutletSpec {
  const { length, flow } = context.options.units
  const type = reader.oneOf(4, 'kind of the rating', RATINGS)
  const isTable = type.startsWith('TABULAR')
  const exponent = isTable ? 0 : reader.number(6, 'exponent')
  return {
    kind: 'outlet',
    ...ends(reader),
    offset: offset(reader, 3, 1, context, 'height of the outlet'),
    // SWMM takes the depth where nothing is said
    by: type.endsWith('HEAD') ? 'HEAD' : 'DEPTH',
    rating: isTable
      ? { type: 'table', curve: reader.name(5, 'its rating curve') }
      : {
          type: 'function',
          coefficient: (reader.number(5, 'coefficient', { least: 0 }) * flow) / length ** exponent,
          exponent,
        },
    hasFlap: reader.isYes(isTable && reader.count < 8 ? 6 : 7, 'flap gate'),
  }
}

function widthOf(shape: ShapeSpec): number {
  if (shape.type === 'TRAPEZOIDAL') return shape.bottom
  return 'width' in shape ? shape.width : 'depth' in shape ? shape.depth : 0
}
