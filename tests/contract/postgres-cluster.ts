import { execFile, execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PACKAGES = ['postgresql-15', 'postgresql-15-postgis-3']
const BIN = '/usr/lib/postgresql/15/bin'
const POSTGIS = '/usr/lib/postgresql/15/lib/postgis-3.so'

/** A PostgreSQL 15 of its own, reached by a socket in its folder alone. */
export interface Cluster {
  /** Runs a script as a role and answers its rows, cells parted by `|`; throws at the first error. */
  sql(role: string, script: string): Promise<string[]>
  /** The same, but goes on after errors and leaves them out. */
  attempt(role: string, script: string): Promise<string[]>
  /** Where a role connects, to the database `postgres` as a rule. */
  url(role: string, database?: string): string
  /** Ends the server at once, as a crash does, until `restart`. */
  crash(): void
  restart(): void
  stop(): void
}

/**
 * Starts an empty cluster, as root under the user `postgres` (the server refuses root). Debian packages are installed
 * when they are missing and can be.
 *
 * @throws Error naming the packages when they cannot be had
 */
export function startCluster(): Cluster {
  ensureInstalled()
  const owner = process.getuid?.() === 0 ? userOf('postgres') : null
  const directory = mkdtempSync(join(tmpdir(), 'lifeline-pg-'))
  if (owner) chownSync(directory, owner.uid, owner.gid)
  const data = join(directory, 'data')
  const run = (program: string, ...parameters: string[]) =>
    execFileSync(join(BIN, program), parameters, { ...owner, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] })
  const settings = `-k ${directory} -c listen_addresses= -c fsync=off -c full_page_writes=off -c jit=off`
  try {
    run('initdb', '-D', data, '-U', 'supervisor', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync')
    run('pg_ctl', '-D', data, '-l', join(directory, 'log'), '-o', settings, '-w', 'start')
  } catch (error) {
    rmSync(directory, { recursive: true, force: true })
    throw error
  }

  const psql = (role: string, script: string, stopsAtErrors: boolean) =>
    new Promise<string[]>((resolve, reject) => {
      const options = ['-X', '-q', '-A', '-t', '-h', directory, '-U', role, '-d', 'postgres', '-f', '-']
      const client = execFile(
        join(BIN, 'psql'),
        [...options, '-v', `ON_ERROR_STOP=${stopsAtErrors ? 1 : 0}`],
        { maxBuffer: 64 * 1024 * 1024 },
        (error, stdout, stderr) => {
          if (error && stopsAtErrors) reject(new Error(stderr))
          else resolve(stdout.split('\n').filter((line) => line !== ''))
        },
      )
      client.stdin?.end(script)
    })
  return {
    sql: (role, script) => psql(role, script, true),
    attempt: (role, script) => psql(role, script, false),
    url: (role, database = 'postgres') =>
      `postgres://${role}@localhost/${database}?host=${encodeURIComponent(directory)}`,
    crash: () => run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop'),
    restart: () => run('pg_ctl', '-D', data, '-l', join(directory, 'log'), '-o', settings, '-w', 'start'),
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function ensureInstalled(): void {
  if (existsSync(join(BIN, 'postgres')) && existsSync(POSTGIS)) return
  const missing = `PostgreSQL 15 with PostGIS is needed to try the migrations; install the packages ${PACKAGES.join(' and ')}`
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(missing)
  const apt = (...parameters: string[]) =>
    execFileSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=60', ...parameters], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  try {
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...PACKAGES)
  } catch (error) {
    throw new Error(missing, { cause: error })
  }
}

function userOf(name: string): { uid: number; gid: number } {
  const id = (option: string) => Number(execFileSync('id', [option, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
