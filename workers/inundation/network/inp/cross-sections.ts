import { CULVERT_CODES } from '../culvert-inlet.ts'
import type { ProportionedShape, ShapeSpec, Transect } from '../shapes/spec.ts'
import type { Curve } from './model.ts'
import type { Units } from './options.ts'
import { type RowReader, readRow } from './row-reader.ts'
import type { InpFile } from './sections.ts'

/** A row of [XSECTIONS]. */
export interface CrossSection {
  readonly reader: RowReader
  readonly shape: ShapeSpec
  readonly barrels: number
  /** code of a culvert's inlet, 0 = none */
  readonly culvert: number
}

const PROPORTIONED: readonly ProportionedShape[] = [
  'EGG',
  'HORSESHOE',
  'GOTHIC',
  'CATENARY',
  'SEMIELLIPTICAL',
  'BASKETHANDLE',
  'SEMICIRCULAR',
]
const SHAPES = [
  'CIRCULAR',
  'FORCE_MAIN',
  'FILLED_CIRCULAR',
  'RECT_CLOSED',
  'RECT_OPEN',
  'TRAPEZOIDAL',
  'TRIANGULAR',
  'PARABOLIC',
  'POWER',
  'RECT_TRIANGULAR',
  'RECT_ROUND',
  'MODBASKETHANDLE',
  ...PROPORTIONED,
  'HORIZ_ELLIPSE',
  'VERT_ELLIPSE',
  'ARCH',
  'IRREGULAR',
  'CUSTOM',
  'STREET',
] as const

/** Reads [XSECTIONS] with the transects, streets and shape curves that they name, by link. */
export function readCrossSections(
  file: InpFile,
  units: Units,
  curves: ReadonlyMap<string, Curve>,
  forceMain: 'H-W' | 'D-W',
): Map<string, CrossSection> {
  const transects = new Map([...readTransects(file, units), ...readStreets(file, units)])
  const sections = new Map<string, CrossSection>()
  for (const row of file.rows('XSECTIONS')) {
    const reader = readRow(file, row)
    const shape = readShape(reader, units, curves, transects, forceMain)
    const culvert = reader.number(7, 'code of a culvert', { otherwise: 0, least: 0, most: CULVERT_CODES })
    if (!Number.isInteger(culvert)) reader.fault(reader.word(7), 'code of a culvert, a whole number')
    if (shape)
      sections.set(reader.name(0, 'a link'), {
        reader,
        shape,
        barrels: reader.number(6, 'number of barrels', { otherwise: 1, least: 1 }),
        culvert,
      })
  }
  return sections
}

function readShape(
  reader: RowReader,
  { length, rain }: Units,
  curves: ReadonlyMap<string, Curve>,
  transects: ReadonlyMap<string, Transect>,
  forceMain: 'H-W' | 'D-W',
): ShapeSpec | null {
  const type = reader.oneOf(1, 'a shape', SHAPES)
  const named = (what: string, at = 2) => {
    const found = transects.get(reader.word(at))
    if (!found) reader.fault(reader.word(at), what)
    return found ?? null
  }
  if (type === 'IRREGULAR') return named('a transect of [TRANSECTS]')
  if (type === 'STREET') return named('a street of [STREETS]')
  const depth = length * reader.number(2, 'depth', { above: 0 })
  const more = (at: number, what: string) => length * reader.number(at, what, { above: 0 })
  const slope = (at: number) => reader.number(at, 'slope of a side', { otherwise: 0, least: 0 })
  switch (type) {
    case 'CIRCULAR':
      return { type, depth }
    case 'FORCE_MAIN': {
      const given = reader.number(3, 'C or roughness', { above: 0 })
      return {
        ...{ type, depth },
        friction:
          forceMain === 'H-W'
            ? { equation: forceMain, coefficient: given }
            : { equation: forceMain, height: given * rain },
      }
    }
    case 'FILLED_CIRCULAR': {
      const filled = length * reader.number(3, 'depth of what fills it', { least: 0 })
      if (filled >= depth) reader.fault(reader.word(3), 'less than its depth')
      return { type, depth, filled }
    }
    case 'RECT_CLOSED':
    case 'TRIANGULAR':
    case 'PARABOLIC':
      return { type, depth, width: more(3, 'width') }
    case 'RECT_OPEN':
      return {
        type,
        depth,
        width: more(3, 'width'),
        smoothWalls: reader.number(4, 'walls left out', { otherwise: 0, least: 0, most: 2 }),
      }
    case 'TRAPEZOIDAL':
      return {
        type,
        depth,
        bottom: length * reader.number(3, 'width of the bed', { otherwise: 0, least: 0 }),
        left: slope(4),
        right: slope(5),
      }
    case 'POWER':
      return { type, depth, width: more(3, 'width'), exponent: reader.number(4, 'exponent', { above: 0 }) }
    case 'RECT_TRIANGULAR':
      return { type, depth, width: more(3, 'width'), triangle: more(4, 'height of the triangle') }
    case 'RECT_ROUND':
      return { type, depth, width: more(3, 'width'), radius: more(4, 'radius of the bottom') }
    case 'MODBASKETHANDLE':
      return { type, depth, width: more(3, 'width'), radius: more(4, 'radius of the top') }
    case 'HORIZ_ELLIPSE':
    case 'VERT_ELLIPSE':
    case 'ARCH':
      if (reader.number(4, 'code of a standard size', { otherwise: 0 }) > 0)
        reader.fault(reader.word(4), 'its depth and width instead of the code of a standard size')
      return { type, depth, width: more(3, 'width') }
    case 'CUSTOM': {
      const curve = curves.get(reader.word(3))
      if (curve?.kind !== 'SHAPE') reader.fault(reader.word(3), 'a SHAPE curve of [CURVES]')
      const shares = Array.from(curve?.x ?? [0, 1], (x, i) => [x, curve?.y[i] ?? 1] as const)
      return { type, depth, shares }
    }
    default:
      return { type, depth }
  }
}

