import type { JunctionSpec, NodeSpec, OutfallSpec, StageSpec, StorageArea, StorageSpec } from './model.ts'
import type { InpOptions } from './options.ts'
import { type RowReader, readRow } from './row-reader.ts'
import type { InpFile } from './sections.ts'

const STAGES = ['FREE', 'NORMAL', 'FIXED', 'TIDAL', 'TIMESERIES'] as const
const STORAGE_SHAPES = ['FUNCTIONAL', 'TABULAR', 'CYLINDRICAL', 'CONICAL', 'PARABOLIC', 'PYRAMIDAL'] as const

/**
 * Reads [JUNCTIONS], [DIVIDERS], [OUTFALLS] and [STORAGE] in the order in which SWMM counts nodes. A divider is a junction
 * in a dynamic wave, as SWMM says.
 */
export function readNodes(file: InpFile, options: InpOptions): NodeSpec[] {
  const nodes: NodeSpec[] = []
  const names = new Set<string>()
  function add(reader: RowReader, node: NodeSpec) {
    if (names.has(node.id)) reader.fault(node.id, 'a name that no other node has')
    names.add(node.id)
    nodes.push(node)
  }
  for (const row of file.rows('JUNCTIONS')) {
    const reader = readRow(file, row)
    add(reader, readJunction(reader, options))
  }
  for (const row of file.rows('DIVIDERS')) {
    const reader = readRow(file, row)
    add(reader, readDivider(reader, options))
  }
  for (const row of file.rows('STORAGE')) {
    const reader = readRow(file, row)
    add(reader, readStorage(reader, options))
  }
  for (const row of file.rows('OUTFALLS')) {
    const reader = readRow(file, row)
    add(reader, readOutfall(reader, options))
  }
  return nodes
}

function readJunction(reader: RowReader, { units }: InpOptions, from = 2): JunctionSpec {
  const length = (at: number, what: string) => units.length * reader.number(at, what, { otherwise: 0, least: 0 })
  return {
    kind: 'junction',
    id: reader.name(0, 'a name'),
    invert: units.length * reader.number(1, 'level of the bed', { otherwise: 0 }),
    depth: length(from, 'depth to the rim'),
    initialDepth: length(from + 1, 'depth at the start'),
    surchargeDepth: length(from + 2, 'surcharge depth'),
    pondedArea: units.length * length(from + 3, 'ponded area'),
  }
}

function readDivider(reader: RowReader, options: InpOptions): JunctionSpec {
  // name, level, link, kind, then what belongs to the kind, then what a junction has
  const kind = reader.oneOf(3, 'kind of the divider', ['CUTOFF', 'OVERFLOW', 'TABULAR', 'WEIR'])
  return readJunction(reader, options, { CUTOFF: 5, OVERFLOW: 4, TABULAR: 5, WEIR: 7 }[kind])
}

function readOutfall(reader: RowReader, { units }: InpOptions): OutfallSpec {
  const id = reader.name(0, 'a name')
  const invert = units.length * reader.number(1, 'level of the bed', { otherwise: 0 })
  const type = reader.oneOf(2, 'kind of the outfall', STAGES)
  const takesNone = type === 'FREE' || type === 'NORMAL'
  const at = takesNone && !Number.isFinite(Number(reader.word(3) || Number.NaN)) ? 3 : 4
  let stage: StageSpec
  if (type === 'FIXED') stage = { type, level: units.length * reader.number(3, 'its level') }
  else if (type === 'TIDAL') stage = { type, curve: reader.name(3, 'its tidal curve') }
  else if (type === 'TIMESERIES') stage = { type, series: reader.name(3, 'its time series') }
  else stage = { type }
  return { kind: 'outfall', id, invert, stage, hasFlap: reader.isYes(at, 'tide gate') }
}

function readStorage(reader: RowReader, { units }: InpOptions): StorageSpec {
  const { length } = units
  const shape = reader.oneOf(4, 'shape of the storage', STORAGE_SHAPES)
  let at = 5
  let area: StorageArea
  if (shape === 'TABULAR') area = { type: 'table', curve: reader.name(at++, 'its storage curve') }
  else {
    const own = [0, 1, 2].map((i) => reader.number(at + i, 'parameter of its shape', { otherwise: 0, least: 0 }))
    area = areaOf(shape, own as [number, number, number], length)
    at += 3
  }
  const surchargeDepth = length * reader.number(at, 'surcharge depth', { otherwise: 0, least: 0 })
  const evaporation = reader.number(at + 1, 'share of evaporation', { otherwise: 0, least: 0 })
  const conductivity = units.rainRate * reader.number(at + 3, 'conductivity', { otherwise: 0, least: 0 })
  return {
    kind: 'storage',
    id: reader.name(0, 'a name'),
    invert: length * reader.number(1, 'level of the bed'),
    depth: length * reader.number(2, 'depth', { otherwise: 0, least: 0 }),
    initialDepth: length * reader.number(3, 'depth at the start', { otherwise: 0, least: 0 }),
    area,
    surchargeDepth,
    evaporation,
    seepage:
      conductivity > 0
        ? {
            suction: units.rain * reader.number(at + 2, 'suction head', { least: 0 }),
            conductivity,
            deficit: reader.number(at + 4, 'moisture deficit', { least: 0, most: 1 }),
          }
        : null,
  }
}

/** Areas by depth of the shapes of SWMM 5.2; L and W are the axes or sides at the bottom (PARABOLIC: at height H). */
function areaOf(
  shape: Exclude<(typeof STORAGE_SHAPES)[number], 'TABULAR'>,
  [a, b, c]: readonly [number, number, number],
  length: number,
): StorageArea {
  const area = (constant: number, linear: number, power: number, exponent: number): StorageArea => ({
    type: 'function',
    constant: constant * length ** 2,
    linear: linear * length,
    power: power * length ** (2 - exponent),
    exponent,
  })
  switch (shape) {
    case 'FUNCTIONAL':
      return area(c, 0, a, b)
    case 'CYLINDRICAL':
      return area((Math.PI * a * b) / 4, 0, 0, 1)
    case 'CONICAL':
      return area((Math.PI * a * b) / 4, Math.PI * b * c, Math.PI * (b / a) * c * c || 0, 2)
    case 'PARABOLIC':
      return area(0, (Math.PI * a * b) / (4 * c) || 0, 0, 1)
    case 'PYRAMIDAL':
      return area(a * b, 2 * (a + b) * c, 4 * c * c, 2)
  }
}
