import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { COLUMNS, type RowsByTable, TABLES, type TableName } from '../../src/domain/records/rows.ts'
import { CopyText } from './copy-text.ts'

/** bytes gathered before they are written */
const PIECE = 1 << 20
const NULL = Buffer.from('\\N')
const [TRUE, FALSE] = [Buffer.from('t'), Buffer.from('f')]

type Row = RowsByTable[TableName]

/** Writes `<table>.copy` with the rows of a table; a table of any size costs one piece of memory. */
export function writeTable(directory: string, table: TableName, rows: Iterable<Row>): void {
  const copy = new CopyText()
  const file = openSync(join(directory, `${table}.copy`), 'w')
  try {
    for (const row of rows) {
      writeRow(copy, COLUMNS[table], { ...row })
      if (copy.written.length < PIECE) continue
      writeAll(file, copy.written)
      copy.clear()
    }
    writeAll(file, copy.written)
  } finally {
    closeSync(file)
  }
}

/** Writes which columns the COPY text of each table has, one table a line, in the order in which they are loaded. */
export function writeTableList(directory: string): void {
  const lines = TABLES.map((table) => `${JSON.stringify({ table, columns: COLUMNS[table] })}\n`)
  writeFileSync(join(directory, 'tables.json'), lines.join(''))
}

/** Lists become PostgreSQL arrays, other objects JSON. */
function writeRow(copy: CopyText, columns: readonly string[], row: Readonly<Record<string, unknown>>): void {
  for (const column of columns) {
    writeValue(copy, row[column])
    copy.next()
  }
  copy.endRow()
}

function writeValue(copy: CopyText, value: unknown): void {
  if (value === null || value === undefined) copy.raw(NULL)
  else if (typeof value === 'number') copy.number(value)
  else if (typeof value === 'boolean') copy.raw(value ? TRUE : FALSE)
  else if (typeof value === 'string') copy.text(value)
  else if (Array.isArray(value)) copy.text(arrayLiteral(value))
  else copy.text(JSON.stringify(value))
}

/** `{"a","b"}`, every text in quotes, so that none is taken for NULL or for two. */
function arrayLiteral(list: readonly unknown[]): string {
  return `{${list.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}
