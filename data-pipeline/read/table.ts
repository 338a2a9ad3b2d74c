import { type Crs, crsOf, normalizeCrsName } from '../../src/domain/geo/crs.ts'
import { type Findings, UnusableInput } from '../check/finding.ts'
import { GEOMETRY_COLUMNS, geometryCell } from './geometry-columns.ts'
import { type Encoding, type TableLimits, wrongEncoding } from './table-encoding.ts'
import { openTable } from './table-files.ts'
import {
  cellTexts,
  numberOf,
  REPLACEMENT,
  type RowCells,
  type SourceRow,
  type TableSource,
  tableLabel,
  textCells,
} from './table-source.ts'

/** More rows than this share with undecodable bytes is a wrong encoding, not a few damaged rows. */
const DAMAGED_ROWS_LIMIT = 0.01
/** After this many damaged rows, if they are most of the rows so far, the rest is not read: it may be gigabytes of junk. */
const DAMAGED_ROWS_ENOUGH = 1000
const SHOWN_CHARACTERS = 200
const LIMITS: TableLimits = { longestRow: 8 << 20, progressEvery: 4 << 20 }

/** A table whose columns are found by the names that the pipeline knows them by. */
export interface Table {
  /** what a row is asked with; one that the table lacks has empty cells */
  column(name: string): Column
  /** Calls `use` for every row, once; rows with undecodable bytes are reported and left out. */
  each(use: (row: TableRow) => void): Promise<void>
}

/** Position of a column in a table; -1 = absent. */
export type Column = number

/** One row; good until the next. */
export interface TableRow {
  /** row or record as the file's own program counts them; in text and sheets the header is one of them */
  readonly row: number
  /** the trimmed cell; '' when column or cell is absent */
  cell(column: Column): string
  /** the same of a column whose values many rows share: quicker, and equal texts are one */
  repeated(column: Column): string
  /** NaN where the cell is empty or no finite number */
  number(column: Column): number
}

/** Names a column may have in a file, by the name the pipeline knows it by; the first that exists is taken. */
export type ColumnAliases = Readonly<Record<string, readonly string[]>>

export interface TableOptions {
  readonly encoding: Encoding
  readonly required: readonly string[]
  /** columns whose absence costs something: one error each, and the run goes on; of a list one is enough */
  readonly wanted?: readonly (string | readonly [string, ...string[]])[]
  readonly aliases?: ColumnAliases
  /** of the survey: coordinates that come from a geometry must be in it */
  readonly crs?: Crs
  readonly limits?: TableLimits
  /** told of the bytes that a text table was read on by */
  readonly onBytes?: (bytes: number) => void
}

/**
 * Opens a table: CSV, or one table of an Excel, Access, Shapefile, GeoPackage, GeoJSON or FlatGeobuf file
 * ("survey.xlsx#JSPOINT"). Where a feature's geometry stands for columns that are absent, see GEOMETRY_COLUMNS.
 *
 * @throws UnusableInput when the file is absent, empty or not what its name says, has no such table, lacks a required
 *   column, is in another encoding, or has a row without end; the last two also while its rows are read
 */
export async function openRows(path: string, options: TableOptions, findings: Findings): Promise<Table> {
  const file = tableLabel(path)
  const source = await openTable(path, {
    encoding: options.encoding,
    limits: options.limits ?? LIMITS,
    onBytes: options.onBytes ?? (() => {}),
    isHeader: (cells) => {
      const found = columnsOf(cells, options, false)
      return options.required.every((column) => found.has(column))
    },
  })
  const columns = columnsOf(source.header, options, source.hasGeometry)
  reportMissing(columns, source, options, file, findings)
  refuseOtherCrs(columns, source, options, file)
  return {
    column: (name) => columns.get(name) ?? -1,
    each: (use) => eachRow(source, file, options.encoding, findings, use),
  }
}

async function eachRow(
  source: TableSource,
  file: string,
  encoding: Encoding,
  findings: Findings,
  use: (row: TableRow) => void,
): Promise<void> {
  const told = new SourceCells(source.header.length)
  let [rows, firstDamaged, damaged] = [0, 0, 0]
  reading: for await (const block of source.rows())
    for (const row of block) {
      rows++
      if (row.cells.isDamaged) {
        damaged++
        firstDamaged ||= row.row
        const value = cellTexts(row.cells).find((text) => text.includes(REPLACEMENT))
        findings.add('error', 'undecodable', undecodable(encoding), {
          file,
          row: row.row,
          value: value?.slice(0, SHOWN_CHARACTERS) ?? null,
          expected: encoding,
        })
        if (damaged > DAMAGED_ROWS_ENOUGH && damaged > rows / 2) break reading
        continue
      }
      told.show(row)
      use(told)
    }
  if (damaged > Math.max(1, rows * DAMAGED_ROWS_LIMIT)) {
    throw wrongEncoding(file, firstDamaged, encoding, encoding === 'utf-8' ? 'gb18030' : 'utf-8')
  }
  if (rows > 0) return
  const message = { zh: '表中只有表头，没有数据行', en: 'the table has a header but no rows' }
  findings.add('warning', 'no-rows', message, { file, row: source.headerRow || null })
}

