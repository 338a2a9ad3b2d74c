import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { IngestBusy } from '../../server/ingest/gather.ts'
import { createIngest, type Ingest } from '../../server/ingest/ingest.ts'
import { createIngestRoute } from '../../server/ingest/ingest-route.ts'
import { aLiveCity, type LiveCity } from './live-city.ts'

const KEY = 'key of the devices'
const MINUTE = 60_000

let city: LiveCity
let ingest: Ingest
let now = Date.now()

beforeAll(async () => {
  city = await aLiveCity()
})
afterAll(() => city.close())
beforeEach(async () => {
  await city.database.query('delete from public.alarm')
  await city.database.query('delete from public.sensor_latest')
  await city.database.query('delete from sensing.sensor_reading')
  now = Date.now()
  ingest = await start()
})
afterEach(() => ingest.close())

const start = () => createIngest({ database: city.database, city: 'test', now: () => now })
const counts = ({ accepted, duplicate, late, unknown, bad }: Awaited<ReturnType<Ingest['post']>>) => ({
  accepted,
  duplicate,
  late,
  unknown,
  bad,
})
const alarms = () =>
  city.database.query<{ sensor_id: string; grade: string; value: number; is_open: boolean }>(
    'select sensor_id, grade, value, closed_at is null as is_open from public.alarm order by id',
  )
const latest = (sensor: string) =>
  city.database.query<{ value: number; quality: string; grade: string }>(
    'select value, quality, grade from public.sensor_latest where sensor_id = $1',
    [sensor],
  )

describe('ingest', () => {
  it('counts every row once and stores what it can', async () => {
    await ingest.post([{ sensor: 'S-P', at: now - MINUTE, value: 0.35 }])
    const answer = await ingest.post([
      { sensor: 'S-P', at: now - MINUTE, value: 0.35 },
      { sensor: 'S-P', at: now - 2 * MINUTE, value: 0.36 },
      { sensor: 'S-P', at: new Date(now).toISOString(), value: 0.37 },
      { sensor: 'S-P', at: now + 1, value: 9 },
      { sensor: 'nobody', at: now, value: 1 },
      { sensor: 'S-P', at: now + 60 * MINUTE, value: 0.3 },
      { sensor: 'S-P', at: 'yesterday', value: 0.3 },
      { sensor: 'S-P', value: 'high' },
    ])
    expect(counts(answer)).toEqual({ accepted: 1, duplicate: 1, late: 1, unknown: 1, bad: 4 })
    expect(answer.problems.map(({ row, column }) => [row, column])).toEqual([
      [6, 'at'],
      [7, 'at'],
    ])
  })

  it('gives the same result when a batch is sent again', async () => {
    const batch = [
      { sensor: 'S-CH4', at: now - MINUTE, value: 60 },
      { sensor: 'S-P', at: now - MINUTE, value: 0.3 },
    ]
    expect((await ingest.post(batch)).accepted).toBe(2)
    expect(counts(await ingest.post(batch))).toEqual({ accepted: 0, duplicate: 2, late: 0, unknown: 0, bad: 0 })
    expect(await alarms()).toHaveLength(1)
  })

  it('never moves the latest value back', async () => {
    await ingest.post([{ sensor: 'S-P', at: now, value: 0.4 }])
    expect((await ingest.post([{ sensor: 'S-P', at: now - MINUTE, value: 0.1 }])).late).toBe(1)
    expect(await latest('S-P')).toEqual([{ value: 0.4, quality: 'good', grade: 'normal' }])
  })

  it('marks an impossible value bad, shows it so and does not judge it', async () => {
    await ingest.post([{ sensor: 'S-CH4', at: now, value: 400 }])
    expect(await latest('S-CH4')).toEqual([{ value: 400, quality: 'bad', grade: 'normal' }])
    expect(await alarms()).toEqual([])
  })

  it('opens one alarm a sensor, raises it and closes it', async () => {
    await ingest.post([{ sensor: 'S-CH4', at: now - 3 * MINUTE, value: 12 }])
    await ingest.post([{ sensor: 'S-CH4', at: now - 2 * MINUTE, value: 70 }])
    await ingest.post([{ sensor: 'S-CH4', at: now - MINUTE, value: 12 }])
    expect(await alarms()).toEqual([{ sensor_id: 'S-CH4', grade: 'red', value: 70, is_open: true }])
    expect(await latest('S-CH4')).toMatchObject([{ grade: 'yellow' }])
    await ingest.post([{ sensor: 'S-CH4', at: now, value: 1 }])
    expect(await alarms()).toMatchObject([{ grade: 'red', is_open: false }])
  })

  it('keeps on record an alarm that came and went within one late batch', async () => {
    await ingest.post([
      { sensor: 'S-CH4', at: now - 3 * MINUTE, value: 1 },
      { sensor: 'S-CH4', at: now - 2 * MINUTE, value: 70 },
      { sensor: 'S-CH4', at: now - MINUTE, value: 1 },
    ])
    expect(await alarms()).toMatchObject([{ grade: 'red', value: 70, is_open: false }])
  })

  it('waits for the delay, and goes on after a restart', async () => {
    for (let minute = 65; minute > 1; minute--)
      await ingest.post([{ sensor: 'S-P', at: now - minute * MINUTE, value: 0.1 }])
    expect(await alarms()).toMatchObject([{ sensor_id: 'S-P', grade: 'orange', is_open: true }])
    await ingest.close()
    ingest = await start()
    await ingest.post([{ sensor: 'S-P', at: now, value: 0.1 }])
    expect(await alarms()).toHaveLength(1)
    expect(await latest('S-P')).toMatchObject([{ grade: 'orange' }])
  })

  it('lets nobody but the ingest role call it', async () => {
    const { id } = await city.addUser('admin')
    const call = (role: 'anon' | 'authenticated') =>
      city.database.asCaller({ role, claims: { sub: id } }, (query) => query("select public.ingest('[]'::jsonb)"))
    await expect(call('anon')).rejects.toThrow('permission denied')
    await expect(call('authenticated')).rejects.toThrow('permission denied')
  })

  it('shows readings and alarms to staff and nothing to others', async () => {
    await ingest.post([{ sensor: 'S-CH4', at: now, value: 70 }])
    const seen = async (role: string) => {
      const { id } = await city.addUser(role)
      return city.database.asCaller({ role: 'authenticated', claims: { sub: id } }, async (query) => [
        (await query('select 1 from public.alarm')).length,
        (await query('select 1 from public.sensor_latest')).length,
        (await query('select 1 from sensing.sensor_reading')).length,
      ])
    }
    expect(await seen('duty')).toEqual([1, 1, 1])
    expect(await seen('nobody')).toEqual([0, 0, 0])
    const anonymous = (table: string) =>
      city.database.asCaller({ role: 'anon', claims: {} }, (query) => query(`select 1 from ${table}`))
    for (const table of ['public.alarm', 'public.sensor_latest', 'sensing.sensor_reading'])
      await expect(anonymous(table)).rejects.toThrow('permission denied')
  })
})

