import type { ConduitSpec, Curve, DrainageModel } from '../inp/model.ts'
import { type RowReader, readRow } from '../inp/row-reader.ts'
import type { InpFile } from '../inp/sections.ts'
import type { Inlets } from './capture.ts'
import type { Channel } from './channel.ts'
import { GRATE_TYPES, type Grate, grateOf, type InletDesign, type KerbOpening } from './design.ts'
import { FOOT, type Gutter } from './gutter.ts'

/** Inlets in their place. */
export interface PlacedInlets extends Inlets {
  /** conduit along which they lie */
  readonly link: string
  /** node where that ends: what they let pass runs on from here */
  readonly bypass: string
  /** node that they lead to */
  readonly node: string
}

/** A conduit that is level falls at least so much in SWMM [m]. */
const LEAST_FALL = 0.001 * FOOT

/**
 * Street inlets of a SWMM 5.2 file: [INLETS] and [INLET_USAGE] with the streets that they lie in, in SI. Inlets in a conduit
 * that cannot have them are left out with a note, as SWMM leaves them out with a warning.
 *
 * @param file  faults and notes are added to it
 */
export function readInlets(file: InpFile, model: DrainageModel): PlacedInlets[] {
  const designs = readDesigns(file, model)
  const streets = readStreets(file, model)
  const streetOf = new Map(
    file
      .rows('XSECTIONS')
      .filter(({ words }) => words[1]?.toUpperCase() === 'STREET')
      .map(({ words }) => [words[0] ?? '', words[2] ?? '']),
  )
  const placed: PlacedInlets[] = []
  for (const row of file.rows('INLET_USAGE')) {
    const reader = readRow(file, row)
    const design = designs.get(reader.word(1))
    const link = model.links.find(({ id }) => id === reader.word(0))
    if (!design) reader.fault(reader.word(1), 'an inlet of [INLETS]')
    if (link?.kind !== 'conduit') reader.fault(reader.word(0), 'a conduit of this file')
    if (!model.nodes.some(({ id }) => id === reader.word(2))) reader.fault(reader.word(2), 'a node of this file')
    if (!design || link?.kind !== 'conduit') continue
    if (model.nodes.some(({ id, kind }) => id === link.to && kind === 'outfall'))
      reader.fault(link.to, 'a street with inlets that does not end at an outfall: nothing is taken there')
    const street = streets.get(streetOf.get(link.id) ?? '') ?? null
    const inlets = readUsage(reader, model, link, design, street)
    if (inlets) placed.push(inlets)
  }
  return placed
}

interface Street {
  readonly gutter: Omit<Gutter, 'slope'>
  readonly sides: 1 | 2
}

function readUsage(
  reader: RowReader,
  model: DrainageModel,
  link: ConduitSpec,
  design: InletDesign,
  street: Street | null,
): PlacedInlets | null {
  const { units } = model.options
  const rest = (at: number, what: string, most?: number) =>
    reader.number(at, what, { otherwise: 0, least: 0, ...(most === undefined ? {} : { most }) })
  const count = reader.number(3, 'number of inlets', { otherwise: 1, least: 1 })
  const clear = 1 - rest(4, 'percent clogged', 99) / 100
  const limit = units.flow * rest(5, 'greatest flow')
  const depression = units.length * rest(6, 'local depression')
  const width = units.length * rest(7, 'width of the local depression')
  const placement = reader.oneOf(8, 'placement', ['AUTOMATIC', 'ON_GRADE', 'ON_SAG'], 'AUTOMATIC')
  const slope = slopeOf(model, link)
  const channel = channelOf(link, slope)
  const fits =
    design.kind === 'CUSTOM' ||
    (design.kind === 'DROP_GRATE' || design.kind === 'DROP_CURB' ? channel !== null : street !== null)
  if (!fits) {
    reader.note(reader.row.words.join(' '), `nothing: a ${design.kind} inlet cannot lie in this conduit`)
    return null
  }
  const own = depression * width > 0
  return {
    link: link.id,
    bypass: link.to,
    node: reader.word(2),
    design,
    street: street && {
      sides: street.sides,
      gutter: {
        ...street.gutter,
        slope,
        depression: street.gutter.depression + (own ? depression : 0),
        width: own ? width : street.gutter.width,
      },
    },
    channel,
    count,
    clear,
    limit: limit > 0 ? limit : Number.POSITIVE_INFINITY,
    isSag: placement === 'AUTOMATIC' ? !model.links.some(({ from }) => from === link.to) : placement === 'ON_SAG',
  }
}

function slopeOf({ nodes }: DrainageModel, link: ConduitSpec): number {
  const bed = (id: string) => nodes.find((node) => node.id === id)?.invert ?? 0
  const fall = bed(link.from) + link.fromOffset - bed(link.to) - link.toOffset
  return Math.max(Math.abs(fall), LEAST_FALL) / link.length
}

