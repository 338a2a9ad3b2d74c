import type { Series } from '../../acts/series.ts'
import type { Infiltration } from '../../infiltration/infiltration.ts'
import type { DrainageModel } from '../inp/model.ts'
import type { InpOptions } from '../inp/options.ts'
import { type RowReader, readRow } from '../inp/row-reader.ts'
import type { InpFile, Section } from '../inp/sections.ts'
import { readRainGages } from './read-climate.ts'
import { readInfiltration, SEALED } from './read-infiltration.ts'
import type { PlacedCatchment, RunoffSpec } from './runoff.ts'

/** What would change the water and is not computed: by section, with the option that leaves it out. */
const NOT_COMPUTED: readonly (readonly [section: Section, what: string, option: string | null])[] = [
  ['LID_USAGE', 'low-impact development', null],
  ['GROUNDWATER', 'groundwater', 'IGNORE_GROUNDWATER'],
  ['GWF', 'groundwater', 'IGNORE_GROUNDWATER'],
  ['ADJUSTMENTS', 'monthly adjustment', null],
  ['RDII', 'inflow through the ground into sewers (RDII)', 'IGNORE_RDII'],
]
/** What does not change the water. */
const QUALITY: readonly Section[] = [
  'POLLUTANTS',
  'LANDUSES',
  'COVERAGES',
  'LOADINGS',
  'BUILDUP',
  'WASHOFF',
  'TREATMENT',
]

/**
 * Hydrology of a SWMM 5.2 file: gages, catchments and their soils, in SI. What it has beyond (snow, LID,
 * groundwater, RDII, adjustments) is a fault where it is used, water quality a note.
 *
 * @param file  faults and notes are added to it
 * @param nodes  names of the nodes of the network
 */
export function readRunoff(
  file: InpFile,
  { options, tables, evaporation }: Pick<DrainageModel, 'options' | 'tables' | 'evaporation'>,
  nodes: { has(id: string): boolean },
): RunoffSpec {
  refuseNotComputed(file)
  const context: Context = {
    options,
    nodes,
    gages: readRainGages(file, options, tables),
    soils: readInfiltration(file, options),
    subareas: new Map(file.rows('SUBAREAS').map((row) => [row.words[0] ?? '', readRow(file, row)])),
    ids: new Set(file.rows('SUBCATCHMENTS').map((row) => row.words[0] ?? '')),
    ignoresSnow: isIgnored(file, 'IGNORE_SNOWMELT'),
  }
  const catchments = new Map<string, PlacedCatchment>()
  for (const row of file.rows('SUBCATCHMENTS')) {
    const reader = readRow(file, row)
    const catchment = readCatchment(reader, context)
    if (catchments.has(reader.word(0))) reader.fault(reader.word(0), 'a name that no other catchment has')
    if (catchment) catchments.set(catchment.id, catchment)
  }
  for (const section of ['SUBAREAS', 'INFILTRATION'] as const)
    for (const row of file.rows(section))
      if (!context.ids.has(row.words[0] ?? '')) readRow(file, row).fault(row.words[0] ?? '', 'a catchment of this file')
  refuseCircles(file, catchments)
  return {
    catchments: [...catchments.values()],
    evaporation: evaporation.rate,
    evaporatesDryOnly: evaporation.isDryOnly,
    wetStep: options.wetStep,
    dryStep: options.dryStep,
  }
}

interface Context {
  readonly options: InpOptions
  readonly nodes: { has(id: string): boolean }
  readonly gages: ReadonlyMap<string, Series>
  readonly soils: ReadonlyMap<string, Infiltration>
  readonly subareas: ReadonlyMap<string, RowReader>
  readonly ids: ReadonlySet<string>
  readonly ignoresSnow: boolean
}

