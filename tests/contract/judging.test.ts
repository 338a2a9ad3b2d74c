import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Caller } from '../../server/database/database.ts'
import { createIngest } from '../../server/ingest/ingest.ts'
import { loadSensorDirectory } from '../../server/ingest/sensor-directory.ts'
import { placeSensors } from '../../server/judge/place-sensors.ts'
import { remember } from '../../server/judge/remember.ts'
import { loadCity } from '../../server/load/load-city.ts'
import { connectionsSchema, outlookSchema } from '../../src/adapters/backend/supabase/schemas.ts'
import { encodeNetwork } from '../../src/domain/network/network-file.ts'
import { aNetwork } from '../kit/a-network.ts'
import { until } from '../kit/until.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { tinyRows, writeTinyBuild } from './tiny-city.ts'

let directory: string
let open: OpenDatabase
const callers = new Map<string, Caller>()

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lifeline-'))
  await writeTinyBuild(directory)
  open = await openDatabase({ directory: join(directory, 'tiny'), cacheDirectory: resolve('.lifeline/cache') })
  await loadCity(open.database, join(directory, 'tiny', 'build'))
  for (const role of ['duty', 'admin', 'planner']) {
    const sub = crypto.randomUUID()
    callers.set(role, { role: 'authenticated', claims: { sub } })
    await open.database.query('insert into app.user_role (user_id, role, name) values ($1, $2, $2)', [sub, role])
  }
})
afterAll(async () => {
  await open.close()
  await rm(directory, { recursive: true, force: true })
})

async function ask<Row>(role: string, sql: string, parameters: readonly unknown[] = []): Promise<Row> {
  const caller = callers.get(role)
  if (!caller) throw new Error(`no caller "${role}"`)
  const [row] = await open.database.asCaller(caller, (query) => query<{ answer: Row }>(sql, parameters))
  return (row as { answer: Row }).answer
}

const setLimit = (role: string, sensor: string, grade: string, value: number, hysteresis = 0) =>
  ask<readonly { grade: string; value: number; hysteresis: number }[]>(
    role,
    `select public.set_threshold($1, $2, 'above', $3, 0, $4) as answer`,
    [sensor, grade, value, hysteresis],
  )
const overview = async () =>
  new Map(
    (
      await ask<{ id: string; staleAfter_s: number; thresholds: readonly { grade: string; value: number }[] }[]>(
        'duty',
        'select public.sensor_overview() as answer',
      )
    ).map((sensor) => [sensor.id, sensor]),
  )
const limitsOf = async (sensor: string) =>
  (await overview()).get(sensor)?.thresholds.map(({ grade, value }) => `${grade} ${value}`)

describe('an alarm put aside', () => {
  const shelve = (role: string, alarm: number, until: string | null, reason: string) =>
    ask<{ shelvedUntil: number | null; shelvedBy: string; shelveReason: string } | null>(
      role,
      'select public.shelve_alarm($1, $2, $3) as answer',
      [alarm, until, reason],
    )
  const ahead = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

  it('has a reason and an end, is on record, and comes back when its grade rises', async () => {
    const { database } = open
    await database.query(
      `insert into public.alarm (sensor_id, grade, value, opened_at) values ('s-gas', 'blue', 6, now())`,
    )
    const [{ id } = { id: 0 }] = await database.query<{ id: number }>('select id from public.alarm')
    await expect(shelve('planner', id, ahead(1), '检修')).rejects.toThrow(/only duty officers/)
    await expect(shelve('duty', id, ahead(1), '  ')).rejects.toThrow(/reason/)
    await expect(shelve('duty', id, ahead(24 * 8), '检修')).rejects.toThrow(/within 7 days/)
    await expect(shelve('duty', id, ahead(-1), '检修')).rejects.toThrow(/within 7 days/)
    expect(await shelve('duty', id, ahead(8), '检修')).toMatchObject({ shelvedBy: 'duty', shelveReason: '检修' })
    const entries = await database.query(`select role, object from audit.entry where action = 'shelve'`)
    expect(entries).toEqual([{ role: 'duty', object: `alarm/${id}` }])
    const raised = [{ sensor: 's-gas', grade: 'red', value: 60, at: Date.now() }]
    await database.query('select sensing.write_judgements($1::text::jsonb)', [JSON.stringify(raised)])
    const [alarm] = await ask<{ grade: string; shelvedUntil: number | null }[]>(
      'duty',
      'select public.open_alarms() as answer',
    )
    expect(alarm).toMatchObject({ grade: 'red', shelvedUntil: null })
    await database.query('delete from public.alarm')
  })
})

