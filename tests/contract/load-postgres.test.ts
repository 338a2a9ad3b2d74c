import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pipelineLoad } from '../../cli/pipeline-load.ts'
import { readMigrations } from '../../server/database/migrations.ts'
import { type Cluster, startCluster } from './postgres-cluster.ts'
import { tinyRows, writeTinyBuild } from './tiny-city.ts'

/** so many that the table is filled at once */
const MANY = 5000

let cluster: Cluster
let data: string
const [line] = tinyRows.asset.slice(0, 1)
if (!line) throw new Error('tinyRows has no asset')
const manyAssets = Array.from({ length: MANY - tinyRows.asset.length }, (_, index) => ({
  ...line,
  id: `tiny/water/${index}`,
  gid: 10 + index,
}))

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lifeline-'))
  cluster = startCluster()
  for (const file of [
    'server/database/bootstrap.sql',
    'server/database/bootstrap-realtime.sql',
    'tests/contract/hosted-stand-in.sql',
  ])
    await cluster.sql('supervisor', await readFile(file, 'utf8'))
  for (const { sql } of await readMigrations()) await cluster.sql('migrator', `begin;\n${sql};\ncommit;`)
})
afterAll(async () => {
  cluster?.stop()
  await rm(data, { recursive: true, force: true })
})

async function load(rows: typeof tinyRows, build: string, url = cluster.url('migrator')) {
  await writeTinyBuild(data, rows, build)
  const told: string[] = []
  const terminal = {
    isJson: false,
    result: (_: unknown, text: string) => told.push(text),
    progress: () => {},
    error: (text: string) => told.push(text),
  }
  const code = await pipelineLoad.run({ positionals: [], values: { database: url, city: 'tiny', data } }, terminal)
  return { code, told: told.join('\n') }
}

const count = async (table: string) => Number((await cluster.sql('supervisor', `select count(*) from ${table}`))[0])
const structure = () =>
  cluster.sql(
    'supervisor',
    `select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'public.asset'::regclass and contype <> 'n' order by 1;
     select indexdef from pg_indexes where tablename = 'asset' order by 1`,
  )

describe('lifeline pipeline load, into PostgreSQL 15 by a role that is no superuser', () => {
  it('names one faulty row among thousands and loads the others', async () => {
    const before = await structure()
    const faulty = { ...line, id: 'tiny/water/odd', gid: 9, owner_id: 'nobody' }
    const { code, told } = await load({ ...tinyRows, asset: [...tinyRows.asset, ...manyAssets, faulty] }, 'build-1')
    expect(told).toMatch(
      /5,?\d{3} rows in .* s, 1 refused\nnot loaded: asset row 5001 \(tiny\/water\/odd\): .*foreign key/,
    )
    expect(code).toBe(1)
    expect(await count('public.asset')).toBe(MANY)
    expect(await structure()).toEqual(before)
  })

  it('does nothing when the database has that build', async () => {
    expect(await load(tinyRows, 'build-1')).toEqual({ code: 0, told: 'the database has build build-1 of tiny already' })
    expect(await count('public.asset')).toBe(MANY)
  })

  it('brings what differs up to date, deletes what is gone and writes nothing that is equal', async () => {
    const version = () => cluster.sql('supervisor', `select xmin from public.asset where id = 'tiny/water/1'`)
    const before = await version()
    const renamed = manyAssets.slice(0, 98).map((asset, index) => (index === 0 ? { ...asset, name: '新' } : asset))
    expect((await load({ ...tinyRows, asset: [...tinyRows.asset, ...renamed], sensor: [] }, 'build-2')).code).toBe(0)
    expect(await count('public.asset')).toBe(100)
    expect(await count(`public.asset where name = '新'`)).toBe(1)
    expect(await version()).toEqual(before)
    expect(await count('public.sensor where retired_at is not null')).toBe(tinyRows.sensor.length)
  })

  it('fills an empty table with its references and indexes as they were', async () => {
    const before = await structure()
    await cluster.sql('migrator', 'truncate public.asset cascade')
    expect((await load({ ...tinyRows, asset: [...tinyRows.asset, ...manyAssets] }, 'build-3')).code).toBe(0)
    expect(await count('public.asset')).toBe(MANY)
    expect(await structure()).toEqual(before)
  })

  it('leaves everything as it was when it fails', async () => {
    const rows = {
      ...tinyRows,
      asset: [...tinyRows.asset, ...manyAssets.slice(1), { ...line, id: 'tiny/water/twice', gid: 11 }],
    }
    const { code, told } = await load(rows, 'build-4')
    expect(code).toBe(3)
    expect(told).toContain('asset_gid_key')
    expect(await count('public.asset')).toBe(MANY)
    expect(await cluster.sql('supervisor', 'select build from public.city')).toEqual(['build-3'])
  })

  it('says so when there is no such database', async () => {
    const { code, told } = await load(tinyRows, 'build-5', 'postgres://nobody@127.0.0.1:1/none')
    expect(code).toBe(3)
    expect(told).toContain('ECONNREFUSED')
  })
})
