import { randomUUID } from 'node:crypto'
import type { Database } from '../../server/database/database.ts'
import { createIngest } from '../../server/ingest/ingest.ts'
import { lookupTables } from '../../server/load/lookups.ts'
import { type DatabaseName, onBothDatabases } from './both-databases.ts'

/** Sensors stand in rows of a grid, this many in each. */
const COLUMNS = 400
/** A view holds 1,000 of them. */
const VIEW = { columns: 40, rows: 25 }
const STEP_DEGREES = 0.001
/** Of nine in ten sensors, and of the rest. */
const OWN_DISTRICT = 'd-own'
const OTHER_DISTRICT = 'd-other'
/** Sensors with hours of 90 days, among which one is asked for; one has the readings too, one a minute. */
const WITH_HOURS = 200
const QUESTIONS = 100
/** Newest readings of as many sensors, as one minute brings them. */
const BATCH = 10_000
const BATCHES = 6

/** Times [ms] of one question after another. */
export interface Times {
  readonly median: number
  readonly p95: number
}

export interface ReadingFigures {
  readonly database: DatabaseName
  readonly sensors: number
  readonly hours: number
  /** the newest values of a view of 1,000 sensors */
  readonly view: Times
  /** the same for a person bound to the district of nine in ten of them */
  readonly scopedView: Times
  /** 90 days of one sensor, by hours */
  readonly history: Times
  /** stored, judged and acknowledged, in batches of 10,000 sensors */
  readonly rowsPerSecond: number
}

/** @throws Error naming the packages when PostgreSQL 15 is not installed and cannot be */
export async function benchReadings(sensors: number): Promise<readonly ReadingFigures[]> {
  return await onBothDatabases((database) => measure(database, sensors))
}

async function measure(database: Database, sensors: number): Promise<Omit<ReadingFigures, 'database'>> {
  await fill(database, sensors)
  const everywhere = await aDutyOfficer(database, null)
  const bound = await aDutyOfficer(database, [OWN_DISTRICT])
  const rows = Math.floor(sensors / COLUMNS)
  const viewOf = (ask: Ask) =>
    timesOf((n) => {
      const west = 120 + ((n * 37) % (COLUMNS - VIEW.columns)) * STEP_DEGREES - STEP_DEGREES / 2
      const south = 36 + ((n * 17) % Math.max(1, rows - VIEW.rows)) * STEP_DEGREES - STEP_DEGREES / 2
      return ask('select public.latest_in_view($1, $2, $3, $4)', [
        west,
        south,
        west + VIEW.columns * STEP_DEGREES,
        south + VIEW.rows * STEP_DEGREES,
      ])
    })
  const view = await viewOf(everywhere)
  const scopedView = await viewOf(bound)
  const history = await timesOf((n) =>
    everywhere(`select public.reading_history($1, now() - interval '90 days', now(), 720)`, [
      `s-${(n * 7) % WITH_HOURS}`,
    ]),
  )
  const [counted] = await database.query<{ hours: number }>(
    'select count(*)::integer as hours from sensing.reading_hour',
  )
  return {
    sensors,
    hours: counted?.hours ?? 0,
    view,
    scopedView,
    history,
    rowsPerSecond: await rateOf(database, sensors),
  }
}

type Ask = (sql: string, parameters: readonly unknown[]) => Promise<unknown>

/** @param districts  null = the whole city */
async function aDutyOfficer(database: Database, districts: readonly string[] | null): Promise<Ask> {
  const sub = randomUUID()
  await database.query(
    `insert into app.user_role (user_id, role, name, district_ids) values ($1, 'duty', 'duty', $2)`,
    [sub, districts],
  )
  return (sql, parameters) =>
    database.asCaller({ role: 'authenticated', claims: { sub } }, (query) => query(sql, parameters))
}

