import { stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { LonLat } from '../../src/domain/geo/coordinates.ts'
import { type Crs, crsOf, localCrs, normalizeCrsName } from '../../src/domain/geo/crs.ts'
import { type Findings, UnusableInput } from '../check/finding.ts'
import { emptyTables, type LineSink, type PointSink, type Survey } from '../survey.ts'
import { ALIGNMENT_TABLES, readAlignmentTable } from './alignment/read-alignments.ts'
import { Attempts } from './attempts.ts'
import { checkDiscipline } from './check-discipline.ts'
import { CITY_TABLES, readCityTable } from './city-tables.ts'
import { pairTables } from './cjj61/pair-tables.ts'
import type { Cjj61Tables } from './cjj61/read-cjj61.ts'
import { type ApartSink, readPairs } from './cjj61/read-pairs.ts'
import { readRaster } from './dem.ts'
import { readInp } from './inp.ts'
import { isLayerFile, openLayers } from './layer-files.ts'
import { middleOf, openNetworks, readNetworks } from './layer-networks.ts'
import type { LayerOverview } from './layer-overview.ts'
import { shownCrs, unknownCrs } from './layer-plane.ts'
import { type Mapping, NO_MAPPING, readJson, readMapping } from './mapping.ts'
import { declaredReference, modelFiles, readModelFiles } from './model-files.ts'
import { readModelOf } from './push-hydraulics.ts'
import { DEM_FILE, rasterModel } from './raster.ts'
import { expand, type SourceFile, sortFiles, tellUnread } from './source-files.ts'
import { spatialReferenceOf } from './spatial-reference.ts'
import { readStructures, STRUCTURE_TABLES } from './structures.ts'
import { type SurveyManifest, surveyManifestSchema } from './survey-manifest.ts'
import { extensionOf } from './table-source.ts'

export interface SurveyOptions {
  /** survey folder, folder of files, or single files; "town.gpkg#pipes" is one layer */
  readonly sources: readonly string[]
  readonly dem?: string | undefined
  /** "EPSG:n", a proj4 text, or "local" with an anchor */
  readonly crs?: string | undefined
  /** where the middle of a local network lies */
  readonly anchor?: LonLat | undefined
  readonly vertical?: string | undefined
  readonly geoid?: string | undefined
  readonly mapping?: string | undefined
  readonly name?: string | undefined
  readonly discipline?: string | undefined
  /** finest level of detail of CityGML and CityJSON; default the finest there is */
  readonly level?: number | undefined
  /** threads that read tables; default 2, or none where there is little to read */
  readonly workers?: number | undefined
}

/** Where points and lines of a city go, and a folder for files of the run; asked for once, before the first is pushed. */
export type OpenSinks = (city: string) => Promise<SurveySinks>

interface SurveySinks {
  readonly points: PointSink
  readonly lines: LineSink
  readonly folder: string
  /** for a discipline that no other source has; null = everything goes to `points` and `lines` */
  readonly apart: ApartSink | null
}

interface Sinks {
  readonly findings: Findings
  readonly open: OpenSinks
}

/** tables of a survey folder that the twin's build does not carry; simulations will read them from the folder */
const UNUSED_TABLES = ['wind']

/** whose points pumps and gates stand at */
const PUMPED = ['storm', 'sewer']

/**
 * Reads sources of any kind into the normal form: points and lines go to the sinks, all else into the survey. Bad rows
 * are findings.
 *
 * @throws UnusableInput when a table cannot be used at all, or CRS or vertical datum are neither declared nor given
 */
export async function readSurvey(options: SurveyOptions, findings: Findings, open: OpenSinks): Promise<Survey> {
  const sinks = { findings, open }
  const mapping = options.mapping === undefined ? NO_MAPPING : await readMapping(options.mapping)
  const [only] = options.sources
  const manifestPath = only === undefined ? null : join(only, 'survey.json')
  const survey =
    manifestPath !== null && options.sources.length === 1 && (await exists(manifestPath))
      ? await readFolder(only ?? '', manifestPath, mapping, options, sinks)
      : await readFiles(await expand(options.sources), mapping, options, sinks)
  if (options.mapping !== undefined) survey.inputs.push(options.mapping)
  return survey
}

async function readFolder(
  folder: string,
  path: string,
  mapping: Mapping,
  options: SurveyOptions,
  sinks: Sinks,
): Promise<Survey> {
  const manifest = await readJson(path, surveyManifestSchema, { zh: ' survey.json ', en: 'survey.json' })
  const { findings } = sinks
  const crs = declaredCrs(manifest.crs ?? null, 'survey.json', options, findings)
  if (crs === 'local') {
    const message = { zh: '测量表不能用 local 坐标系', en: 'survey tables cannot use the CRS "local"' }
    throw new UnusableInput('crs-local', message, { file: 'survey.json', column: 'crs', expected: 'EPSG:4513–4554' })
  }
  const dem = options.dem ?? (manifest.dem === undefined ? undefined : join(folder, manifest.dem))
  const { survey, apart } = await emptySurvey({
    city: options.name ?? manifest.city,
    name: manifest.name,
    isExample: manifest.isExample,
    mapReview: manifest.mapReview ?? null,
    gasGrades: manifest.gasGrades ?? null,
    crs,
    dem,
    sinks,
    vertical: options.vertical ?? manifest.vertical,
    geoid: options.geoid ?? (manifest.geoid?.endsWith('.tif') ? join(folder, manifest.geoid) : manifest.geoid),
    documents: (await isFolder(join(folder, 'documents'))) ? join(folder, 'documents') : null,
  })
  survey.inputs.push(path)
  const attempts = new Attempts(findings)
  const pairs: Cjj61Tables[] = []
  for (const { discipline, points, lines, encoding = manifest.encoding, mapping: file } of manifest.cjj61) {
    checkDiscipline(discipline)
    const own = file === undefined ? mapping : await readMapping(join(folder, file))
    pairs.push({ discipline, points: join(folder, points), lines: join(folder, lines), mapping: own, encoding })
  }
  const together = 'pumps' in manifest.tables || 'gates' in manifest.tables ? PUMPED : []
  await readPairs(pairs, survey, attempts, manifest.networks.length === 0 ? apart : null, options.workers, together)
  for (const entry of manifest.networks) {
    const own = entry.mapping === undefined ? mapping : await readMapping(join(folder, entry.mapping))
    const discipline = checkDiscipline(entry.discipline)
    const paths = entry.files.map((file) => join(folder, file))
    const overviews = await openNetworks(paths, own, attempts, findings)
    await readNetworks(overviews, survey, { discipline, mapping: own, crs: null }, attempts)
  }
  await readTables(folder, manifest, survey, attempts)
  for (const [discipline, file] of Object.entries(manifest.hydraulics))
    await attempts.run(() => readModelOf(join(folder, file), survey, checkDiscipline(discipline)))
  attempts.refuseEmpty(survey)
  return survey
}

async function readTables(folder: string, manifest: SurveyManifest, survey: Survey, attempts: Attempts): Promise<void> {
  const known = [...CITY_TABLES, ...STRUCTURE_TABLES, ...ALIGNMENT_TABLES]
  const alignments = { plans: new Map(), profiles: new Map() }
  for (const name of known) {
    const entry = manifest.tables[name]
    if (entry === undefined) continue
    const table = typeof entry === 'string' ? { file: entry, encoding: undefined } : entry
    const file = { path: join(folder, table.file), encoding: table.encoding ?? manifest.encoding }
    await attempts.run(() => {
      if (ALIGNMENT_TABLES.includes(name)) return readAlignmentTable(name, file, survey, alignments)
      return (CITY_TABLES.includes(name) ? readCityTable : readStructures)(name, file, survey)
    })
  }
  for (const name of Object.keys(manifest.tables)) {
    if (known.includes(name) || UNUSED_TABLES.includes(name)) continue
    const message = { zh: `未知的表 ${name}，未读`, en: `unknown table ${name}; not read` }
    survey.findings.add('warning', 'unknown-table', message, {
      file: 'survey.json',
      value: name,
      expected: known.join(', '),
    })
  }
}

async function readFiles(
  files: readonly SourceFile[],
  mapping: Mapping,
  options: SurveyOptions,
  sinks: Sinks,
): Promise<Survey> {
  const paths = files.map(({ path }) => path)
  const models = await modelFiles(paths)
  const isModel = new Set(models.map(({ path }) => path))
  const inputs = paths.filter((path) => extname(path).toLowerCase() === '.inp')
  const rest = files.filter(({ path }) => !isModel.has(path) && !inputs.includes(path))
  const { layers, tables, others } = await sortFiles(rest)
  const { findings } = sinks
  tellUnread(others, findings)
  if (inputs.length + layers.length + tables.length + models.length === 0) {
    const [refused] = findings.list.filter(({ severity }) => severity === 'error')
    if (refused) throw new UnusableInput(refused.rule, refused.message, refused)
    const message = { zh: '没有可读的来源', en: 'nothing that can be read' }
    const expected =
      'survey.json, *.csv, *.xlsx, *.mdb, *.shp, *.gpkg, *.geojson, *.fgb, *.inp, *.gml, *.json, *.ifc, *.xml'
    throw new UnusableInput('no-source', message, { value: options.sources.join(' '), expected })
  }
  const attempts = new Attempts(findings)
  const overviews = await openNetworks(layers, mapping, attempts, findings)
  const { pairs, refused } = await pairTables(tables, options.discipline, mapping, findings)
  for (const error of refused) attempts.refuse(error)
  const declared = await declaredByFiles(overviews, pairs)
  const reference = declaredReference(models)
  attempts.refuseNothing(overviews, pairs, inputs, models)
  const chosen = declaredCrs(
    declared?.crs ?? reference?.name ?? null,
    declared?.file ?? reference?.file ?? null,
    options,
    findings,
  )
  const crs = chosen === 'local' ? localCrs(anchorOf(options), ...middleOf(overviews)) : chosen
  const city = options.name ?? cityName(options.sources[0] ?? '')
  const vertical = options.vertical ?? reference?.vertical ?? undefined
  const { dem, geoid } = options
  const name = { zh: city, en: city }
  const { survey, apart } = await emptySurvey({
    city,
    name,
    isExample: false,
    mapReview: null,
    gasGrades: null,
    crs,
    dem,
    sinks,
    vertical,
    geoid,
    documents: null,
  })
  let isLocated = chosen !== 'local' || overviews.length > 0
  const locate = (x: number, y: number): Crs => {
    // several files share the grid of the first: they are parts of one network
    if (!isLocated) survey.crs = localCrs(anchorOf(options), x, y)
    isLocated = true
    return survey.crs
  }
  const ofNetwork = options.discipline === undefined ? undefined : checkDiscipline(options.discipline)
  for (const path of inputs) await attempts.run(() => readInp(path, survey, ofNetwork, locate))
  const givenCrs = options.crs === undefined ? null : crsOf(normalizeCrsName(options.crs))
  await readNetworks(overviews, survey, { discipline: ofNetwork, mapping, crs: givenCrs }, attempts)
  const isAlone = inputs.length + overviews.length + models.length === 0
  await readPairs(pairs, survey, attempts, isAlone ? apart : null, options.workers)
  const { level = null, crs: given = null } = options
  await readModelFiles(models, survey, { level, crs: given, locate, attempts })
  attempts.refuseEmpty(survey)
  return survey
}

/** The first CRS that a layer, or the geometry of a table, declares. */
async function declaredByFiles(
  overviews: readonly LayerOverview[],
  pairs: readonly Cjj61Tables[],
): Promise<{ readonly crs: string; readonly file: string } | null> {
  const layers = overviews.map(({ layer }) => layer)
  for (const { points } of pairs) {
    if (isLayerFile(extensionOf(points))) layers.push(...(await openLayers(points, 'utf-8')))
  }
  for (const { crs, label } of layers) if (crs !== null) return { crs, file: label }
  return null
}

async function emptySurvey(given: {
  city: string
  name: Survey['name']
  isExample: boolean
  mapReview: string | null
  gasGrades: Survey['gasGrades']
  crs: Crs
  dem: string | undefined
  sinks: Sinks
  vertical: string | undefined
  geoid: string | undefined
  documents: string | null
}): Promise<{ readonly survey: Survey; readonly apart: ApartSink | null }> {
  const { vertical, dem, sinks, ...rest } = given
  if (vertical === undefined) {
    const message = {
      zh: '没有声明高程基准：请给出 --vertical 1985 | egm96 | local（或写入 survey.json）',
      en: 'no vertical datum is declared: give --vertical 1985 | egm96 | local (or write it in survey.json)',
    }
    throw new UnusableInput('no-vertical', message)
  }
  const geoid = given.geoid ?? { '1985': 'egm96', egm96: 'egm96', JGD2011: 'egm96', local: 'local' }[vertical]
  if (geoid === undefined) {
    const message = {
      zh: `高程基准 ${vertical} 没有默认的大地水准面：请给出 --geoid`,
      en: `vertical datum ${vertical} has no default geoid: give --geoid egm96 | local | FILE.tif`,
    }
    throw new UnusableInput('no-geoid', message, { value: vertical })
  }
  const { points, lines, folder, apart } = await sinks.open(given.city)
  const fallback = given.crs.name === 'local' ? null : given.crs
  const raster = dem === undefined ? null : await readRaster(dem, fallback, join(folder, DEM_FILE))
  const survey: Survey = {
    ...rest,
    points,
    lines,
    findings: sinks.findings,
    vertical,
    geoid,
    dem: raster && { raster, at: rasterModel(raster) },
    devices: [],
    structures: [],
    models: [],
    buildings: [],
    landCover: [],
    tables: emptyTables(),
    hydraulics: [],
    flood: { storms: [], waters: [], normalLevels: [], people: [] },
    censusFiles: [],
    inputs: [...(dem === undefined ? [] : [dem]), ...(geoid.endsWith('.tif') ? [geoid] : [])],
    facts: {},
  }
  return { survey, apart }
}

/** The CRS of the data: what it declares wins; an option that says otherwise is an error finding. */
function declaredCrs(
  declared: string | null,
  file: string | null,
  options: SurveyOptions,
  findings: Findings,
): Crs | 'local' {
  // a plane and a height system together: the plane one
  const given = options.crs === undefined ? undefined : (spatialReferenceOf(options.crs, '')?.crs.name ?? options.crs)
  const shown = shownCrs(declared ?? '')
  const own = given === undefined ? null : crsOf(normalizeCrsName(given))
  if (declared !== null && own && !crsOf(normalizeCrsName(declared))) {
    const message = {
      zh: `数据声明的坐标系 ${shown} 不在已知之列，按命令行给出的定义读入`,
      en: `the data declares ${shown}, which is not known here: read by the definition of the command line`,
    }
    findings.add('note', 'crs-given', message, { file, value: given ?? null })
    return own
  }
  if (declared !== null && given !== undefined && normalizeCrsName(declared) !== normalizeCrsName(given)) {
    const message = {
      zh: `数据声明的坐标系是 ${shown}，命令行给的是 ${given}；按数据的声明读入`,
      en: `the data declares ${shown}, the command line says ${given}; read as the data declares`,
    }
    findings.add('error', 'crs-contradiction', message, { file, column: 'crs', value: given, expected: shown })
  }
  const name = declared ?? given
  if (name === undefined) {
    const message = {
      zh: '数据没有声明坐标系：请给出 --crs EPSG:n，或 --crs local --anchor 经度,纬度',
      en: 'the data declares no CRS: give --crs EPSG:n, or --crs local --anchor LON,LAT',
    }
    throw new UnusableInput('no-crs', message, { file })
  }
  if (name === 'local') {
    anchorOf(options)
    return 'local'
  }
  const crs = crsOf(normalizeCrsName(name))
  if (crs) return crs
  throw unknownCrs(file, name)
}

function anchorOf({ anchor }: SurveyOptions): LonLat {
  if (anchor) return anchor
  const message = { zh: '--crs local 需要 --anchor 经度,纬度', en: '--crs local needs --anchor LON,LAT' }
  throw new UnusableInput('no-anchor', message)
}

function cityName(source: string): string {
  const plain = basename(source, extname(source))
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
  return plain.replace(/^[-_]+/, '') || 'city'
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  )
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}