describe('POST /ingest/v1/readings', () => {
  const post = (body: string, key = KEY) =>
    createIngestRoute(
      ingest,
      KEY,
    )(
      new Request('http://localhost/ingest/v1/readings', {
        method: 'POST',
        body,
        headers: { Authorization: `Bearer ${key}` },
      }),
    )

  it('answers the counts after the commit', async () => {
    const response = await post(JSON.stringify({ readings: [{ sensor: 'S-P', at: now, value: 0.3 }] }))
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ accepted: 1, bad: 0 })
    expect(await latest('S-P')).toMatchObject([{ value: 0.3 }])
  })

  it('refuses a wrong key, what is no batch and what is too large', async () => {
    expect((await post('{"readings":[]}', 'another')).status).toBe(401)
    const notJson = await post('{"readings":')
    expect(notJson.status).toBe(400)
    expect((await notJson.json()).error).toContain('expected JSON')
    expect((await post('[]')).status).toBe(400)
    expect((await post(`{"readings":["${'x'.repeat(5_000_000)}"]}`)).status).toBe(413)
  })

  it('tells a device to come again while too many batches wait', async () => {
    const busy: Ingest = { ...ingest, post: () => Promise.reject(new IngestBusy('32 batches wait')) }
    const response = await createIngestRoute(
      busy,
      KEY,
    )(
      new Request('http://localhost/ingest/v1/readings', {
        method: 'POST',
        body: '{"readings":[]}',
        headers: { Authorization: `Bearer ${KEY}` },
      }),
    )
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toBe('1')
  })
})
