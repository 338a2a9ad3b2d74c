import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIngest, type Ingest } from '../../server/ingest/ingest.ts'
import { createReplay } from '../../server/replay/replay.ts'
import { until } from '../kit/until.ts'
import { aLiveCity, type LiveCity } from './live-city.ts'

const HOUR = 3_600_000

let city: LiveCity
let ingest: Ingest
// The database's clock refuses readings from the future.
let now = Date.now() - 3 * HOUR

beforeAll(async () => {
  city = await aLiveCity()
  ingest = await createIngest({ database: city.database, city: 'test', now: () => now })
})
afterAll(async () => {
  await ingest.close()
  await city.close()
})

const stored = async () => {
  const [row] = await city.database.query<{ count: number }>(
    'select count(*)::integer as count from sensing.sensor_reading',
  )
  return row?.count ?? 0
}
const aReplay = () => createReplay({ database: city.database, ingest, now: () => now })

describe('replay', () => {
  it('fills the last day once and after a restart only what is missing', async () => {
    const first = aReplay()
    const { filled, isFirst } = await first.start()
    expect(isFirst).toBe(true)
    await first.stop()
    // Wells at 30 minutes and a pressure at 10 in the last 6 hours, and one an hour before that where nothing is wrong.
    expect(filled).toBeGreaterThanOrEqual(2 * 12 + 36 + 3 * 18)
    expect(await stored()).toBe(filled)

    const again = aReplay()
    expect(await again.start()).toEqual({ filled: 0, isFirst: false })
    await again.stop()

    now += 2 * HOUR
    const later = aReplay()
    const missing = await later.start()
    await later.stop()
    expect(missing.filled).toBeGreaterThanOrEqual(2 * 4 + 12)
    expect(missing.filled).toBeLessThan(filled)
    expect(await stored()).toBe(filled + missing.filled)
  })

  it('goes on reporting in wall-clock time', async () => {
    const replay = aReplay()
    await replay.start()
    const before = await stored()
    now += 60_000
    await until(async () => expect(await stored()).toBe(before + 1))
    await replay.stop()
  })

  it('lets a drill happen that was asked for, and says which sensors see it', async () => {
    await city.database.query(`insert into public.drill (story) values ('storm'), ('gas-in-wells')`)
    const replay = aReplay()
    await replay.start()
    const drills = () =>
      city.database.query<{ story: string; until: string | null; seen: number }>(
        'select story, until::text, cardinality(sensor_ids) as seen from public.drill order by id',
      )
    await until(async () => expect((await drills()).every(({ until }) => until !== null)).toBe(true))
    // three sensors are no field for either
    expect((await drills()).map(({ seen }) => seen)).toEqual([0, 0])
    await replay.stop()
  })
})
