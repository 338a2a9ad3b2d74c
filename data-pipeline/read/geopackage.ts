import { chmod, copyFile, mkdtemp, open, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { type Database as Connection, default as sqlite } from 'node-sqlite3-wasm'
import { crsOf } from '../../src/domain/geo/crs.ts'
import { UnusableInput } from '../check/finding.ts'
import { bytesAt } from './dbf.ts'
import { inputSize } from './input-file.ts'
import { type Layer, type RawFeature, rawFeature } from './layer.ts'
import { noTable } from './table-source.ts'
import { geoPackageGeometry } from './wkb.ts'

const HEAD_BYTES = 100
const MAGIC = 'SQLite format 3\0'
/** where the head tells the journal of writing and of reading: 1 = rollback, 2 = write-ahead log */
const JOURNAL = 18
const LAYERS = `
  select c.table_name as name, g.column_name as geometry, s.organization as organization,
    s.organization_coordsys_id as code, s.definition as definition
  from gpkg_contents c
  left join gpkg_geometry_columns g on g.table_name = c.table_name
  left join gpkg_spatial_ref_sys s on s.srs_id = coalesce(g.srs_id, c.srs_id)
  where c.data_type in ('features', 'attributes')
  order by c.table_name`

interface LayerRow {
  readonly name: string
  readonly geometry: string | null
  readonly organization: string | null
  readonly code: number | null
  readonly definition: string | null
}

/**
 * Opens the feature and attribute tables of a GeoPackage; features are counted by their primary key.
 *
 * @param table  null = all
 * @throws UnusableInput when it is no GeoPackage, is damaged, lacks the table, or has changes in a log beside it
 */
export async function openGeoPackage(path: string, table: string | null): Promise<readonly Layer[]> {
  const rows = await withDatabase(path, (database) => database.all(LAYERS) as unknown as readonly LayerRow[])
  const chosen = rows.filter(({ name }) => table === null || name === table)
  if (chosen.length === 0)
    throw noTable(
      path,
      table,
      rows.map(({ name }) => name),
    )
  return chosen.map((row): Layer => {
    const label = `${basename(path)}#${row.name}`
    return {
      path,
      label,
      crs: crsOfRow(row),
      hasGeometry: row.geometry !== null,
      fields: () =>
        withDatabase(path, (database) =>
          columnsOf(database, row.name)
            .map(({ name }) => name)
            .filter((name) => name !== row.geometry),
        ),
      features: () => featuresOf(path, row),
    }
  })
}

async function* featuresOf(path: string, { name, geometry }: LayerRow): AsyncGenerator<RawFeature> {
  const folder = await aside(path)
  let database: Connection | null = null
  try {
    database = new sqlite.Database(join(folder, basename(path)), { readOnly: true, fileMustExist: true })
    const key = columnsOf(database, name).find(({ pk }) => pk === 1)?.name
    const statement = database.prepare(`select * from ${quoted(name)}`)
    try {
      let count = 0
      for (const values of statement.iterate() as Iterable<Record<string, unknown>>) {
        count++
        const own = key === undefined ? null : values[key]
        const row = typeof own === 'number' && Number.isSafeInteger(own) ? own : count
        yield featureOf(row, values, geometry)
      }
    } finally {
      statement.finalize()
    }
  } catch (error) {
    throw refusal(path, error)
  } finally {
    database?.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function featureOf(row: number, values: Record<string, unknown>, column: string | null): RawFeature {
  const properties = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (name === column || value instanceof Uint8Array) return []
      return [[name, typeof value === 'bigint' ? String(value) : value]]
    }),
  )
  const blob = column === null ? null : values[column]
  const id = String(row)
  if (!(blob instanceof Uint8Array)) return rawFeature({ row, id, properties })
  try {
    return rawFeature({ row, id, properties, geometry: geoPackageGeometry(blob) })
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const fault = { zh: `几何不可读（${detail}），略去`, en: `the geometry cannot be read (${detail}); left out` }
    return rawFeature({ row, id, properties, fault })
  }
}

function crsOfRow({ organization, code, definition }: LayerRow): string | null {
  if (code === null || code <= 0) return null
  const name = `EPSG:${code}`
  if (organization?.toUpperCase() === 'EPSG' && crsOf(name)) return name
  return definition !== null && !/^undefined$/i.test(definition) ? definition : name
}

function columnsOf(database: Connection, table: string) {
  return database.all(`pragma table_info(${quoted(table)})`) as unknown as readonly { name: string; pk: number }[]
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

async function withDatabase<Result>(path: string, use: (database: Connection) => Result): Promise<Result> {
  const folder = await aside(path)
  let database: Connection | null = null
  try {
    database = new sqlite.Database(join(folder, basename(path)), { readOnly: true, fileMustExist: true })
    return use(database)
  } catch (error) {
    throw refusal(path, error)
  } finally {
    database?.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * A folder with the database in it under its own name: SQLite puts its lock beside the file, which may lie where nothing
 * can be written, and cannot read a file in write-ahead mode at all. Such a file is copied and turned back to a rollback
 * journal, which its head alone says; any other is linked.
 */
async function aside(path: string): Promise<string> {
  const size = await inputSize(path)
  const head = await bytesAt(path, 0, HEAD_BYTES)
  if (head.length < HEAD_BYTES || head.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    const message = { zh: '不是 GeoPackage（SQLite）文件', en: 'not a GeoPackage (SQLite) file' }
    throw new UnusableInput('bad-geopackage', message, { file: basename(path) })
  }
  refuseCutShort(path, head, size)
  const log = await stat(`${path}-wal`).catch(() => null)
  if (log !== null && log.size > 0) {
    const message = {
      zh: '旁边的 -wal 文件还有未并入的修改；请在写它的软件中关闭该文件（或执行 PRAGMA wal_checkpoint）后再读',
      en: 'the -wal file beside it holds changes that are not in it yet: close it in the program that writes it (or run PRAGMA wal_checkpoint)',
    }
    throw new UnusableInput('unfinished-writing', message, { file: basename(path), value: log.size })
  }
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-geopackage-'))
  const copy = join(folder, basename(path))
  if (head[JOURNAL] !== 2 && head[JOURNAL + 1] !== 2) {
    await symlink(resolve(path), copy).catch(() => copyFile(path, copy))
    return folder
  }
  await copyFile(path, copy)
  await chmod(copy, 0o600)
  const file = await open(copy, 'r+')
  await file.write(Uint8Array.of(1, 1), 0, 2, JOURNAL)
  await file.close()
  return folder
}

function refuseCutShort(path: string, head: Buffer, size: number): void {
  const pageBytes = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16)
  const pages = head.readUInt32BE(28)
  // the count of pages holds only where the counters of the last writing agree
  if (head.readUInt32BE(24) !== head.readUInt32BE(92) || pages * pageBytes <= size) return
  const message = {
    zh: `文件不完整：应有 ${pages * pageBytes} 字节`,
    en: `the file is cut short: it announces ${pages * pageBytes} bytes`,
  }
  throw new UnusableInput('truncated', message, { file: basename(path), value: size })
}

function refusal(path: string, error: unknown): Error {
  if (!(error instanceof Error) || error.name !== 'SQLite3Error')
    return error instanceof Error ? error : new Error(String(error))
  const message = {
    zh: `不是可读的 GeoPackage：${error.message}`,
    en: `not a readable GeoPackage: ${error.message}`,
  }
  return new UnusableInput('bad-geopackage', message, { file: basename(path) })
}
