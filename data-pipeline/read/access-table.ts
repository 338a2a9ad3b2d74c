import { basename } from 'node:path'
import MDBReader, { type Value } from 'mdb-reader'
import { UnusableInput } from '../check/finding.ts'
import { readInputBytes } from './input-file.ts'
import { cellText } from './layer-table.ts'
import { noTable, type SourceRow, type TableSource, textCells } from './table-source.ts'

/** Access itself writes no larger files */
const LARGEST_BYTES = 2 ** 31
const ROWS_AT_ONCE = 20_000
/** digits that a single-precision column holds; as a double 5.1 would read 5.099999904632568 */
const SINGLE_DIGITS = 7

/** Names of the tables of an Access file, without the system's. */
export async function accessTables(file: string): Promise<readonly string[]> {
  const database = await openDatabase(file)
  return database.getTableNames()
}

/**
 * Opens a table of an .mdb or .accdb file; rows are counted from 1.
 *
 * @param table  null = the only one
 * @throws UnusableInput when the file is no Access database, is damaged, or has no such table
 */
export async function openAccessTable(file: string, table: string | null): Promise<TableSource> {
  const database = await openDatabase(file)
  const names = database.getTableNames()
  const name = table ?? (names.length === 1 ? names[0] : undefined)
  if (name === undefined || !names.includes(name)) throw noTable(file, table, names)
  const opened = damaged(file, () => database.getTable(name))
  const columns = damaged(file, () => opened.getColumns())
  const singles = new Set(columns.filter(({ type }) => type === 'float').map((column) => column.name))
  const header = columns.map((column) => column.name)
  return {
    header,
    headerRow: 0,
    hasGeometry: false,
    crs: null,
    async *rows(): AsyncGenerator<SourceRow[]> {
      let row = 0
      while (row < opened.rowCount) {
        const some = damaged(file, () => opened.getData({ rowOffset: row, rowLimit: ROWS_AT_ONCE }))
        if (some.length === 0) throw truncated(file, `${row} < ${opened.rowCount}`)
        const first = row
        row += some.length
        yield some.map((values, index) => ({
          row: first + index + 1,
          cells: textCells(header.map((column) => textOf(values[column] ?? null, singles.has(column)))),
        }))
      }
    },
  }
}

async function openDatabase(file: string): Promise<MDBReader> {
  const bytes = await readInputBytes(file, LARGEST_BYTES)
  return damaged(file, () => new MDBReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
}

function damaged<Result>(file: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    throw truncated(file, error instanceof Error ? error.message : String(error))
  }
}

function truncated(file: string, detail: string): UnusableInput {
  const message = {
    zh: `不是 Access 数据库，或已损坏、不完整、加有密码：${detail}`,
    en: `not an Access database, or damaged, cut short or behind a password: ${detail}`,
  }
  return new UnusableInput('bad-access', message, { file: basename(file), expected: '.mdb, .accdb' })
}

function textOf(value: Value, isSingle: boolean): string {
  if (isSingle && typeof value === 'number') return String(Number(value.toPrecision(SINGLE_DIGITS)))
  return cellText(value)
}
