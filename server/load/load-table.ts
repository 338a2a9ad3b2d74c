import { stat } from 'node:fs/promises'
import type { Copy, Query } from '../database/database.ts'
import { copyChunks, countRows, halve } from './copy-chunks.ts'

/** from this size on [bytes] checking references at once and making indexes at the end is quicker than row by row */
const BULK = 1 << 20
const LETTERS: Record<string, string> = { t: '\t', n: '\n', r: '\r' }

/** A row that the database refused; told, never fatal. */
export interface RefusedRow {
  readonly table: string
  /** counted from 1 in the order of the table's files */
  readonly row: number
  readonly key: string
  readonly reason: string
}

/** A table and the files of its rows. */
export interface TableFiles {
  readonly table: string
  readonly key: readonly string[]
  /** of the files, in their order; other columns keep their defaults or what they hold */
  readonly columns: readonly string[]
  /** SQL condition on `t`: rows that people edited, which a load leaves as they are */
  readonly kept?: string
  readonly paths: readonly string[]
}

/** What became of the rows of a table. */
export interface LoadedTable {
  readonly count: number
  readonly refused: readonly RefusedRow[]
  /** temporary table of the keys that the files have, refused rows too; null when the table was empty before */
  readonly keys: string | null
}

/** How statements reach the database inside the one transaction of a load. */
export interface LoadSession {
  readonly query: Query
  readonly copy: Copy
}

/**
 * Inserts rows or brings those that are there up to date, inside a transaction of the caller. What is equal is not
 * written again. Rows that fail are halved until the faulty ones stand alone: those are refused, the others go in.
 */
export async function loadTable(session: LoadSession, files: TableFiles): Promise<LoadedTable> {
  const { query } = session
  const target = `public.${quote(files.table)}`
  const [stored] = await query<{ any: boolean }>(`select exists (select from ${target}) as any`)
  if (stored?.any) return await update(session, files, target)
  const sizes = await Promise.all(files.paths.map((path) => stat(path)))
  if (sizes.reduce((sum, { size }) => sum + size, 0) >= BULK) {
    const count = await fillAtOnce(session, files, target)
    if (count !== null) return { count, refused: [], keys: null }
  }
  const append = (text: Uint8Array) => session.copy(target, files.columns, text)
  return { ...(await eachChunk(session, files, append)), keys: null }
}

/** Fills an empty table without its references and indexes and makes them afterwards; null when a row is refused. */
async function fillAtOnce({ query, copy }: LoadSession, files: TableFiles, target: string): Promise<number | null> {
  await query('savepoint fill')
  try {
    const references = await query<{ name: string; text: string }>(
      `select conname::text as name, pg_get_constraintdef(oid) as text from pg_constraint
       where conrelid = $1::regclass and contype = 'f' order by conname`,
      [target],
    )
    const indexes = await query<{ name: string; text: string }>(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as text from pg_index i
       where indrelid = $1::regclass and not indisunique order by 1`,
      [target],
    )
    for (const { name } of references) await query(`alter table ${target} drop constraint ${quote(name)}`)
    for (const { name } of indexes) await query(`drop index ${name}`)
    let count = 0
    for await (const text of copyChunks(files.paths)) {
      await copy(target, files.columns, text)
      count += countRows(text)
    }
    for (const { text } of indexes) await query(text)
    for (const { name, text } of references) await query(`alter table ${target} add constraint ${quote(name)} ${text}`)
    await query('release savepoint fill')
    return count
  } catch {
    // told by the slow way, which finds the rows
    await query('rollback to savepoint fill')
    await query('release savepoint fill')
    return null
  }
}

async function update(session: LoadSession, files: TableFiles, target: string): Promise<LoadedTable> {
  const { query, copy } = session
  const { table, columns, key, kept = 'false' } = files
  const stage = `pg_temp.${quote(`load ${table}`)}`
  const keys = `pg_temp.${quote(`keys of ${table}`)}`
  const [all, keyColumns] = [columns.map(quote).join(', '), key.map(quote).join(', ')]
  for (const [name, list] of [
    [stage, all],
    [keys, keyColumns],
  ])
    await query(`create temporary table ${name?.replace('pg_temp.', '')} on commit drop as
      select ${list} from ${target} with no data`)
  const others = columns.filter((column) => !key.includes(column)).map(quote)
  const changed = others.map((column) => `${column} = excluded.${column}`).join(', ')
  const [held, given] = [others.map((column) => `t.${column}`), others.map((column) => `excluded.${column}`)]
  const merge = `insert into ${target} as t (${all}) select ${all} from ${stage} on conflict (${keyColumns}) do ${
    others.length > 0
      ? `update set ${changed} where (${held.join(', ')}) is distinct from (${given.join(', ')}) and not (${kept})`
      : 'nothing'
  }`
  const loaded = await eachChunk(session, files, async (text) => {
    await copy(stage, columns, text)
    await query(merge)
    await query(`insert into ${keys} select ${keyColumns} from ${stage}`)
    await query(`truncate ${stage}`)
  })
  // what a refused row names stays as it is
  const places = key.map((_, index) => `$${index + 1}`).join(', ')
  for (const { cells } of loaded.refusedKeys) await query(`insert into ${keys} values (${places})`, cells)
  return { ...loaded, keys }
}

interface Rows {
  readonly count: number
  readonly refused: readonly RefusedRow[]
  readonly refusedKeys: readonly { readonly cells: readonly string[] }[]
}

async function eachChunk(
  { query }: LoadSession,
  { table, key, columns, paths }: TableFiles,
  write: (text: Uint8Array) => Promise<void>,
): Promise<Rows> {
  const refused: RefusedRow[] = []
  const refusedKeys: { cells: string[] }[] = []
  const attempt = async (text: Uint8Array, row: number): Promise<void> => {
    await query('savepoint rows')
    try {
      await write(text)
      await query('release savepoint rows')
    } catch (error) {
      await query('rollback to savepoint rows')
      await query('release savepoint rows')
      const halves = halve(text)
      if (halves) {
        await attempt(halves[0], row)
        await attempt(halves[1], row + countRows(halves[0]))
        return
      }
      const cells = cellsOf(text, columns, key)
      refusedKeys.push({ cells })
      const reason = error instanceof Error ? error.message : String(error)
      refused.push({ table, row: row + 1, key: cells.join(' '), reason })
    }
  }
  let count = 0
  for await (const text of copyChunks(paths)) {
    await attempt(text, count)
    count += countRows(text)
  }
  return { count, refused, refusedKeys }
}

/** The values of some columns of a row of COPY text. */
function cellsOf(row: Uint8Array, columns: readonly string[], wanted: readonly string[]): string[] {
  const cells = Buffer.from(row).toString().replace(/\n$/, '').split('\t')
  return wanted.map((column) => {
    const cell = cells[columns.indexOf(column)] ?? ''
    return cell.replace(/\\(.)/g, (_, letter: string) => LETTERS[letter] ?? letter)
  })
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