/** @returns null when a row of it has a fault that leaves it without a meaning */
function readCatchment(reader: RowReader, context: Context): PlacedCatchment | null {
  const { options, gages, soils, subareas } = context
  const { length, land, rain: unit } = options.units
  const id = reader.name(0, 'a name')
  const parts = subareas.get(id)
  if (!parts) {
    reader.fault(id, 'a row for it in [SUBAREAS]')
    return null
  }
  const rain = gages.get(reader.word(1)) ?? null
  if (!rain && !['', '*'].includes(reader.word(1))) reader.fault(reader.word(1), 'a gage of this file')
  const impervious = Math.min(reader.number(4, 'impervious percent', { least: 0 }), 100) / 100
  const infiltration = soils.get(id)
  if (!infiltration && impervious < 1) reader.fault(id, 'a row for it in [INFILTRATION]')
  if (!context.ignoresSnow && !['', '*'].includes(reader.word(8)))
    reader.fault(reader.word(8), 'no snow pack: snow is not computed')
  const least = { least: 0 }
  return {
    id,
    rain,
    outlet: readOutlet(reader, context),
    area: land * reader.number(3, 'area', { above: 0 }),
    impervious,
    width: length * reader.number(5, 'width', least),
    slope: reader.number(6, 'slope in percent', least) / 100,
    roughness: {
      impervious: parts.number(1, "Manning's n of the impervious part", least),
      pervious: parts.number(2, "Manning's n of the pervious part", least),
    },
    held: {
      impervious: unit * parts.number(3, 'depression storage of the impervious part', least),
      pervious: unit * parts.number(4, 'depression storage of the pervious part', least),
    },
    bare: parts.number(5, 'percent without depression storage', { least: 0, most: 100 }) / 100,
    within: readWithin(parts),
    infiltration: infiltration ?? SEALED,
  }
}

function readWithin(parts: RowReader): PlacedCatchment['within'] {
  const to = parts.oneOf(6, 'where its parts drain', ['OUTLET', 'IMPERV', 'IMPERVIOUS', 'PERV', 'PERVIOUS'], 'OUTLET')
  const share = parts.number(7, 'percent that runs over the other part', { otherwise: 100, least: 0, most: 100 }) / 100
  if (to === 'OUTLET') return null
  return { over: to.startsWith('IMPERV') ? 'impervious' : 'pervious', share }
}

function readOutlet(reader: RowReader, { nodes, ids }: Context): PlacedCatchment['outlet'] {
  const to = reader.name(2, 'an outlet')
  if (nodes.has(to) && ids.has(to)) reader.fault(to, 'an outlet that is not both a node and a catchment')
  if (nodes.has(to)) return { node: to }
  if (to === reader.word(0)) return null
  if (ids.has(to)) return { catchment: to }
  reader.fault(to, 'a node or a catchment of this file')
  return null
}

function refuseCircles(file: InpFile, catchments: ReadonlyMap<string, PlacedCatchment>): void {
  for (const row of file.rows('SUBCATCHMENTS')) {
    const id = row.words[0] ?? ''
    const way = new Set<string>()
    for (let at: string | null = id; at !== null && !way.has(at); ) {
      way.add(at)
      const outlet: PlacedCatchment['outlet'] = catchments.get(at)?.outlet ?? null
      at = outlet && 'catchment' in outlet ? outlet.catchment : null
      if (at === id) readRow(file, row).fault([...way, id].join(' → '), 'catchments that do not drain in a circle')
    }
  }
}

/** What would change the water and is not computed: a fault a row, water quality a note. */
export function refuseNotComputed(file: InpFile): void {
  for (const [section, what, option] of NOT_COMPUTED) {
    if (option && isIgnored(file, option)) continue
    for (const row of file.rows(section)) readRow(file, row).fault(row.words.join(' '), `none: ${what} is not computed`)
  }
  const quality = QUALITY.flatMap((section) => file.rows(section)).at(0)
  if (quality) readRow(file, quality).note(quality.words.join(' '), 'nothing: water quality is not computed')
}

function isIgnored(file: InpFile, option: string): boolean {
  return file
    .rows('OPTIONS')
    .some(({ words }) => words[0]?.toUpperCase() === option && words[1]?.toUpperCase() === 'YES')
}