async function fill(database: Database, sensors: number): Promise<void> {
  for (const name of ['discipline', 'asset_kind', 'sensor_kind'])
    await database.query(
      `insert into public.${name} select * from jsonb_populate_recordset(null::public.${name}, $1::text::jsonb)`,
      [JSON.stringify(lookupTables.find(({ table }) => table === name)?.rows)],
    )
  await database.query(
    `insert into public.district (id, name_zh, name_en, geometry)
     select id, id, id, 'SRID=4490;MULTIPOLYGON Z (((119 35 0, 121 35 0, 121 37 0, 119 37 0, 119 35 0)))'
     from unnest($1::text[]) id`,
    [[OWN_DISTRICT, OTHER_DISTRICT]],
  )
  // each sensor on a point of its own
  const place = `format('SRID=4490;POINT Z (%s %s 3)', 120 + (n % ${COLUMNS}) * ${STEP_DEGREES},
    36 + (n / ${COLUMNS}) * ${STEP_DEGREES})::geometry`
  const district = `case when n % 10 = 0 then '${OTHER_DISTRICT}' else '${OWN_DISTRICT}' end`
  await database.query(
    `insert into public.asset (id, gid, kind, discipline, section, status, district_id, source, geometry)
     select 'a-' || n, n + 1, 'point', 'water', 'none', 'in-use', ${district}, 'made', ${place}
     from generate_series(0, $1::integer - 1) as n`,
    [sensors],
  )
  await database.query(
    `insert into public.sensor (id, kind, name, asset_id, district_id, period_s, geometry)
     select 's-' || n, 'water-pressure', 's-' || n, 'a-' || n, ${district}, 60, ${place}
     from generate_series(0, $1::integer - 1) as n`,
    [sensors],
  )
  await database.query(
    `insert into public.sensor_latest select id, now() - interval '1 minute', 0.3 from public.sensor`,
  )
  await database.query(
    `select sensing.ensure_month((now() - days * interval '1 day')::date) from generate_series(0, 91) days`,
  )
  // by time, as they come, so that the hours of one sensor lie far apart
  await database.query(
    `insert into sensing.reading_hour
     select 's-' || n, date_trunc('hour', now() - h * interval '1 hour', 'UTC'), 60, 0, 0, 0.2, 0.4, 18, 0.3, now(), 0.3, now()
     from generate_series(0, 2159) as h, generate_series(0, ${WITH_HOURS - 1}) as n`,
  )
  // hosted databases do it by themselves; the embedded one at the load of a city
  await database.query('analyze public.sensor, public.asset, public.sensor_latest')
}

/** Rows a second that `ingest` takes, each batch a minute after the one before. */
async function rateOf(database: Database, sensors: number): Promise<number> {
  const ingest = await createIngest({ database, city: 'made' })
  const begin = Date.now() - 60_000 * (BATCHES + 2)
  const batch = (minute: number) =>
    Array.from({ length: Math.min(BATCH, sensors) }, (_, n) => ({
      sensor: `s-${n}`,
      at: begin + minute * 60_000,
      value: 0.3,
    }))
  await database.query('update public.sensor_latest set at = $1::timestamptz', [new Date(begin - 60_000).toISOString()])
  await ingest.post(batch(0))
  const before = performance.now()
  for (let minute = 1; minute <= BATCHES; minute++) {
    const { accepted } = await ingest.post(batch(minute))
    if (accepted !== Math.min(BATCH, sensors)) throw new Error(`benchReadings: ${accepted} accepted`)
  }
  const seconds = (performance.now() - before) / 1000
  await ingest.close()
  return Math.round((BATCHES * Math.min(BATCH, sensors)) / seconds)
}

export async function timesOf(question: (n: number) => Promise<unknown>): Promise<Times> {
  for (let n = 0; n < 5; n++) await question(n)
  const times: number[] = []
  for (let n = 0; n < QUESTIONS; n++) {
    const before = performance.now()
    await question(n)
    times.push(performance.now() - before)
  }
  times.sort((a, b) => a - b)
  return { median: times[Math.floor(QUESTIONS / 2)] ?? 0, p95: times[Math.floor(QUESTIONS * 0.95)] ?? 0 }
}
