import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadCity } from '../../server/load/load-city.ts'
import { refreshStatistics } from '../../server/refresh-statistics.ts'
import { until } from '../kit/until.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { tinyRows, writeTinyBuild } from './tiny-city.ts'

let data: string
let open: OpenDatabase

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lifeline-'))
  open = await openDatabase({ directory: join(data, 'tiny'), cacheDirectory: resolve('.lifeline/cache') })
  await writeTinyBuild(data, tinyRows, 'build-1')
  await loadCity(open.database, join(data, 'tiny', 'build'))
})
afterAll(async () => {
  await open.close()
  await rm(data, { recursive: true, force: true })
})

/** Rows that the planner takes a table to have; −1 = it was never analyzed. */
async function known(table: string): Promise<number> {
  const [row] = await open.database.query<{ reltuples: number }>(
    'select reltuples from pg_catalog.pg_class where oid = $1::regclass',
    [table],
  )
  return row?.reltuples ?? Number.NaN
}

it('the planner knows the tables of a city once it is loaded', async () => {
  expect([await known('public.asset'), await known('public.sensor')]).toEqual([
    tinyRows.asset.length,
    tinyRows.sensor.length,
  ])
})

it('of tables that grew meanwhile it is told by house-keeping, and the others are left alone', async () => {
  await open.database.query(
    `insert into app.setting (key, value) select 'test-' || n, '' from generate_series(1, 500) n`,
  )
  await until(async () => {
    await refreshStatistics(open.database)
    expect(await known('app.setting')).toBeGreaterThanOrEqual(500)
  })
  const made = async () =>
    open.database.query(`select relname, last_analyze from pg_catalog.pg_stat_user_tables where relname = 'asset'`)
  const before = await made()
  await refreshStatistics(open.database)
  expect(await made()).toEqual(before)
})
