import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/database/open.ts'
import { loadCity } from '../../server/load/load-city.ts'
import { COLUMNS, TABLES, type TableName } from '../../src/domain/records/rows.ts'
import { tinyRows, writeTinyBuild } from './tiny-city.ts'

let data: string
let city: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lifeline-'))
  city = join(data, 'tiny')
})
afterAll(() => rm(data, { recursive: true, force: true }))

/** columns that people and triggers write */
const NOT_OF_A_BUILD = [
  'secrecy',
  'retired_at',
  'valid_since',
  'edited_by',
  'edited_at',
  'removed_at',
  'recorded_by',
  'recorded_by_name',
  'recorded_at',
]

const open = () => openDatabase({ directory: city, cacheDirectory: resolve('.lifeline/cache') })

describe('a data directory', () => {
  it('refuses a second start and names the process that has it', async () => {
    const first = await open()
    await expect(open()).rejects.toThrow(`in use by process ${process.pid}`)
    await first.close()
    await (await open()).close()
  })

  it('is taken over from a process that died', async () => {
    const dead = spawn(process.execPath, ['-e', ''])
    await once(dead, 'exit')
    await writeFile(join(city, 'server.pid'), String(dead.pid))
    await (await open()).close()
  })

  it('reopens after a kill with every committed row', async () => {
    const script = `
      import { openDatabase } from ${JSON.stringify(pathToFileURL(resolve('server/database/open.ts')).href)}
      const { database } = await openDatabase(${JSON.stringify({ directory: city, cacheDirectory: resolve('.lifeline/cache') })})
      for (let row = 0; ; row++) {
        await database.query('insert into app.setting values ($1, $2)', ['row ' + row, ''])
        console.log(row)
      }`
    const file = join(data, 'writer.mjs')
    await writeFile(file, script)
    const child = spawn(process.execPath, ['--import', pathToFileURL(resolve('tools/ts.mjs')).href, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let last = -1
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (text: string) => {
      last = Math.max(last, ...text.split('\n').filter(Boolean).map(Number))
      if (last >= 50) child.kill('SIGKILL')
    })
    await once(child, 'close')
    const { database, close } = await open()
    const [row] = await database.query<{ count: number }>(`select count(*) from app.setting where key like 'row %'`)
    expect(row?.count).toBeGreaterThanOrEqual(last + 1)
    await close()
  })
})

describe('loading a build', () => {
  it('reports a row that the database refuses and loads the others', async () => {
    const [sensor] = tinyRows.sensor
    if (!sensor) throw new Error('tinyRows has no sensor')
    const faulty = { ...sensor, id: 's-odd', kind: 'no such kind' }
    await writeTinyBuild(data, { ...tinyRows, sensor: [...tinyRows.sensor, faulty] })
    const { database, close } = await open()
    const report = await loadCity(database, join(city, 'build'))
    expect(report.refused).toHaveLength(1)
    expect(report.refused[0]).toMatchObject({ table: 'sensor', row: 3, key: 's-odd' })
    await close()
  })

  it('keeps what COPY text could lose, and what a refused row names', async () => {
    const [water, ...others] = tinyRows.organisation
    const [line, ...points] = tinyRows.asset
    const [risk] = tinyRows.risk
    if (!water || !line || !risk) throw new Error('tinyRows has too few rows')
    const name = 'back\\slash\ttab "quoted" \\N 管线\r\n{a,b}'
    const attributes = { 备注: name, count: 2, isOld: true, none: null }
    const asset_ids = ['a,b', '{"c"}', 'NULL', '\\']
    const rows = {
      ...tinyRows,
      organisation: [{ ...water, name }, ...others],
      asset: [{ ...line, attributes, status: 'in-use' as const }, ...points],
      risk: [{ ...risk, asset_ids }],
    }
    await writeTinyBuild(data, rows, 'build-odd')
    const { database, close } = await open()
    expect((await loadCity(database, join(city, 'build'))).refused).toEqual([])
    const held = () =>
      database.query(
        `select (select name from public.organisation where id = $1) as name,
        (select attributes from public.asset where id = $2) as attributes,
        (select asset_ids from public.risk where id = $3) as asset_ids`,
        [water.id, line.id, risk.id],
      )
    expect(await held()).toEqual([{ name, attributes, asset_ids }])
    const faulty = [{ ...line, attributes: {}, section: 'star' as 'none' }, ...points]
    await writeTinyBuild(data, { ...rows, asset: faulty }, 'build-faulty')
    const { refused } = await loadCity(database, join(city, 'build'))
    expect(refused).toMatchObject([{ table: 'asset', row: 1, key: line.id }])
    expect(await held()).toEqual([{ name, attributes, asset_ids }])
    await close()
  })

  it('has the columns of every table as the database has them', async () => {
    const { database, close } = await open()
    const columns = await database.query<{ table: TableName; name: string }>(
      `select table_name::text as "table", column_name::text as name from information_schema.columns
       where table_schema = 'public' and not column_name = any ($1) order by ordinal_position`,
      [NOT_OF_A_BUILD],
    )
    for (const table of TABLES)
      expect([...COLUMNS[table]].sort()).toEqual(
        columns.flatMap(({ table: of, name }) => (of === table ? [name] : [])).sort(),
      )
    await close()
  })

  it('does nothing when the database holds that build', async () => {
    const { database, close } = await open()
    expect((await loadCity(database, join(city, 'build'))).isNew).toBe(false)
    await close()
  })

  it('keeps readings and alarms of sensors that a new build drops, and organisations as people edited them', async () => {
    const { database, close } = await open()
    await database.query('select sensing.ensure_partitions()')
    for (const sensor of ['s-water', 's-gas'])
      await database.query('insert into sensing.sensor_reading values ($1, now(), 1, 0)', [sensor])
    await database.query(`update public.organisation set name = '改过的名称', edited_at = now() where id = 'org-gas'`)
    await database.query(
      `insert into public.organisation (id, name, party, edited_at) values ('org-new', '新单位', 'enterprise', now())`,
    )
    await writeTinyBuild(
      data,
      { ...tinyRows, asset: tinyRows.asset.slice(0, 1), sensor: tinyRows.sensor.slice(0, 1), sensor_threshold: [] },
      'build-2',
    )
    await loadCity(database, join(city, 'build'))
    const [row] = await database.query(`select (select count(*) from sensing.sensor_reading) as readings,
      (select count(*) from public.asset) as assets, jsonb_array_length(public.sensor_overview()) as shown`)
    expect(row).toEqual({ readings: 2, assets: 1, shown: 1 })
    const edited = 'select name from public.organisation where edited_at is not null order by id'
    expect(await database.query(edited)).toEqual([{ name: '改过的名称' }, { name: '新单位' }])
    await close()
  })

  it('refuses a build of another city', async () => {
    const file = join(city, 'build', 'city.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('"city":"tiny"', '"city":"other"'))
    const { database, close } = await open()
    await expect(loadCity(database, join(city, 'build'))).rejects.toThrow(/holds the city "tiny"/)
    await close()
  })
})
