import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { type Findings, UnusableInput } from '../check/finding.ts'
import { namedTable } from './cjj61/pair-tables.ts'
import { unreadable } from './input-file.ts'
import { LAYER_EXTENSIONS } from './layer-files.ts'
import { MODEL_EXTENSIONS } from './model-files.ts'
import { listTables, TABLE_EXTENSIONS } from './table-files.ts'
import { extensionOf, splitTablePath } from './table-source.ts'

/** Files that belong to another one and say nothing alone. */
const SIDECARS = /\.(shx|prj|cpg|sbn|sbx|qix|qpj|qmd|shp\.xml|gpkg-wal|gpkg-shm|ldb|laccdb)$/i

/** Formats that are not read, and how to get to one that is. */
const HINTS: readonly { readonly extensions: readonly string[]; readonly zh: string; readonly en: string }[] = [
  {
    extensions: ['.xtf', '.ili', '.itf'],
    zh: '不读 INTERLIS；请用 ili2gpkg（--import）或 ogr2ogr 转成 GeoPackage',
    en: 'INTERLIS is not read: convert it to GeoPackage with ili2gpkg (--import) or ogr2ogr',
  },
  {
    extensions: ['.xls', '.xlsb', '.ods', '.et'],
    zh: '不读这种工作簿；请另存为 .xlsx',
    en: 'this kind of workbook is not read: save it as .xlsx',
  },
  {
    extensions: ['.dwg', '.dxf', '.tab', '.mif', '.kml', '.kmz', '.gdb', '.dgn', '.e00', '.parquet', '.sqlite', '.db'],
    zh: '不读这种格式；请用 ogr2ogr 或 GIS 软件转成 GeoPackage、Shapefile 或 GeoJSON',
    en: 'this format is not read: convert it to GeoPackage, Shapefile or GeoJSON with ogr2ogr or a GIS program',
  },
]

/** Of the ground, which is no source but an option. */
const RASTER_EXTENSIONS = ['.tif', '.tiff', '.asc', '.img']

/** A file among the sources. */
export interface SourceFile {
  readonly path: string
  /** named by the user; others lie in a folder that is */
  readonly isNamed: boolean
}

/** Source files by the reader that takes them. */
export interface SortedFiles {
  readonly layers: readonly string[]
  /** tables, and layers that are tables of a CJJ 61 survey by their names */
  readonly tables: readonly string[]
  /** known to no reader */
  readonly others: readonly SourceFile[]
}

/** The files of the sources, those of folders in the order of their names; "town.gpkg#pipes" is one. */
export async function expand(sources: readonly string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = []
  for (const source of sources) {
    const info = (await stat(source).catch(() => null)) ?? (await stat(splitTablePath(source).file).catch(() => null))
    if (!info) {
      const message = { zh: '来源不存在', en: 'the source does not exist' }
      throw new UnusableInput('missing-file', message, { file: basename(source), value: source })
    }
    if (!info.isDirectory() || HINTS.some(({ extensions }) => extensions.includes(extensionOf(source)))) {
      files.push({ path: source, isNamed: true })
      continue
    }
    const names = await readdir(source).catch((error: unknown) => {
      throw unreadable(source, error)
    })
    for (const name of names.sort()) files.push({ path: join(source, name), isNamed: false })
  }
  return files
}

/** Sorts files that no other reader has taken. */
export async function sortFiles(files: readonly SourceFile[]): Promise<SortedFiles> {
  const paths = new Set(files.map(({ path }) => path.toLowerCase()))
  const ofShapefile = (path: string) =>
    extname(path).toLowerCase() === '.dbf' && paths.has(`${path.toLowerCase().slice(0, -4)}.shp`)
  const own = files.filter(({ path, isNamed }) => isNamed || (!SIDECARS.test(path) && !ofShapefile(path)))
  const isLayer = ({ path }: SourceFile) => LAYER_EXTENSIONS.includes(extensionOf(path))
  const isTable = ({ path }: SourceFile) => TABLE_EXTENSIONS.includes(extensionOf(path))
  const layers = own.filter(isLayer).map(({ path }) => path)
  const surveyed = await cjj61Layers(layers)
  return {
    layers: layers.filter((path) => !surveyed.has(path)),
    tables: [...own.filter(isTable).map(({ path }) => path), ...[...surveyed.values()].flat()],
    others: own.filter((file) => !isLayer(file) && !isTable(file)),
  }
}

/**
 * Tells of files that nothing reads.
 *
 * @throws UnusableInput when the user has named one
 */
export function tellUnread(files: readonly SourceFile[], findings: Findings): void {
  const plain: string[] = []
  for (const { path, isNamed } of files) {
    const refusal = unreadFormat(path)
    if (isNamed) throw refusal
    const { rule, message, file, expected } = refusal.finding
    if (rule === 'format-not-read') findings.add('error', rule, message, { file, expected })
    else plain.push(basename(path))
  }
  if (plain.length === 0) return
  const message = {
    zh: `文件夹中有 ${plain.length} 个文件不是可读的格式，未读`,
    en: `${plain.length} files of the folder are of no format that is read`,
  }
  findings.add('note', 'unknown-format', message, { value: plain.join(', ').slice(0, 200), expected: whatIsRead() })
}

/** Why a file is not read, with what to do about it. */
export function unreadFormat(path: string): UnusableInput {
  const extension = extensionOf(path)
  const hint = HINTS.find(({ extensions }) => extensions.includes(extension))
  const place = { file: basename(path), expected: whatIsRead() }
  if (hint) return new UnusableInput('format-not-read', { zh: hint.zh, en: hint.en }, place)
  if (MODEL_EXTENSIONS.includes(extension)) {
    const message = {
      zh: `扩展名是 ${extension}，内容却不是可读的模型（CityGML、CityJSON、LandXML）`,
      en: `${extension} by its name, but no model that is read (CityGML, CityJSON, LandXML) by its content`,
    }
    return new UnusableInput('unknown-format', message, place)
  }
  if (RASTER_EXTENSIONS.includes(extension)) {
    const message = {
      zh: '栅格不是来源；地面高程请用 --dem 给出',
      en: 'a raster is no source: give the ground as --dem',
    }
    return new UnusableInput('unknown-format', message, { ...place, value: extension })
  }
  const message = {
    zh: `未知的格式 ${extension || '（无扩展名）'}`,
    en: `unknown format ${extension || '(no extension)'}`,
  }
  return new UnusableInput('unknown-format', message, { ...place, value: extension })
}

function whatIsRead(): string {
  const all = ['survey.json', ...TABLE_EXTENSIONS, ...LAYER_EXTENSIONS, '.inp', ...MODEL_EXTENSIONS]
  return [...new Set(all)].join(', ')
}

/** Layer files with both tables of a discipline, by their names: "WSPOINT.shp" beside "WSLINE.shp", layers of a .gpkg. */
async function cjj61Layers(layers: readonly string[]): Promise<Map<string, string[]>> {
  const named: { readonly file: string; readonly path: string; readonly kind: string; readonly discipline: string }[] =
    []
  for (const file of layers) {
    // what cannot be opened is told by its reader
    for (const path of await listTables(file).catch(() => [])) {
      const found = namedTable(path, undefined)
      if (found) named.push({ file, ...found })
    }
  }
  const isPaired = (one: { readonly discipline: string; readonly kind: string }) =>
    named.some(({ discipline, kind }) => discipline === one.discipline && kind !== one.kind)
  const found = new Map<string, string[]>()
  for (const one of named.filter(isPaired)) found.set(one.file, [...(found.get(one.file) ?? []), one.path])
  return found
}
