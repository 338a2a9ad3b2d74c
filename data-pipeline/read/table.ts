import { type Crs, crsOf, normalizeCrsName } from '../../src/domain/geo/crs.ts'
import { type Findings, UnusableInput } from '../check/finding.ts'
import { GEOMETRY_COLUMNS, geometryCell } from './geometry-columns.ts'
import { type Encoding, type TableLimits, wrongEncoding } from './table-encoding.ts'
import { openTable } from './table-files.ts'
import { cellTexts, REPLACEMENT, type SourceRow, type TableSource, tableLabel } from './table-source.ts'

/** More rows than this share with undecodable bytes is a wrong encoding, not a few damaged rows. */
const DAMAGED_ROWS_LIMIT = 0.01
/** After this many damaged rows, if they are most of the rows so far, the rest is not read: it may be gigabytes of junk. */
const DAMAGED_ROWS_ENOUGH = 1000
const SHOWN_CHARACTERS = 200
const LIMITS: TableLimits = { longestRow: 8 << 20, progressEvery: 64 << 20 }

/** One row; good until the next is asked for. */
export interface TableRow {
  /** row or record as the file's own program counts them; in text and sheets the header is one of them */
  readonly row: number
  /** the trimmed cell of a column, '' when the column or cell is absent */
  cell(column: string): string
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
  /** where large tables say how far they are read; stderr when absent */
  readonly progress?: (message: string) => void
}

/**
 * Streams the rows of a table: CSV, or one table of an Excel, Access, Shapefile, GeoPackage, GeoJSON or FlatGeobuf file
 * ("survey.xlsx#JSPOINT"). Where a feature's geometry stands for columns that are absent, see GEOMETRY_COLUMNS. Rows
 * with undecodable bytes are reported and left out.
 *
 * @throws UnusableInput when the file is absent, empty or not what its name says, has no such table, lacks a required
 *   column, is in another encoding, or has a row without end
 */
export async function* readTable(path: string, options: TableOptions, findings: Findings): AsyncGenerator<TableRow> {
  const file = tableLabel(path)
  const source = await openTable(path, {
    encoding: options.encoding,
    limits: options.limits ?? LIMITS,
    progress: options.progress ?? ((message) => process.stderr.write(`${message}\n`)),
    isHeader: (cells) => {
      const found = columnsOf(cells, options, false)
      return options.required.every((column) => found.has(column))
    },
  })
  const columns = columnsOf(source.header, options, source.hasGeometry)
  reportMissing(columns, source, options, file, findings)
  refuseOtherCrs(columns, source, options, file)
  let current: SourceRow | null = null
  const cell = (column: string) => {
    const at = columns.get(column) ?? -1
    if (at < source.header.length) return current?.cells.cell(at).trim() ?? ''
    return geometryCell(current?.geometry ?? null, GEOMETRY_COLUMNS[at - source.header.length])
  }
  // one object for all rows: a million of them would be garbage at once
  const told = { row: 0, cell }
  let rows = 0
  let firstDamaged = 0
  let damaged = 0
  for await (const row of source.rows()) {
    rows++
    if (row.cells.isDamaged) {
      damaged++
      firstDamaged ||= row.row
      const value = cellTexts(row.cells).find((text) => text.includes(REPLACEMENT))
      findings.add('error', 'undecodable', undecodable(options.encoding), {
        file,
        row: row.row,
        value: value?.slice(0, SHOWN_CHARACTERS) ?? null,
        expected: options.encoding,
      })
      if (damaged > DAMAGED_ROWS_ENOUGH && damaged > rows / 2) break
      continue
    }
    current = row
    told.row = row.row
    yield told
  }
  if (damaged > Math.max(1, rows * DAMAGED_ROWS_LIMIT)) {
    throw wrongEncoding(file, firstDamaged, options.encoding, options.encoding === 'utf-8' ? 'gb18030' : 'utf-8')
  }
  if (rows > 0) return
  const message = { zh: '表中只有表头，没有数据行', en: 'the table has a header but no rows' }
  findings.add('warning', 'no-rows', message, { file, row: source.headerRow || null })
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
