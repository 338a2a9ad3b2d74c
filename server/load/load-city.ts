import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type InternalManifest, internalManifestSchema } from '../../src/domain/config/city-manifest.ts'
import { TABLES, type TableName } from '../../src/domain/records/rows.ts'
import type { Database, Query } from '../database/database.ts'
import { loadTable, quote, type RefusedRow } from './load-table.ts'
import { type LookupTable, lookupTables } from './lookups.ts'

const tableSchema = z.object({ table: z.enum(TABLES), columns: z.array(z.string()) })

const KEYS: Record<TableName, readonly string[]> = {
  organisation: ['id'],
  district: ['id'],
  road: ['id'],
  responsibility: ['id'],
  project: ['id'],
  lifecycle_stage: ['project_id', 'stage'],
  document: ['id'],
  asset: ['id'],
  operation_record: ['id'],
  customer: ['id'],
  entry: ['id'],
  risk: ['id'],
  sensor: ['id'],
  sensor_threshold: ['sensor_id', 'grade', 'direction'],
  public_cell: ['id'],
  finding: ['id'],
  finding_rule: ['rule', 'severity'],
}

/** Rows that people edited: no load overwrites or deletes them. */
const KEPT: Partial<Record<TableName, string>> = {
  organisation: 't.edited_at is not null',
  sensor_threshold: 't.edited_at is not null',
  operation_record: 't.recorded_by is not null',
}

/** One load of a database at a time; the number is ours alone. */
const TURN = 7_300_322

/** What a load did; `isNew` false when the database had this build already. */
export interface LoadReport {
  readonly isNew: boolean
  readonly build: string
  readonly counts: Readonly<Record<string, number>>
  readonly refused: readonly RefusedRow[]
}

/** The internal manifest of a city's build; throws when the folder holds none or a broken one. */
export async function readManifest(buildDirectory: string): Promise<InternalManifest> {
  return internalManifestSchema.parse(JSON.parse(await readFile(join(buildDirectory, 'city.json'), 'utf8')))
}

/**
 * Brings the database to the build in `buildDirectory` (its `rows/`) in one transaction; does nothing when it holds that
 * build. Sensors that the build no longer has are retired, not deleted: their readings and alarms stay.
 *
 * @throws when the database holds another city, or the build has no rows that this program reads; nothing is changed then
 */
export async function loadCity(
  database: Pick<Database, 'transaction'>,
  buildDirectory: string,
  onStep: (step: string) => void = () => {},
): Promise<LoadReport> {
  const manifest = await readManifest(buildDirectory)
  return database.transaction(async (query, copy) => {
    // a server ends long statements; embedded this says nothing
    await query('set local statement_timeout = 0')
    await query('set local lock_timeout = 0')
    // servers that start at the same moment load one after the other, and the second finds it done
    await query('select pg_advisory_xact_lock($1)', [TURN])
    for (const lookup of lookupTables) await bringUp(query, lookup)
    const [stored] = await query<{ id: string; build: string }>('select id, build from public.city')
    if (stored && stored.id !== manifest.city)
      throw new Error(`the database holds the city "${stored.id}", the build is of "${manifest.city}"`)
    if (stored?.build === manifest.build) return { isNew: false, build: manifest.build, counts: {}, refused: [] }

    // so that versions of rows name what ended them
    await query(`select set_config('history.build', $1, true)`, [manifest.build])
    const counts: Record<string, number> = {}
    const refused: RefusedRow[] = []
    const keys = new Map<TableName, string>()
    for (const { table, columns, paths } of await readTableList(join(buildDirectory, 'rows'))) {
      onStep(`loading ${table}`)
      const kept = KEPT[table]
      const files = { table, key: KEYS[table], columns, paths, ...(kept ? { kept } : {}) }
      const loaded = await loadTable({ query, copy }, files)
      refused.push(...loaded.refused)
      counts[table] = loaded.count
      if (loaded.keys !== null) keys.set(table, loaded.keys)
    }
    for (const [table, present] of [...keys].reverse()) await removeOthers(query, table, present)
    // embedded nothing else does it, and a server's own comes later: until then plans are made as for empty tables
    onStep('analyzing')
    await query(`analyze ${Object.keys(counts).map((table) => `public.${quote(table)}`)}`)
    await query(
      `insert into public.city (id, build, name_zh, name_en, is_example) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set build = excluded.build, name_zh = excluded.name_zh, name_en = excluded.name_en,
         is_example = excluded.is_example, loaded_at = now()`,
      [manifest.city, manifest.build, manifest.name.zh, manifest.name.en, manifest.isExample],
    )
    return { isNew: true, build: manifest.build, counts, refused }
  })
}

/** A registry of src/domain into its lookup table. */
async function bringUp(query: Query, { table, key, rows, kept }: LookupTable): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const changes = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`)
  await query(
    `insert into public.${table} as t (${columns})
     select ${columns} from jsonb_populate_recordset(null::public.${table}, $1::text::jsonb)
     on conflict (${key}) do update set ${changes} where not (${kept ?? 'false'})`,
    [JSON.stringify(rows)],
  )
}

/** What this build does not have; thresholds and the like go with what they belong to. */
async function removeOthers(query: Query, table: TableName, keys: string): Promise<void> {
  const name = `public.${quote(table)}`
  const same = KEYS[table].map((key) => `k.${quote(key)} = t.${quote(key)}`).join(' and ')
  const isGone = `not exists (select from ${keys} k where ${same})`
  if (table === 'sensor') {
    await query(`update ${name} t set retired_at = now() where retired_at is null and ${isGone}`)
    await query(`update ${name} t set retired_at = null where retired_at is not null and not (${isGone})`)
  } else {
    await query(`delete from ${name} t where ${isGone} and not (${KEPT[table] ?? 'false'})`)
  }
}

/** The tables of a build in the order of `tables.json`, which is the order of loading, and their files. */
async function readTableList(folder: string) {
  const list = join(folder, 'tables.json')
  if (!existsSync(list)) throw new Error(`${list} is missing: the rows are of an earlier program; build the city again`)
  const tables = (await readFile(list, 'utf8')).split('\n').filter(Boolean)
  return Promise.all(
    tables.map(async (line) => {
      const { table, columns } = tableSchema.parse(JSON.parse(line))
      const parts = await readdir(join(folder, table)).catch(() => [])
      const files = [`${table}.copy`, ...parts.sort().map((part) => join(table, part))]
      return { table, columns, paths: files.map((file) => join(folder, file)).filter(existsSync) }
    }),
  )
}
