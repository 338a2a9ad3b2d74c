import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { Query } from '../database/database.ts'
import type { BackupManifest } from './archive.ts'
import { type Contents, inspect } from './inspect.ts'

const DEBIAN = '/usr/lib/postgresql'
/** What the administrator made before (`lifeline database prepare --print`): a restore by the owner cannot make it again. */
const MADE_BEFORE = /(?: EXTENSION | SCHEMA - (?:extensions|public) | TABLE DATA extensions )/
const BIG = 64 << 20

/**
 * Dumps a database of a PostgreSQL server and adds its tables up at the same moment.
 *
 * @param url  of the role that owns the tables
 * @throws Error when pg_dump is not there or older than the server
 */
export async function dumpPostgres(
  url: string,
  file: string,
  onStep: (step: string) => void,
): Promise<Contents & Pick<BackupManifest, 'madeAt' | 'postgres'>> {
  return await withClient(url, async (query) => {
    const [server] = await query<{ major: number }>(
      `select current_setting('server_version_num')::integer / 10000 as major`,
    )
    const postgres = server?.major ?? 0
    await query('begin isolation level repeatable read read only')
    const [snapshot] = await query<{ id: string; at: Date }>('select pg_export_snapshot() as id, now() as at')
    onStep('pg_dump')
    await mkdir(dirname(file), { recursive: true })
    await run(await programOf('pg_dump', postgres), url, ['-Fc', '-Z1', `--snapshot=${snapshot?.id}`, '-f', file])
    onStep('adding up the tables')
    const contents = await inspect(query)
    await query('commit')
    return { madeAt: (snapshot?.at ?? new Date()).toISOString(), postgres, ...contents }
  })
}

/**
 * Restores a dump into an empty database in one transaction.
 *
 * @throws Error when the database is not empty; it is as before then
 */
export async function restoreDump(url: string, file: string): Promise<Contents> {
  const postgres = await withClient(url, async (query) => {
    const [state] = await query<{ major: number; taken: string | null }>(
      `select current_setting('server_version_num')::integer / 10000 as major,
         (select min(nspname) from pg_namespace where nspname in ('app', 'auth', 'realtime', 'sensing')) as taken`,
    )
    if (state?.taken) throw new Error(`the database is not empty (it has the schema ${state.taken}); make an empty one`)
    return state?.major ?? 0
  })
  const program = await programOf('pg_restore', postgres)
  const { stdout } = await promisify(execFile)(program, ['-l', file], { maxBuffer: BIG })
  const list = `${file}.list`
  await writeFile(
    list,
    stdout
      .split('\n')
      .filter((line) => !MADE_BEFORE.test(line))
      .join('\n'),
  )
  try {
    await run(program, url, ['--single-transaction', '--exit-on-error', '--no-owner', '-L', list, '-d', '', file])
  } finally {
    await rm(list, { force: true })
  }
  return await withClient(url, inspect)
}

async function withClient<T>(url: string, work: (query: Query) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'lifeline backup', statement_timeout: 0 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(
      async <Row>(sql: string, parameters: readonly unknown[] = []) =>
        (await client.query(sql, [...parameters])).rows as Row[],
    )
  } finally {
    await client.end()
  }
}

/** Runs a program of PostgreSQL on a database; the password goes by its environment, where no process list shows it. */
async function run(program: string, url: string, parameters: readonly string[]): Promise<void> {
  const { hostname, searchParams, port, username, password, pathname } = new URL(url)
  const env = {
    ...process.env,
    PGHOST: searchParams.get('host') ?? decodeURIComponent(hostname),
    PGPORT: port || searchParams.get('port') || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    ...(searchParams.has('sslmode') ? { PGSSLMODE: searchParams.get('sslmode') ?? '' } : {}),
  }
  const given = parameters.map((one) => (one === '' ? env.PGDATABASE : one))
  await promisify(execFile)(program, given, { env, maxBuffer: BIG }).catch(
    (error: { stderr?: string; message: string }) => {
      throw new Error(`${program}: ${(error.stderr || error.message).trim().split('\n').slice(0, 3).join(' ')}`)
    },
  )
}

/** The newest pg_dump or pg_restore that is not older than the server. */
async function programOf(name: string, major: number): Promise<string> {
  const debian = (await readdir(DEBIAN).catch(() => [])).map(Number).filter((found) => found >= major)
  const newest = Math.max(...debian)
  const packaged = join(DEBIAN, String(newest), 'bin', name)
  if (debian.length > 0 && existsSync(packaged)) return packaged
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync)
  if (found) return found
  throw new Error(`${name} of PostgreSQL ${major} or newer is needed (Debian: apt-get install postgresql-client)`)
}
