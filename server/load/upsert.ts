import type { Query } from '../database/database.ts'

/** Rows a statement: large enough that the round trip does not matter, small enough for the session's memory. */
const CHUNK = 1000

/** A row that the database refused; told, never fatal. */
export interface RefusedRow {
  readonly table: string
  /** counted from 1 in the order given */
  readonly row: number
  readonly key: string
  readonly reason: string
}

/**
 * Inserts the rows or brings the ones that are there up to date, in one transaction of the caller. When a statement of
 * many rows fails it is halved until the faulty rows stand alone.
 *
 * @param columns  the columns to write, in any order; the others keep their defaults or what they hold
 */
export async function upsert(
  query: Query,
  table: string,
  key: readonly string[],
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<RefusedRow[]> {
  const names = columns.map(quote).join(', ')
  const updates = columns
    .filter((column) => !key.includes(column))
    .map((column) => `${quote(column)} = excluded.${quote(column)}`)
  const statement = `insert into public.${quote(table)} (${names})
    select ${names} from jsonb_populate_recordset(null::public.${quote(table)}, $1::text::jsonb)
    on conflict (${key.map(quote).join(', ')}) do ${updates.length > 0 ? `update set ${updates.join(', ')}` : 'nothing'}`

  async function write(from: number, to: number): Promise<RefusedRow[]> {
    if (from >= to) return []
    await query('savepoint upsert')
    try {
      await query(statement, [JSON.stringify(rows.slice(from, to))])
      await query('release savepoint upsert')
      return []
    } catch (error) {
      await query('rollback to savepoint upsert')
      await query('release savepoint upsert')
      if (to - from === 1) {
        const reason = error instanceof Error ? error.message : String(error)
        return [{ table, row: to, key: key.map((column) => String(rows[from]?.[column])).join(' '), reason }]
      }
      const middle = (from + to) >> 1
      return [...(await write(from, middle)), ...(await write(middle, to))]
    }
  }

  const refused: RefusedRow[] = []
  for (let from = 0; from < rows.length; from += CHUNK)
    refused.push(...(await write(from, Math.min(from + CHUNK, rows.length))))
  return refused
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