/** The row that is being read; columns beyond the header stand for what its geometry says. */
class SourceCells implements TableRow {
  row = 0
  private cells: RowCells = textCells([])
  private geometry: SourceRow['geometry'] = null
  private readonly width: number

  constructor(width: number) {
    this.width = width
  }

  show({ row, cells, geometry = null }: SourceRow): void {
    this.row = row
    this.cells = cells
    this.geometry = geometry
  }

  cell(column: Column): string {
    if (column < this.width) return this.cells.cell(column).trim()
    return geometryCell(this.geometry ?? null, GEOMETRY_COLUMNS[column - this.width])
  }

  repeated(column: Column): string {
    return column < this.width ? this.cells.repeated(column) : this.cell(column)
  }

  number(column: Column): number {
    return column < this.width ? this.cells.number(column) : numberOf(this.cell(column))
  }
}

/** Index of each column by its own name, its name in small letters, and the name the pipeline knows it by. */
function columnsOf(
  header: readonly string[],
  options: Pick<TableOptions, 'aliases'>,
  hasGeometry: boolean,
): Map<string, number> {
  const names = header.map((name) => name.trim())
  const present = new Map(names.map((name, index) => [name.toLowerCase(), index]))
  for (const [index, name] of hasGeometry ? GEOMETRY_COLUMNS.entries() : []) present.set(name, header.length + index)
  const columns = new Map(present)
  for (const [index, name] of names.entries()) columns.set(name, index)
  for (const [known, aliases] of Object.entries(options.aliases ?? {})) {
    const alias = [known, ...aliases].find((name) => present.has(name.toLowerCase()))
    if (alias !== undefined) columns.set(known, present.get(alias.toLowerCase()) ?? -1)
  }
  return columns
}

function reportMissing(
  columns: ReadonlyMap<string, number>,
  { header, headerRow }: TableSource,
  options: TableOptions,
  file: string,
  findings: Findings,
): void {
  const place = { file, row: headerRow || null, value: header.join(', ').slice(0, SHOWN_CHARACTERS) }
  for (const column of options.required) {
    if (columns.has(column)) continue
    if (header.some((name) => name.includes(REPLACEMENT))) throw wrongEncoding(file, 1, options.encoding, 'gb18030')
    const message = {
      zh: `缺少必需的列 ${column}；可在映射文件中指定`,
      en: `required column ${column} is missing; a mapping file can name it`,
    }
    throw new UnusableInput('missing-column', message, { ...place, column, expected: column })
  }
  for (const wanted of options.wanted ?? []) {
    const [column, ...others] = typeof wanted === 'string' ? [wanted] : wanted
    if ([column, ...others].some((name) => columns.has(name))) continue
    const message = {
      zh: `缺少列 ${column}，相应数值未知`,
      en: `column ${column} is missing: its values are not known`,
    }
    findings.add('error', 'missing-column', message, { ...place, column, expected: column })
  }
}

/** A geometry stands for a column that is needed, and lies in another CRS than the columns of the survey. */
function refuseOtherCrs(
  columns: ReadonlyMap<string, number>,
  { header, crs: declared }: TableSource,
  { required, crs }: TableOptions,
  file: string,
): void {
  const isUsed = required.some((column) => (columns.get(column) ?? -1) >= header.length)
  if (!isUsed || declared === null || crs === undefined) return
  const own = crsOf(normalizeCrsName(declared))
  if (own?.name === crs.name || (own?.isGeographic && crs.isGeographic)) return
  const message = {
    zh: '几何的坐标系与测量表的坐标系不同；请先转换到同一坐标系',
    en: 'the geometry is in another CRS than the survey: convert it to the same first',
  }
  throw new UnusableInput('crs-contradiction', message, { file, value: own?.name ?? declared, expected: crs.name })
}

function undecodable(encoding: Encoding) {
  return {
    zh: `该行有不能按 ${encoding} 解码的字节，已略去`,
    en: `bytes that are not ${encoding}; the row is left out`,
  }
}
