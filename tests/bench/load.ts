import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeTable, writeTableList } from '../../data-pipeline/publish/copy-table.ts'
import { ShardRowWriter } from '../../data-pipeline/publish/shard-rows.ts'
import type { Database } from '../../server/database/database.ts'
import { readMigrations } from '../../server/database/migrations.ts'
import { openDatabase } from '../../server/database/open.ts'
import { openPostgres } from '../../server/database/open-postgres.ts'
import { loadCity } from '../../server/load/load-city.ts'
import { TABLES } from '../../src/domain/records/rows.ts'
import { startCluster } from '../contract/postgres-cluster.ts'
import { tinyRows, writeTinyBuild } from '../contract/tiny-city.ts'
import { madeShard } from './made-shards.ts'

const BOOTSTRAP = [
  'server/database/bootstrap.sql',
  'server/database/bootstrap-realtime.sql',
  'tests/contract/hosted-stand-in.sql',
]

/** How long the asset rows of a made city take to be written, and to be loaded into an empty database. */
export interface LoadBench {
  readonly lines: number
  readonly points: number
  readonly bytes: number
  /** processor time of writing all rows as COPY text, one thread [s] */
  readonly writeSeconds: number
  readonly loads: readonly LoadFigures[]
}

interface LoadFigures {
  readonly database: 'embedded' | 'PostgreSQL 15'
  /** into empty tables [s] */
  readonly seconds: number
  readonly rowsPerSecond: number
  /** a build whose rows are all equal to those stored [s] */
  readonly againSeconds: number
}

/** @throws Error naming the packages when PostgreSQL 15 is not installed and cannot be */
export async function benchLoad(wantedLines: number): Promise<LoadBench> {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-load-'))
  try {
    const build = join(directory, 'tiny/build')
    const written = await writeRows(wantedLines, directory, build)
    const rows = written.lines + written.points
    const embedded = await openDatabase({
      directory: join(directory, 'tiny'),
      cacheDirectory: resolve('.lifeline/cache'),
      lockWait: Number.MAX_SAFE_INTEGER,
    })
    const first = { database: 'embedded' as const, ...(await measure(embedded.database, build, rows)) }
    await embedded.close()
    const cluster = startCluster()
    try {
      for (const file of BOOTSTRAP) await cluster.sql('supervisor', await readFile(file, 'utf8'))
      for (const { sql } of await readMigrations()) await cluster.sql('migrator', `begin;\n${sql};\ncommit;`)
      const target = await openPostgres(cluster.url('migrator'))
      const second = { database: 'PostgreSQL 15' as const, ...(await measure(target, build, rows)) }
      await target.close()
      return { ...written, loads: [first, second] }
    } finally {
      cluster.stop()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function writeRows(wantedLines: number, directory: string, build: string) {
  await writeTinyBuild(directory)
  const folder = join(build, 'rows')
  for (const table of TABLES) writeTable(folder, table, [])
  writeTable(folder, 'organisation', tinyRows.organisation)
  writeTableList(folder)
  mkdirSync(join(folder, 'asset'))
  const known = { owner: [], road: [], district: [], project: [] }
  const side = Math.ceil(Math.sqrt(wantedLines / 10_000))
  let [lines, points, bytes, writeSeconds] = [0, 0, 0, 0]
  for (let count = 0; lines < wantedLines; count++) {
    const shard = madeShard(count % side, Math.floor(count / side), 1 + lines + points)
    const before = process.cpuUsage()
    const writer = new ShardRowWriter(shard, known)
    for (let line = 0; line < shard.ownLines; line++) writer.line(line)
    for (let point = 0; point < shard.ownPoints; point++) writer.point(point)
    const { user, system } = process.cpuUsage(before)
    writeSeconds += (user + system) / 1e6
    lines += shard.ownLines
    points += shard.ownPoints
    bytes += writer.written.length
    writeFileSync(join(folder, 'asset', `${String(count).padStart(6, '0')}.copy`), writer.written)
  }
  return { lines, points, bytes, writeSeconds }
}

async function measure(database: Pick<Database, 'transaction'>, build: string, rows: number) {
  const load = async () => {
    const start = performance.now()
    const { refused } = await loadCity(database, build)
    if (refused[0]) throw new Error(`benchLoad: ${refused.length} rows refused, the first: ${refused[0].reason}`)
    return (performance.now() - start) / 1000
  }
  const seconds = await load()
  const manifest = join(build, 'city.json')
  const text = await readFile(manifest, 'utf8')
  await writeFile(manifest, text.replace('"build-1"', '"build-2"'))
  const againSeconds = await load()
  await writeFile(manifest, text)
  return { seconds, rowsPerSecond: Math.round(rows / seconds), againSeconds }
}
