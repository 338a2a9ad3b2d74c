import { basename } from 'node:path'
import { UnusableInput } from '../check/finding.ts'
import { accessTables, openAccessTable } from './access-table.ts'
import { openCsv } from './csv-table.ts'
import { isLayerFile, openLayers } from './layer-files.ts'
import { openLayerTable } from './layer-table.ts'
import { shapefileParts } from './shapefile.ts'
import { extensionOf, splitTablePath, type TableReading, type TableSource } from './table-source.ts'
import { openSheet } from './xlsx-sheet.ts'
import { sheetsOf } from './xlsx-workbook.ts'

const TEXT = ['.csv', '.tsv', '.txt']
const EXCEL = ['.xlsx', '.xlsm']
const ACCESS = ['.mdb', '.accdb']

/** Extensions of files that hold nothing but tables (layers may be tables too, see layer-files.ts). */
export const TABLE_EXTENSIONS: readonly string[] = [...TEXT, ...EXCEL, ...ACCESS, '.dbf']

/**
 * Opens one table of a file by its extension; without "#table" the first, or only, one.
 *
 * @throws UnusableInput when the file is absent, is not what its name says, or has no such table
 */
export async function openTable(path: string, reading: TableReading): Promise<TableSource> {
  const { file, table } = splitTablePath(path)
  const extension = extensionOf(path)
  if (EXCEL.includes(extension)) return await openSheet(file, table, reading.isHeader)
  if (ACCESS.includes(extension)) return await openAccessTable(file, table)
  if (!isLayerFile(extension)) return await openCsv(path, reading)
  const layers = await openLayers(path, reading.encoding)
  const [layer] = layers
  if (layer) return await openLayerTable(layer)
  throw new UnusableInput('no-table', { zh: '文件中没有表', en: 'the file has no table' }, { file: basename(file) })
}

/** Paths of the tables in a file, as `openTable` takes them, in its order. */
export async function listTables(path: string): Promise<string[]> {
  const { file, table } = splitTablePath(path)
  if (table !== null) return [path]
  const extension = extensionOf(path)
  const inside = (names: readonly string[]) => names.map((name) => `${file}#${name}`)
  if (EXCEL.includes(extension)) return inside((await sheetsOf(file)).map(({ name }) => name))
  if (ACCESS.includes(extension)) return inside(await accessTables(file))
  if (extension !== '.gpkg') return [path]
  return (await openLayers(path, 'utf-8')).map(({ label }) => `${file}#${splitTablePath(label).table ?? ''}`)
}

/** The files that a table is read from, for the hash of the build. */
export async function inputFilesOf(path: string): Promise<string[]> {
  const { file } = splitTablePath(path)
  return extensionOf(path) === '.shp' ? await shapefileParts(file) : [file]
}