function channelOf({ shape, roughness }: ConduitSpec, slope: number): Channel | null {
  if (shape.type === 'RECT_OPEN') return { bottom: shape.width, side: 0, slope, roughness }
  if (shape.type !== 'TRAPEZOIDAL') return null
  return { bottom: shape.bottom, side: (shape.left + shape.right) / 2, slope, roughness }
}

function readStreets(file: InpFile, { options }: DrainageModel): Map<string, Street> {
  const { length } = options.units
  return new Map(
    file.rows('STREETS').map((row) => {
      const reader = readRow(file, row)
      const lengthAt = (at: number, what: string) => length * reader.number(at, what, { otherwise: 0, least: 0 })
      const depression = lengthAt(5, 'depression of the gutter')
      const width = lengthAt(6, 'width of the gutter')
      const isDeeper = depression * width > 0
      return [
        reader.word(0),
        {
          sides: reader.word(7) === '1' ? 1 : 2,
          gutter: {
            crown: lengthAt(1, 'width from crown to kerb'),
            crossSlope: reader.number(3, 'cross slope in percent', { above: 0 }) / 100,
            roughness: reader.number(4, 'roughness', { above: 0 }),
            depression: isDeeper ? depression : 0,
            width: isDeeper ? width : 0,
          },
        },
      ] as const
    }),
  )
}

/** A name may stand twice, with a grate and with an opening in the kerb: then it is both. */
function readDesigns(file: InpFile, { options, tables }: DrainageModel): Map<string, InletDesign> {
  const { length } = options.units
  const designs = new Map<string, InletDesign>()
  for (const row of file.rows('INLETS')) {
    const reader = readRow(file, row)
    const id = reader.name(0, 'a name')
    const kind = reader.oneOf(1, 'kind of the inlet', ['GRATE', 'CURB', 'SLOTTED', 'DROP_GRATE', 'DROP_CURB', 'CUSTOM'])
    const before = designs.get(id)
    const both = before?.kind === 'STREET' ? before : { grate: null, kerb: null }
    const size = (at: number, what: string) => length * reader.number(at, what, { above: 0 })
    switch (kind) {
      case 'GRATE':
        designs.set(id, { kind: 'STREET', grate: readGrate(reader, length), kerb: both.kerb })
        break
      case 'CURB':
        designs.set(id, { kind: 'STREET', grate: both.grate, kerb: readKerb(reader, length) })
        break
      case 'SLOTTED':
        designs.set(id, { kind, length: size(2, 'length'), width: size(3, 'width') })
        break
      case 'DROP_GRATE':
        designs.set(id, { kind, grate: readGrate(reader, length) })
        break
      case 'DROP_CURB':
        designs.set(id, { kind, kerb: { ...readKerb(reader, length), throat: 'VERTICAL' } })
        break
      case 'CUSTOM': {
        const curve = tables.curves.get(reader.word(2))
        if (curve?.kind !== 'DIVERSION' && curve?.kind !== 'RATING')
          reader.fault(reader.word(2), 'a DIVERSION or RATING curve of [CURVES]')
        else
          designs.set(id, {
            kind,
            by: curve.kind === 'RATING' ? 'DEPTH' : 'FLOW',
            captures: (value) => alongCurve(curve, value),
          })
      }
    }
  }
  return designs
}

function readGrate(reader: RowReader, length: number): Grate {
  const size = (at: number, what: string) => length * reader.number(at, what, { above: 0 })
  const [long, wide] = [size(2, 'length'), size(3, 'width')]
  const type = reader.oneOf(4, 'type of the grate', [...GRATE_TYPES, 'GENERIC'])
  if (type !== 'GENERIC') return grateOf(type, long, wide)
  const open = reader.number(5, 'share that is open', { above: 0, most: 1 })
  const splashVelocity = length * reader.number(6, 'splash-over velocity', { otherwise: 0, least: 0 })
  return { length: long, width: wide, open, splashVelocity }
}

function readKerb(reader: RowReader, length: number): KerbOpening {
  return {
    length: length * reader.number(2, 'length', { above: 0 }),
    height: length * reader.number(3, 'height', { above: 0 }),
    throat: reader.oneOf(4, 'throat', ['HORIZONTAL', 'INCLINED', 'VERTICAL'], 'VERTICAL'),
  }
}

/** Linear between the points and from the origin to the first; beyond the last it rises on as before, but never falls. */
function alongCurve({ x, y }: Curve, value: number): number {
  const next = x.findIndex((at) => at >= value)
  const after = next === -1 ? x.length - 1 : next
  const [x0, y0] = after > 0 ? [x[after - 1] ?? 0, y[after - 1] ?? 0] : [0, 0]
  const [x1, y1] = [x[after] ?? 0, y[after] ?? 0]
  if (x1 <= x0 || (next === -1 && y1 < y0)) return y1
  return Math.max(y0 + ((y1 - y0) * (value - x0)) / (x1 - x0), 0)
}