describe('limits', () => {
  it('are those of the kind where the build gives a sensor none', async () => {
    expect(await limitsOf('s-gas')).toEqual(['orange 10'])
    expect(await limitsOf('s-water')).toEqual(['red 0.16', 'orange 0.2', 'yellow 0.23', 'blue 0.25'])
    expect((await overview()).get('s-water')?.staleAfter_s).toBe(180)
  })

  it('are changed by administrators alone, and every change is on record', async () => {
    await expect(setLimit('duty', 's-gas', 'red', 30)).rejects.toThrow(/only administrators/)
    await expect(setLimit('planner', 's-gas', 'red', 30)).rejects.toThrow(/only administrators/)
    await expect(setLimit('admin', 's-gas', 'purple', 30)).rejects.toThrow(/expected a grade/)
    await expect(setLimit('admin', 's-gas', 'red', Number.NaN)).rejects.toThrow(/finite/)
    await expect(setLimit('admin', 's-gas', 'red', 30, -1)).rejects.toThrow(/hysteresis of at least 0/)
    await expect(setLimit('admin', 'nobody', 'red', 30)).rejects.toThrow(/no sensor "nobody"/)
    expect(await setLimit('admin', 's-gas', 'red', 30, 2)).toMatchObject([
      { grade: 'orange', value: 10, hysteresis: 0 },
      { grade: 'red', value: 30, hysteresis: 2 },
    ])
    const entries = await open.database.query<{ action: string; object: string; value: number }>(
      `select action, object, (detail ->> 'value')::double precision as value from audit.entry
       where object like 'sensor_threshold/%' order by seq`,
    )
    expect(entries).toEqual([{ action: 'change', object: 'sensor_threshold/s-gas', value: 30 }])
  })

  it('clear after their clear-delay: as long as the on-delay where nobody says otherwise', async () => {
    const set = (clear: string) =>
      ask<readonly { grade: string; clear_delay_s: number }[]>(
        'admin',
        `select public.set_threshold('s-gas', 'red', 'above', 30, 45, 2${clear}) as answer`,
      )
    expect((await set(', 600')).find(({ grade }) => grade === 'red')).toMatchObject({ clear_delay_s: 600 })
    expect((await set('')).find(({ grade }) => grade === 'red')).toMatchObject({ clear_delay_s: 45 })
    for (const wrong of ['-1', '604801', `'NaN'`])
      await expect(set(`, ${wrong}`)).rejects.toThrow(/clear-delay of 0 to 604800 s/)
    const known = await loadSensorDirectory(open.database)
    expect(known.get('s-gas')?.thresholds).toContainEqual({
      ...{ grade: 'red', direction: 'above', value: 30 },
      ...{ delay_s: 45, hysteresis: 2, clear_delay_s: 45 },
    })
    await setLimit('admin', 's-gas', 'red', 30, 2)
  })

  it('of a kind are taken over when a sensor gets the first of its own, so that none falls silent', async () => {
    await ask('admin', `select public.set_threshold('s-water', 'blue', 'below', 0.26, 20, 0.01) as answer`)
    expect(await limitsOf('s-water')).toEqual(['red 0.16', 'orange 0.2', 'yellow 0.23', 'blue 0.26'])
    await ask('admin', `select public.remove_threshold('s-water', 'blue', 'below') as answer`)
    expect(await limitsOf('s-water')).toEqual(['red 0.16', 'orange 0.2', 'yellow 0.23'])
  })

  it('that a person set or took away outlive the next build and its kinds', async () => {
    await ask('admin', `select public.set_kind_threshold('ch4-well', 'blue', 'above', 4, 60, 1) as answer`)
    const rows = { ...tinyRows, sensor_threshold: [...tinyRows.sensor_threshold] }
    rows.sensor_threshold[0] = {
      ...{ sensor_id: 's-gas', grade: 'orange', direction: 'above' },
      ...{ value: 12, delay_s: 5, hysteresis: 0.5, clear_delay_s: 90 },
    }
    await writeTinyBuild(directory, rows, 'build-2')
    await loadCity(open.database, join(directory, 'tiny', 'build'))
    expect(await limitsOf('s-gas')).toEqual(['orange 12', 'red 30'])
    expect((await overview()).get('s-gas')?.thresholds).toMatchObject([{ clear_delay_s: 90 }, { clear_delay_s: 0 }])
    expect(await limitsOf('s-water')).toEqual(['red 0.16', 'orange 0.2', 'yellow 0.23'])
    const [blue] = await open.database.query(
      `select value from public.kind_threshold where kind = 'ch4-well' and grade = 'blue'`,
    )
    expect(blue).toEqual({ value: 4 })
  })

  it('that change are followed by the running server, and open alarms with them', async () => {
    await open.database.query('select sensing.ensure_partitions()')
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const ingest = await createIngest({ database: open.database, city: 'tiny' })
    try {
      const grades = () => open.database.query('select grade from public.alarm where closed_at is null')
      const now = Date.now()
      await ingest.post([{ sensor: 's-gas', at: now - 1000, value: 8 }])
      expect(await grades()).toEqual([])
      await setLimit('admin', 's-gas', 'yellow', 7)
      await vi.advanceTimersByTimeAsync(10_000)
      await until(async () => expect(await grades()).toEqual([{ grade: 'yellow' }]))
      await setLimit('admin', 's-gas', 'yellow', 9)
      await vi.advanceTimersByTimeAsync(10_000)
      await until(async () => expect(await grades()).toEqual([]))
    } finally {
      vi.useRealTimers()
      await ingest.close()
    }
  })
})

