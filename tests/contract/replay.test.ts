import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIngest, type Ingest } from '../../server/ingest/ingest.ts'
import { fillPressures } from '../../server/replay/fill-pressures.ts'
import { createReplay } from '../../server/replay/replay.ts'
import { interruptDrills } from '../../server/replay/take-up-drills.ts'
import { changeOf, NOW_SPAN, USUAL_SPAN } from '../../src/domain/leak/usual-pressure.ts'
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
    // some of these hours have a report that the script leaves out
    expect(missing.filled).toBeGreaterThanOrEqual(0.8 * (2 * 4 + 12))
    expect(missing.filled).toBeLessThan(filled)
    expect(await stored()).toBe(filled + missing.filled)
  })

  it('goes on reporting in wall-clock time', async () => {
    const replay = aReplay()
    await replay.start()
    const before = await stored()
    now += 60_000
    await until(async () => expect(await stored()).toBeGreaterThan(before))
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

  it('goes on with a drill over a restart, and tells as interrupted what cannot go on', async () => {
    const { database } = city
    // several, for an instrument that is faulty that day takes no part
    for (const n of [1, 2, 3, 4, 5, 6])
      await database.query(
        `insert into public.sensor (id, kind, name, district_id, period_s, geometry)
         select $1, 'gallery-methane', $1, district_id, 60, geometry from public.sensor where id = 'S-P'`,
        [`S-GAL${n}`],
      )
    const field = await createIngest({ database, city: 'test', now: () => now })
    const aField = () => createReplay({ database, ingest: field, now: () => now })
    const drills = () =>
      database.query<{ id: number; sensors: string[]; isInterrupted: boolean }>(
        `select id, to_jsonb(sensor_ids) as sensors, interrupted_at is not null as "isInterrupted"
         from public.drill where id > 2 order by id`,
      )
    const first = aField()
    await first.start()
    await database.query(`insert into public.drill (story) values ('gallery-gas')`)
    await until(async () => expect((await drills())[0]?.sensors).not.toEqual([]))
    const [drill] = await drills()
    const [sensor = ''] = drill?.sensors ?? []
    expect(sensor).toMatch(/^S-GAL/)
    await first.stop()

    // what was missed while no server ran is of the drill too: gas is at its strongest after twenty minutes
    const stopped = now
    now += 20 * 60_000
    const second = aField()
    await second.start()
    await second.stop()
    const [gas] = await database.query<{ highest: number }>(
      `select max(value) as highest from sensing.sensor_reading
       where sensor_id = $1 and at > to_timestamp($2::double precision / 1000)`,
      [sensor, stopped],
    )
    expect(gas?.highest).toBeGreaterThan(20)
    expect((await drills()).map(({ isInterrupted }) => isInterrupted)).toEqual([false])
    const ofDrill = async () => {
      const [row] = await database.query<{ drill: string }>('select app.drill_of($1, now()) as drill', [sensor])
      return row?.drill
    }
    expect(await ofDrill()).toBe('drill')

    // the city's sensors are others now; and one that nobody took up for minutes
    await database.query(`update public.drill set sensor_ids = sensor_ids || '{S-CH4}' where id = $1`, [drill?.id])
    await database.query(
      `insert into public.drill (story, started_at) values ('storm', to_timestamp($1::double precision / 1000))`,
      [now - 120_000],
    )
    const third = aField()
    await third.start()
    await until(async () => expect((await drills()).map(({ isInterrupted }) => isInterrupted)).toEqual([true, true]))
    expect(await ofDrill()).toBe('interrupted')
    await third.stop()
    await field.close()

    // a server that plays no field ends what runs
    await database.query(
      `insert into public.drill (story, begun_at, until) values ('storm', now(), now() + interval '1 hour')`,
    )
    await interruptDrills(database, Date.now())
    expect((await drills()).map(({ isInterrupted }) => isInterrupted)).toEqual([true, true, true])
  })

  it('can tell, once the days before are filled, what is usual of a pressure at every hour of the next day, and no alarm comes of it', async () => {
    const replay = aReplay()
    const count = async (of: string) => {
      const [row] = await city.database.query<{ n: number }>(`select count(*)::integer as n from ${of}`)
      return row?.n ?? 0
    }
    const alarms = await count('public.alarm')
    const parts = { database: city.database, ingest, script: replay.script, now, isOver: () => false }
    const posted = await fillPressures(parts)
    // one sensor, a reading each quarter of an hour where there are fewer than three an hour
    expect(posted).toBeGreaterThan(24 * 4)
    expect(await count('public.alarm')).toBe(alarms)
    // a second time nothing is missing but what the script leaves out
    expect(await fillPressures(parts)).toBeLessThan(posted / 10)

    const stored = await city.database.query<{ at: number; value: number }>(
      `select (extract(epoch from at) * 1000)::double precision as at, value from sensing.sensor_reading
       where sensor_id = 'S-P' order by at`,
    )
    const between = (from: number, to: number) => {
      const within = stored.filter(({ at }) => at >= from && at <= to)
      return { at: within.map(({ at }) => at), value: within.map(({ value }) => value), isByHours: false }
    }
    // as if it went on: the newest readings stand for those of the hour that is looked at; a scripted gap may take a day away
    const known = Array.from({ length: 25 }, (_, later) => now + later * HOUR).filter((to) => {
      const recent = { at: [to - 2, to - 1, to], value: [0.3, 0.3, 0.3], isByHours: false }
      return changeOf(recent, between(to - USUAL_SPAN, Math.min(now, to - NOW_SPAN)), to) !== null
    })
    expect(known.length).toBeGreaterThan(20)
  })
})
