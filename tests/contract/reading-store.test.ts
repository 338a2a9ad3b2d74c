import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createIngest, type Ingest } from '../../server/ingest/ingest.ts'
import { aLiveCity, type LiveCity } from './live-city.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** same readings at every run */
const SEED = 20260601

describe('the reading store', () => {
  let city: LiveCity
  let ingest: Ingest

  beforeAll(async () => {
    city = await aLiveCity()
  })
  afterAll(() => city.close())
  beforeEach(async () => {
    for (const table of ['public.alarm', 'public.sensor_latest', 'sensing.sensor_reading', 'sensing.reading_hour'])
      await city.database.query(`delete from ${table}`)
    await city.database.query('delete from sensing.ingest_example')
    ingest = await createIngest({ database: city.database, city: 'test' })
  })
  afterEach(() => ingest.close())

  const setting = (key: string, value: number) =>
    city.database.query(
      'insert into app.setting values ($1, $2) on conflict (key) do update set value = excluded.value',
      [key, String(value)],
    )
  const latestAt = async () => {
    const [row] = await city.database.query<{ at: number }>(
      'select (extract(epoch from at) * 1000)::double precision as at from public.sensor_latest',
    )
    return row?.at ?? Number.NEGATIVE_INFINITY
  }

  it('takes every reading of the last seven days and up to 10 minutes ahead, in any order, and the latest never moves back', async () => {
    const now = Date.now()
    const midnight = now - (now % DAY)
    const times = [
      ...[-1, 0, 1].map((ms) => midnight + ms),
      ...[-1, 0, 1].map((ms) => midnight - DAY + ms),
      ...Array.from({ length: 8 }, (_, day) => now - day * DAY),
      now - 10 * MINUTE,
      now + 9.9 * MINUTE,
      now + 5 * MINUTE,
    ]
    const order = fc.sample(fc.shuffledSubarray(times, { minLength: times.length }), { seed: SEED, numRuns: 3 })
    let last = Number.NEGATIVE_INFINITY
    for (const shuffled of order) {
      for (const at of shuffled) {
        const { accepted, late, duplicate } = await ingest.post([{ sensor: 'S-P', at, value: 0.3 }])
        expect(accepted + late + duplicate).toBe(1)
        expect(await latestAt()).toBeGreaterThanOrEqual(last)
        last = await latestAt()
      }
    }
    const [stored] = await city.database.query('select count(*)::integer as rows from sensing.sensor_reading')
    expect(stored).toEqual({ rows: new Set(times).size })
    expect(last).toBe(Math.max(...times))
  })

  it('has hours that say what the readings say, however late and often they come', async () => {
    const now = Date.now()
    const reading = fc.record({
      sensor: fc.constantFrom('S-P', 'S-CH4'),
      at: fc.integer({ min: 0, max: 300 }).map((minutes) => now - minutes * MINUTE),
      value: fc.double({ min: 0, max: 1, noNaN: true }),
      quality: fc.constantFrom('good', 'suspect', 'bad', 'maintenance'),
    })
    const batches = fc.sample(fc.array(reading, { minLength: 1, maxLength: 60 }), { seed: SEED, numRuns: 20 })
    for (const batch of batches) await ingest.post(batch)
    for (const batch of batches.slice(0, 5)) await ingest.post(batch)
    const kept = await city.database.query(
      'select sensor_id, hour::text, count, suspect, bad, min, max, round(total::numeric, 9)::text as total, first, last from sensing.reading_hour order by 1, 2',
    )
    const told = await city.database.query(
      `select sensor_id, date_trunc('hour', at)::text as hour, (count(*) filter (where quality <> 2))::integer as count,
         (count(*) filter (where quality in (1, 3)))::integer as suspect,
         (count(*) filter (where quality = 2))::integer as bad, min(value) filter (where quality <> 2),
         max(value) filter (where quality <> 2),
         round(coalesce(sum(value) filter (where quality <> 2), 0)::numeric, 9)::text as total,
         (array_agg(value order by at))[1] as first, (array_agg(value order by at desc))[1] as last
       from sensing.sensor_reading group by 1, 2 order by 1, 2`,
    )
    expect(kept.length).toBeGreaterThan(8)
    expect(kept).toEqual(told)
  })

  it('shows the peak of a span that is told by hours, and where all readings were bad', async () => {
    const now = Date.now()
    const span = 30 * DAY
    const readings = Array.from({ length: 21_000 }, (_, n) => ({
      sensor: 'S-P',
      at: now - span + n * 2 * MINUTE,
      value: n === 12_345 ? 0.9 : 0.3,
      ...(n > 15_000 && n < 15_100 ? { quality: 'bad' } : {}),
    }))
    for (let start = 0; start < readings.length; start += 5000) await ingest.post(readings.slice(start, start + 5000))
    const [row] = await city.database.query<{ history: Record<'at' | 'value' | 'quality' | 'low' | 'high', number[]> }>(
      "select sensing.reading_history('S-P', now() - interval '31 days', now(), 720) as history",
    )
    const history = row?.history
    expect(history?.at.length).toBeGreaterThan(650)
    expect(history?.at.length).toBeLessThanOrEqual(720)
    expect(Math.max(...(history?.high ?? []))).toBe(0.9)
    expect(Math.max(...(history?.value ?? []))).toBeLessThan(0.4)
    expect(Math.min(...(history?.low ?? []))).toBe(0.3)
    expect(history?.quality.filter((quality) => quality === 2).length).toBeGreaterThanOrEqual(2)
    expect(history?.at).toEqual([...(history?.at ?? [])].sort((a, b) => a - b))
  })

  it('keeps readings and hours as long as the settings say, and takes nothing older', async () => {
    const now = Date.now()
    await ingest.post([30, 70, 100].map((days) => ({ sensor: 'S-P', at: now - days * DAY, value: 0.3 })))
    await setting('raw_days', 60)
    await setting('hour_days', 300)
    await city.database.query('select sensing.keep_house()')
    const count = async (table: string) =>
      (await city.database.query<{ rows: number }>(`select count(*)::integer as rows from ${table}`))[0]?.rows
    // 100 days were too old at once, 70 days when the house was kept
    expect(await count('sensing.sensor_reading')).toBe(1)
    expect(await count('sensing.reading_hour')).toBe(2)
    expect((await ingest.post([{ sensor: 'S-P', at: now - 65 * DAY, value: 0.3 }])).bad).toBe(1)
    await setting('raw_days', 90)
    await setting('hour_days', 1826)
  })

  it('is not stopped by any row, whatever is in it', async () => {
    const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.double(), fc.constant('S-P'))
    const row = fc.oneof(value, fc.record({ sensor: value, at: value, value, quality: value }, { requiredKeys: [] }))
    const rows = [
      ...fc.sample(row, { seed: SEED, numRuns: 1000 }),
      { sensor: 'S-P', at: Number.MAX_VALUE, value: 1 },
      { sensor: 'S-P', at: -1, value: 1 },
      { sensor: 'S-P', at: Date.now() + 0.5, value: 5e-324 },
      { sensor: 'S-P', at: Date.now(), value: 1.7e308 },
      { sensor: 'S-\u0000', at: Date.now(), value: 1 },
      { sensor: '\ud800', at: Date.now(), value: 1 },
    ]
    const { accepted, duplicate, late, unknown, bad } = await ingest.post(rows)
    expect(accepted + duplicate + late + unknown + bad).toBe(rows.length)
  })

  it('keeps the newest twenty examples of each reason', async () => {
    for (let n = 0; n < 30; n++) await ingest.post([{ sensor: `nobody-${n}`, at: Date.now(), value: 1 }, `row ${n}`])
    const examples = await city.database.query<{ reason: string; row_text: string }>(
      'select reason, row_text from sensing.ingest_example order by id desc',
    )
    expect(examples).toHaveLength(40)
    expect(examples.filter(({ reason }) => reason === 'bad').map(({ row_text }) => row_text)).toContain('row 29')
    expect(examples.map(({ row_text }) => row_text)).not.toContain('row 9')
  })
})