describe('a faulty reading', () => {
  it('is marked where it lies, told as a fault, and opens no alarm', async () => {
    const { database } = open
    const ingest = await createIngest({ database, city: 'tiny' })
    const start = Date.now() - 20 * 60_000
    const values = [0.35, 0.351, 0.35, 0.1, 0.35]
    for (const [minute, value] of values.entries())
      await ingest.post([{ sensor: 's-water', at: start + minute * 60_000, value }])
    await ingest.close()
    expect(
      await database.query(`select quality from sensing.sensor_reading where sensor_id = 's-water' order by at`),
    ).toEqual([0, 0, 0, 1, 0].map((quality) => ({ quality })))
    const faults = await ask<{ kind: string; since: number; detail: { value: number } }[]>(
      'duty',
      `select public.sensor_faults('s-water') as answer`,
    )
    expect(faults).toMatchObject([{ kind: 'spike', since: start + 3 * 60_000, detail: { value: 0.1 } }])
    expect(await database.query(`select id from public.alarm where sensor_id = 's-water'`)).toEqual([])
    expect(await database.query(`select sum(suspect)::integer as n from sensing.reading_hour`)).toEqual([{ n: 1 }])
    // a restart goes on with the spikes of a day: such an instrument confirms nobody
    const known = await loadSensorDirectory(database)
    const spike = start + 3 * 60_000
    const remembered = async (now: number) =>
      (await remember(database, known, now)).flatMap(({ faults = [] }) => faults.filter(({ kind }) => kind === 'spike'))
    expect(await remembered(spike + 86_399_000)).toMatchObject([{ since: spike, until: spike }])
    expect(await remembered(spike + 86_401_000)).toEqual([])
  })
})

describe('a sensor on its way to a limit', () => {
  const outlook = async () => outlookSchema.parse(await ask('duty', 'select public.sensor_outlook() as answer'))
  const approaches = async () =>
    (await outlook()).approaches.map(({ sensorId, grade, value }) => ({ sensorId, grade, value }))
  const yellow = [{ sensorId: 's-water', grade: 'yellow', value: 0.23 }]

  it('is told before it alarms, after a restart too, and no longer once it is silent', async () => {
    const { database } = open
    const now = Date.now()
    let clock = now
    const ingest = await createIngest({ database, city: 'tiny', now: () => clock })
    // 0.31 MPa and 0.005 MPa lower each minute: 0.23 MPa in 16 − 4 minutes
    const falling = Array.from({ length: 30 }, (_, half) => ({
      ...{ sensor: 's-water', at: now - (29 - half) * 30_000 },
      value: Number((0.31 - 0.0025 * half).toFixed(4)),
    }))
    await ingest.post(falling)
    await until(async () => expect(await approaches()).toEqual(yellow))
    const [told] = (await outlook()).approaches
    expect(((told?.reachesAt ?? 0) - now) / 60_000).toBeCloseTo((0.31 - 0.0025 * 29 - 0.23) / 0.005, 0)
    expect(await database.query(`select id from public.alarm where sensor_id = 's-water'`)).toEqual([])
    await ingest.close()

    await database.query('delete from public.sensor_approach')
    const again = await createIngest({ database, city: 'tiny', now: () => clock })
    await until(async () => expect(await approaches()).toEqual(yellow))
    clock = now + 181_000
    await until(async () => expect(await approaches()).toEqual([]))
    await again.close()
  })
})

describe('sensors on the pipe networks', () => {
  it('are placed by the networks of the build, with the ways between them, once a build', async () => {
    const { database } = open
    const build = join(directory, 'tiny', 'build')
    const network = aNetwork()
      .pipe('tiny/water/J1~J2~1', 'tiny/water/J1', 'tiny/water/J2')
      .pipe('tiny/water/J2~J3~1', 'tiny/water/J2', 'tiny/water/J3')
      .build()
    const { 's-water': water } = Object.fromEntries(await loadSensorDirectory(database))
    if (!water) throw new Error('no sensor s-water')
    const sensors = new Map([
      ['s-water', water],
      ['s-gas', { ...water, id: 's-gas', assetId: 'tiny/water/J3' }],
    ])
    const place = () => placeSensors({ database, directory: sensors, buildDirectory: build })
    const connections = async () =>
      connectionsSchema.parse(await ask('duty', `select public.sensor_connections('{s-water,s-gas,nobody}') as answer`))
    // what cannot be read is the caller's to tell; nothing is known then
    await expect(place()).rejects.toThrow()
    expect(await connections()).toEqual({ places: [], distances: [] })

    await writeFile(join(build, 'network', 'water.bin'), encodeNetwork(network))
    await place()
    // from the middle of the first pipe to J2 and on to J3, of 0.001° on the equator each
    expect(await connections()).toEqual({
      places: [
        ['s-gas', 'water'],
        ['s-water', 'water'],
      ],
      distances: [['s-gas', 's-water', Math.round(1.5 * 111.32)]],
    })
    await database.query('delete from public.sensor_distance')
    await place()
    expect((await connections()).distances).toEqual([])
    sensors.delete('s-gas')
    await place()
    expect((await connections()).places).toEqual([['s-water', 'water']])
  })
})