function readTransects(file: InpFile, { length }: Units): Map<string, Transect> {
  const transects = new Map<string, Transect>()
  let roughness: [number, number, number] = [0, 0, 0]
  let open: {
    id: string
    reader: RowReader
    count: number
    banks: [number, number]
    meander: number
    widen: number
    lift: number
    n: [number, number, number]
    points: [number, number][]
  } | null = null
  const close = () => {
    if (!open) return
    const { id, reader, count, points, banks, widen, lift, meander, n } = open
    if (points.length !== count || count < 2) reader.fault(`${id} ${points.length} stations`, `${count} stations in GR`)
    if (!(n[1] > 0)) reader.fault(id, 'an NC row with the roughness of the channel before it')
    const stations = points.map(([x, z]) => [x * widen * length, (z + lift) * length] as const)
    const [first, last] = [stations[0]?.[0] ?? 0, stations.at(-1)?.[0] ?? 0]
    const hasBanks = banks[1] > banks[0]
    transects.set(id, {
      type: 'TRANSECT',
      stations,
      banks: hasBanks ? [banks[0] * widen * length, banks[1] * widen * length] : [first, last],
      roughness: [n[0] || n[1], n[1], n[2] || n[1]],
      meander,
    })
    open = null
  }
  for (const row of file.rows('TRANSECTS')) {
    const reader = readRow(file, row)
    const number = (at: number, what: string, otherwise = 0) => reader.number(at, what, { otherwise })
    switch (reader.word(0).toUpperCase()) {
      case 'NC':
        close()
        // left, right, channel; 0 keeps the value of the row before
        roughness = [1, 3, 2].map((at, i) => number(at, 'roughness') || (roughness[i] ?? 0)) as typeof roughness
        break
      case 'X1':
        close()
        open = {
          id: reader.name(1, 'a name'),
          reader,
          count: number(2, 'number of stations'),
          banks: [number(3, 'left bank'), number(4, 'right bank')],
          meander: number(7, 'meander factor') || 1,
          widen: number(8, 'width factor') || 1,
          lift: number(9, 'level to add'),
          n: roughness,
          points: [],
        }
        break
      case 'GR':
        for (let at = 1; at < reader.count; at += 2)
          open?.points.push([reader.number(at + 1, 'a station'), reader.number(at, 'a level')])
        break
      default:
        reader.fault(reader.word(0), 'NC, X1 or GR')
    }
  }
  close()
  return transects
}

/**
 * Streets as cross-sections: from the crown down to the gutter, up the kerb and over the ground behind it, once or mirrored.
 * Rows: name, crown to kerb, kerb height, slope [%], n, depression of the gutter, its width, sides, width behind the kerb, its
 * slope [%], its n.
 */
function readStreets(file: InpFile, { length }: Units): Map<string, Transect> {
  const streets = new Map<string, Transect>()
  for (const row of file.rows('STREETS')) {
    const reader = readRow(file, row)
    const rest = (at: number, what: string, otherwise = 0) => reader.number(at, what, { otherwise, least: 0 })
    const crown = length * reader.number(1, 'width from crown to kerb', { above: 0 })
    const kerb = length * reader.number(2, 'height of the kerb', { above: 0 })
    const slope = reader.number(3, 'cross slope in percent', { least: 0 }) / 100
    const n = reader.number(4, 'roughness', { above: 0 })
    const depression = length * rest(5, 'depression of the gutter')
    const gutter = length * rest(6, 'width of the gutter')
    const sides = rest(7, 'sides', 2) || 2
    const behind = length * rest(8, 'width behind the kerb')
    const rise = rest(9, 'slope behind the kerb in percent') / 100
    const rough = rest(10, 'roughness behind the kerb') || n
    // 0 is the road at the kerb, were there no depression
    const half: [number, number][] = [
      [0, slope * crown],
      ...(gutter > 0 ? [[crown - gutter, slope * gutter] as [number, number]] : []),
      [crown, -depression],
      [crown, kerb],
      ...(behind > 0 ? [[crown + behind, kerb + rise * behind] as [number, number]] : []),
    ]
    const mirrored = half
      .slice(1)
      .reverse()
      .map(([x, z]) => [-x, z] as [number, number])
    streets.set(reader.name(0, 'a name'), {
      type: 'TRANSECT',
      stations: sides === 2 ? [...mirrored, ...half] : half,
      banks: sides === 2 ? [-crown, crown] : [0, crown],
      roughness: [rough, n, rough],
      meander: 1,
    })
  }
  return streets
}
