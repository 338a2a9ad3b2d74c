import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { postgis } from '@electric-sql/pglite-postgis'
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite'
import { applyMigrations, hashOf, type Migration } from './migrations.ts'

const PACKAGES = ['@electric-sql/pglite', '@electric-sql/pglite-postgis', '@supabase/lite']

const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')

/** The schema `realtime`; a database made by an earlier version is brought up to it by applying it again. */
export function readRealtimeBootstrap(): Promise<string> {
  return read('bootstrap-realtime.sql')
}

/** The texts of everything that hosted Supabase already has, in order. */
export async function readBootstrap(): Promise<string[]> {
  return [
    await read('bootstrap.sql'),
    getAuthSchemaSql(),
    SUPABASE_AUTH_HELPERS_SQL,
    await read('bootstrap-auth.sql'),
    await readRealtimeBootstrap(),
  ]
}

/** Changes with the packages, the bootstrap and the migrations: what an empty database is made of. */
export function seedKey(bootstrap: readonly string[], migrations: readonly Migration[]): string {
  const manifest: { dependencies: Record<string, string> } = createRequire(import.meta.url)('../../package.json')
  const versions = PACKAGES.map((name) => `${name}@${manifest.dependencies[name]}`)
  return hashOf([...versions, ...bootstrap, ...migrations.flatMap(({ version, sql }) => [version, sql])])
}

/** Writes the archive of an empty database with everything but a city, beside and renamed, so that none is half. */
export async function writeSeed(
  file: string,
  bootstrap: readonly string[],
  migrations: readonly Migration[],
): Promise<void> {
  const session = await PGlite.create({ extensions: { postgis, pgcrypto } })
  try {
    for (const sql of bootstrap) await session.exec(sql)
    await applyMigrations(session, migrations)
    const archive = await session.dumpDataDir('gzip')
    await mkdir(dirname(file), { recursive: true })
    const draft = `${file}.${randomUUID()}`
    await writeFile(draft, Buffer.from(await archive.arrayBuffer()))
    await rename(draft, file)
  } finally {
    await session.close()
  }
}

/** `writeSeed` in a process of its own: 10 s of one processor, in which this one must go on answering. */
export async function makeSeedElsewhere(file: string): Promise<void> {
  const hook = new URL('../../tools/ts.mjs', import.meta.url).href
  const script = fileURLToPath(new URL('./make-seed.ts', import.meta.url))
  await promisify(execFile)(process.execPath, ['--import', hook, script, file])
}
