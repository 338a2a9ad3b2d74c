import { fail, type Result, succeed } from '../../../../src/domain/result.ts'
import { readControls } from './controls.ts'
import { readCrossSections } from './cross-sections.ts'
import { readEvaporation } from './evaporation.ts'
import { readLinks } from './links.ts'
import type { CurveKind, DrainageModel, DryWeatherSpec, InflowSpec, LinkSpec, NodeSpec, Tables } from './model.ts'
import { readNodes } from './nodes.ts'
import { type InpOptions, readOptions } from './options.ts'
import { type RowReader, readRow } from './row-reader.ts'
import { type InpFile, type Row, sentence, splitSections } from './sections.ts'
import { readTables } from './tables.ts'

/**
 * The hydraulics of a SWMM 5.2 file: nodes, links, shapes, curves, inflows and rules, in SI. Hydrology and street inlets are
 * read elsewhere from the same sections; water quality, the map and the report are not read.
 *
 * @param text  of the .inp file
 * @param name  of the file, for the messages
 * @returns `invalid` with one sentence for each fault (file, line, section, value, what was expected), all of them
 */
export function readInp(text: string, name: string): Result<DrainageModel> {
  const file = splitSections(text, name)
  const model = readModel(file)
  return file.faults.length === 0 ? succeed(model) : fail('invalid', faultText(file))
}

/** The same from sections that are split already: faults are added to those of the file. */
export function readModel(file: InpFile): DrainageModel {
  const options = readOptions(file)
  const tables = readTables(file, options)
  const nodes = readNodes(file, options)
  const nodeOf = new Map(nodes.map((node) => [node.id, node]))
  const sections = readCrossSections(file, options.units, tables.curves, options.forceMain)
  const links = readLinks(file, options, nodeOf, sections)
  const rules = readControls(file, {
    options,
    nodes: nodeOf,
    links: new Map(links.map((one) => [one.id, one])),
    tables,
  })
  checkTables(file, nodes, links, tables)
  return {
    options,
    nodes,
    links,
    inflows: readInflows(file, options, nodeOf, tables),
    dryWeather: readDryWeather(file, options, nodeOf, tables),
    rules,
    tables,
    evaporation: readEvaporation(file, options, tables),
    notes: file.notes.map((note) => sentence(file.name, note, true)),
  }
}

/** All faults of a file, in the order of its lines, a sentence a line. */
export function faultText({ name, faults }: InpFile): string {
  return faults
    .toSorted((a, b) => a.line - b.line)
    .map((fault) => sentence(name, fault))
    .join('\n')
}

function readInflows(
  file: InpFile,
  { units }: InpOptions,
  nodes: ReadonlyMap<string, NodeSpec>,
  { series, patterns }: Tables,
): InflowSpec[] {
  return file.rows('INFLOWS').flatMap((row) => {
    const reader = readRow(file, row)
    // the rest is water quality
    if (reader.word(1).toUpperCase() !== 'FLOW') return []
    const name = reader.word(2)
    const pattern = reader.word(7)
    known(reader, reader.word(0), nodes, 'a node of this file')
    if (name !== '') known(reader, name, series, 'a time series of this file')
    if (pattern !== '') known(reader, pattern, patterns, 'a pattern of this file')
    return [
      {
        node: reader.word(0),
        series: name || null,
        // the factor of units is for masses only
        scale: units.flow * reader.number(5, 'scale', { otherwise: 1 }),
        baseline: units.flow * reader.number(6, 'baseline', { otherwise: 0 }),
        pattern: pattern || null,
      },
    ]
  })
}

function readDryWeather(
  file: InpFile,
  { units }: InpOptions,
  nodes: ReadonlyMap<string, NodeSpec>,
  { patterns: all }: Tables,
): DryWeatherSpec[] {
  return file.rows('DWF').flatMap((row) => {
    const reader = readRow(file, row)
    if (reader.word(1).toUpperCase() !== 'FLOW') return []
    known(reader, reader.word(0), nodes, 'a node of this file')
    const patterns = row.words.slice(3).filter((name) => name !== '')
    for (const name of patterns) known(reader, name, all, 'a pattern of this file')
    return [{ node: reader.word(0), flow: units.flow * reader.number(2, 'mean flow'), patterns }]
  })
}

/** Curves and series that nodes and links name must be there and of their kind. */
function checkTables(file: InpFile, nodes: readonly NodeSpec[], links: readonly LinkSpec[], tables: Tables): void {
  const rowOf = new Map<string, Row>(
    (['OUTFALLS', 'STORAGE', 'PUMPS', 'WEIRS', 'OUTLETS'] as const).flatMap((section) =>
      file.rows(section).map((row) => [`${section} ${row.words[0]}`, row] as const),
    ),
  )
  function check(section: string, id: string, curve: string, kinds: readonly CurveKind[]) {
    const row = rowOf.get(`${section} ${id}`)
    if (row && !kinds.includes(tables.curves.get(curve)?.kind as CurveKind))
      readRow(file, row).fault(curve, `a curve ${kinds.join(' or ')} of [CURVES]`)
  }
  for (const node of nodes) {
    if (node.kind === 'storage' && node.area.type === 'table') check('STORAGE', node.id, node.area.curve, ['STORAGE'])
    if (node.kind !== 'outfall') continue
    if (node.stage.type === 'TIDAL') check('OUTFALLS', node.id, node.stage.curve, ['TIDAL'])
    const row = rowOf.get(`OUTFALLS ${node.id}`)
    if (node.stage.type === 'TIMESERIES' && row)
      known(readRow(file, row), node.stage.series, tables.series, 'a time series of this file')
  }
  for (const link of links) {
    if (link.kind === 'pump' && link.curve !== null)
      check('PUMPS', link.id, link.curve, ['PUMP1', 'PUMP2', 'PUMP3', 'PUMP4', 'PUMP5'])
    if (link.kind === 'weir' && link.curve !== null) check('WEIRS', link.id, link.curve, ['WEIR'])
    if (link.kind === 'outlet' && link.rating.type === 'table') check('OUTLETS', link.id, link.rating.curve, ['RATING'])
  }
}

function known(reader: RowReader, name: string, all: ReadonlyMap<string, unknown>, expected: string): void {
  if (!all.has(name)) reader.fault(name, expected)
}
