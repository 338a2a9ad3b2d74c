import { basename, extname } from 'node:path'
import { UnusableInput } from '../check/finding.ts'
import type { Geometry } from './layer.ts'
import type { Encoding, TableLimits } from './table-encoding.ts'

/** A table of any file, before its columns have the names that the pipeline knows. */
export interface TableSource {
  readonly header: readonly string[]
  /** row of the header as the user counts them; 0 where the file keeps it apart from the rows */
  readonly headerRow: number
  /** rows have a geometry, which stands in for columns of coordinates (GEOMETRY_COLUMNS) */
  readonly hasGeometry: boolean
  /** CRS of the geometries as declared; null when there is none */
  readonly crs: string | null
  /** once only; in blocks, so that going on costs a call a row and no promise */
  rows(): AsyncIterable<Iterable<SourceRow>>
}

/** The cells of one row; good until the next row is asked for. */
export interface RowCells {
  readonly length: number
  /** '' beyond the last */
  cell(index: number): string
  /** the trimmed text of a cell whose like many rows have: made once, and not for every row */
  repeated(index: number): string
  /** NaN where the cell is empty or no finite number */
  number(index: number): number
  /** it has bytes that could not be decoded */
  readonly isDamaged: boolean
}

/** One row; good until the next is asked for. */
export interface SourceRow {
  readonly row: number
  readonly cells: RowCells
  readonly geometry?: Geometry | null
}

/** How a table is to be opened. */
export interface TableReading {
  readonly encoding: Encoding
  readonly limits: TableLimits
  /** told of the bytes that a text table was read on by */
  readonly onBytes: (bytes: number) => void
  /** the row has what the table must have, so that a sheet with a title above its header is read from the right row */
  readonly isHeader: (cells: readonly string[]) => boolean
}

/** what a decoder writes for bytes that it cannot read */
export const REPLACEMENT = '\uFFFD'
const SEVERAL_TABLES = /^(.+\.(?:xlsx|xlsm|mdb|accdb|gpkg))#(.+)$/i

/** "survey.xlsx#JSPOINT" in its file and its table; a path without "#" names the only or first table. */
export function splitTablePath(path: string): { readonly file: string; readonly table: string | null } {
  const [, file = path, table = null] = SEVERAL_TABLES.exec(path) ?? []
  return { file, table }
}

/** How findings name a table: the file without its folder, and the table in it. */
export function tableLabel(path: string): string {
  const { file, table } = splitTablePath(path)
  return table === null ? basename(file) : `${basename(file)}#${table}`
}

/** ".xlsx" of "survey.XLSX#JSPOINT". */
export function extensionOf(path: string): string {
  return extname(splitTablePath(path).file).toLowerCase()
}

/** There is no such table, or several and none is named; the tables that are there are listed. */
export function noTable(file: string, table: string | null, names: readonly string[]): UnusableInput {
  const message =
    table === null
      ? { zh: '文件中有多个表，请用“文件#表名”指明一个', en: 'the file holds several tables: name one as FILE#TABLE' }
      : { zh: `文件中没有表 ${table}`, en: `the file has no table ${table}` }
  return new UnusableInput('no-table', message, { file: basename(file), value: table, expected: names.join(', ') })
}

/** Cells that are texts already. */
export function textCells(texts: readonly string[]): RowCells {
  return {
    length: texts.length,
    cell: (index) => texts[index] ?? '',
    repeated: (index) => texts[index]?.trim() ?? '',
    number: (index) => numberOf(texts[index] ?? ''),
    get isDamaged() {
      return texts.some((text) => text.includes(REPLACEMENT))
    },
  }
}

export function cellTexts(cells: RowCells): string[] {
  return Array.from({ length: cells.length }, (_, index) => cells.cell(index))
}

/** The finite number that a text is; NaN when it is empty or none. */
export function numberOf(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : Number.NaN
}
