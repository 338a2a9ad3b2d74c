import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type InternalManifest, internalManifestSchema } from '../../src/domain/config/city-manifest.ts'
import { TABLES, type TableName } from '../../src/domain/records/rows.ts'
import type { Database, Query } from '../database/database.ts'
import { lookupTables } from './lookups.ts'
import { quote, type RefusedRow, upsert } from './upsert.ts'

const KEYS: Record<TableName, readonly string[]> = {
  organisation: ['id'],
  district: ['id'],
  road: ['id'],
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
 * Brings the database to the build in `buildDirectory` (its `rows/*.ndjson`, and of large tables `rows/<table>/*.ndjson`) in one transaction; does nothing when it
 * holds that build. Sensors that the build no longer has are retired, not deleted: their readings and alarms stay.
 *
 * @throws when the database holds another city
 */
export async function loadCity(
  database: Database,
  buildDirectory: string,
  onStep: (step: string) => void = () => {},
): Promise<LoadReport> {
  const manifest = await readManifest(buildDirectory)
  return database.transaction(async (query) => {
    for (const { table, key, rows } of lookupTables)
      await upsert(query, table, key, Object.keys(rows[0] ?? {}), rows).then(refuseNone)
    const [stored] = await query<{ id: string; build: string }>('select id, build from public.city')
    if (stored && stored.id !== manifest.city)
      throw new Error(`the database holds the city "${stored.id}", the build is of "${manifest.city}"`)
    if (stored?.build === manifest.build) return { isNew: false, build: manifest.build, counts: {}, refused: [] }

    const counts: Record<string, number> = {}
    const refused: RefusedRow[] = []
    const keys = new Map<TableName, string>()
    for (const table of TABLES) {
      const rows = await readRows(join(buildDirectory, 'rows'), table)
      onStep(`loading ${table} (${rows.length})`)
      const columns = await columnsOf(query, table)
      refused.push(...(await upsert(query, table, KEYS[table], columns, rows)))
      counts[table] = rows.length
      keys.set(table, JSON.stringify(rows.map((row) => Object.fromEntries(KEYS[table].map((key) => [key, row[key]])))))
    }
    for (const table of [...TABLES].reverse()) await removeOthers(query, table, keys.get(table) ?? '[]')
    await query(
      `insert into public.city (id, build, name_zh, name_en, is_example) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set build = excluded.build, name_zh = excluded.name_zh, name_en = excluded.name_en,
         is_example = excluded.is_example, loaded_at = now()`,
      [manifest.city, manifest.build, manifest.name.zh, manifest.name.en, manifest.isExample],
    )
    return { isNew: true, build: manifest.build, counts, refused }
  })
}

/** What this build does not have; thresholds and the like go with what they belong to. */
async function removeOthers(query: Query, table: TableName, keys: string): Promise<void> {
  const name = `public.${quote(table)}`
  const same = KEYS[table].map((key) => `k.${quote(key)} = t.${quote(key)}`).join(' and ')
  const isGone = `not exists (select from jsonb_populate_recordset(null::${name}, $1::text::jsonb) k where ${same})`
  if (table === 'sensor') {
    await query(`update ${name} t set retired_at = now() where retired_at is null and ${isGone}`, [keys])
    await query(`update ${name} t set retired_at = null where retired_at is not null and not (${isGone})`, [keys])
  } else {
    await query(`delete from ${name} t where ${isGone}`, [keys])
  }
}

async function columnsOf(query: Query, table: TableName): Promise<string[]> {
  const rows = await query<{ name: string }>(
    `select column_name::text as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and column_name <> 'retired_at'`,
    [table],
  )
  return rows.map(({ name }) => name)
}

/** A build without a table has no such rows. */
async function readRows(folder: string, table: TableName): Promise<Record<string, unknown>[]> {
  const parts = existsSync(join(folder, table)) ? await readdir(join(folder, table)) : []
  const files = [`${table}.ndjson`, ...parts.sort().map((part) => join(table, part))]
  const rows: Record<string, unknown>[] = []
  for (const file of files.map((name) => join(folder, name)).filter(existsSync))
    for (const line of (await readFile(file, 'utf8')).split('\n')) if (line !== '') rows.push(JSON.parse(line))
  return rows
}

function refuseNone(refused: readonly RefusedRow[]): void {
  const [first] = refused
  if (first) throw new Error(`lookup ${first.table} ${first.key}: ${first.reason}`)
}
