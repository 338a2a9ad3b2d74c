import type { Column, Table, TableRow } from '../table.ts'

/** more different records than this are not kept: a column of remarks has one for every row */
const MOST_RECORDS = 1 << 14

/** Columns that are kept as they are; rows with the same cells share one record. */
export class KeptColumns {
  private readonly columns: readonly { readonly name: string; readonly at: Column }[]
  private readonly records = new Map<string, Readonly<Record<string, string>>>()

  constructor(table: Table, names: readonly string[]) {
    this.columns = names.map((name) => ({ name, at: table.column(name) })).filter(({ at }) => at >= 0)
  }

  /** The cells that are not empty, by column. */
  of(row: TableRow): Readonly<Record<string, string>> {
    let key = ''
    for (const { at } of this.columns) key += `${row.repeated(at)}\0`
    const known = this.records.get(key)
    if (known) return known
    const cells = this.columns.map(({ name, at }) => [name, row.repeated(at)] as const)
    const record = Object.fromEntries(cells.filter(([, cell]) => cell !== ''))
    if (this.records.size < MOST_RECORDS) this.records.set(key, record)
    return record
  }
}
