import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../server/database/database.ts'
import { type OpenDatabase, openDatabase } from '../../server/database/open.ts'
import { loadCity } from '../../server/load/load-city.ts'
import { matrix, people, shareOf } from './policies.ts'
import { writeTinyBuild } from './tiny-city.ts'

let directory: string
let open: OpenDatabase
const callers = new Map<string, Caller>()

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lifeline-'))
  await writeTinyBuild(directory)
  open = await openDatabase({ directory: join(directory, 'tiny'), cacheDirectory: resolve('.lifeline/cache') })
  await loadCity(open.database, join(directory, 'tiny', 'build'))
  for (const person of people) {
    const sub = crypto.randomUUID()
    callers.set(person, { role: person === 'anonymous' ? 'anon' : 'authenticated', claims: { sub } })
    if (person !== 'anonymous' && person !== 'no role')
      await open.database.query(
        `insert into app.user_role (user_id, role, organisation_id, name) values ($1, $2, 'org-water', $2)`,
        [sub, person],
      )
  }
  await open.database.query('select sensing.ensure_partitions()')
  for (const sensor of ['s-water', 's-gas']) {
    await open.database.query('insert into public.sensor_latest (sensor_id, at, value) values ($1, now(), 1)', [sensor])
    await open.database.query('insert into sensing.sensor_reading values ($1, now(), 1, 0)', [sensor])
    await open.database.query(
      `insert into public.alarm (sensor_id, grade, value, opened_at) values ($1, 'red', 1, now())`,
      [sensor],
    )
  }
  for (const person of ['planner', 'duty'])
    await open.database.query(
      `insert into public.fault_report (asset_id, text, reported_by) values ('tiny/water/J1~J2~1', '材质有误', $1)`,
      [callerOf(person).claims.sub],
    )
  await open.database.query(`select enquiry.ask(120.001, 36.001, '203.0.113.7', now())`)
})
afterAll(async () => {
  await open.close()
  await rm(directory, { recursive: true, force: true })
})

function callerOf(person: string): Caller {
  const caller = callers.get(person)
  if (!caller) throw new Error(`no caller "${person}"`)
  return caller
}

/** Tables of ours: neither of extensions nor partitions (those are named below). */
async function tables(condition = 'not c.relispartition'): Promise<string[]> {
  const rows = await open.database.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^(pg_|information_schema|extensions|auth$)'
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') and ${condition} order by 1`,
  )
  return rows.map(({ name }) => name)
}

/** Rows that somebody sees; 0 when the table itself is refused. */
async function seen(person: string, table: string): Promise<number> {
  try {
    const [row] = await open.database.asCaller(callerOf(person), (query) =>
      query<{ count: number }>(`select count(*) from ${table}`),
    )
    return row?.count ?? 0
  } catch (error) {
    if (error instanceof Error && /permission denied/.test(error.message)) return 0
    throw error
  }
}

describe('policies', () => {
  it('name every table of the catalogue', async () => {
    expect(await tables()).toEqual(Object.keys(matrix).sort())
  })

  it.each(people)('let %s read what the matrix says and nothing more', async (person) => {
    const wrong: string[] = []
    for (const [table, rule] of Object.entries(matrix)) {
      const [all] = await open.database.query<{ count: number }>(`select count(*) from ${table}`)
      const share = shareOf(person, rule)
      const expected = share === 'all' ? all?.count : share
      const got = await seen(person, table)
      if (got !== expected) wrong.push(`${table}: sees ${got}, expected ${expected}`)
    }
    expect(wrong).toEqual([])
  })

  it('hide the accounts from everybody', async () => {
    for (const person of people)
      for (const table of ['auth.users', 'auth.sessions', 'auth.refresh_tokens'])
        expect(await seen(person, table)).toBe(0)
  })

  it('hide partitions like the table that they belong to', async () => {
    const partitions = await tables("c.relispartition and n.nspname = 'sensing'")
    expect(partitions.length).toBeGreaterThan(0)
    for (const person of people) for (const table of partitions) expect(await seen(person, table)).toBe(0)
  })

  it('are on, and forced, on every table that the REST interface shows', async () => {
    const open_ = await open.database.query(
      `select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not (c.relrowsecurity and c.relforcerowsecurity)`,
    )
    expect(open_).toEqual([])
  })

  it('let nobody write a table: writing is done by functions', async () => {
    const writable = await open.database.query(
      `select r.name as role, c.oid::regclass::text as table, p.name as privilege
       from pg_class c, (values ('anon'), ('authenticated')) r (name),
         (values ('insert'), ('update'), ('delete'), ('truncate')) p (name)
       where c.relkind in ('r', 'p', 'v') and c.relnamespace in
         ('public'::regnamespace, 'app'::regnamespace, 'sensing'::regnamespace, 'auth'::regnamespace)
       and has_table_privilege(r.name, c.oid, p.name)`,
    )
    expect(writable).toEqual([])
  })
})

describe('functions', () => {
  const callable = async (role: 'anon' | 'authenticated') => {
    const rows = await open.database.query<{ name: string }>(
      `select distinct p.pronamespace::regnamespace::text || '.' || p.proname as name from pg_proc p
       where p.pronamespace::regnamespace::text in ('public', 'sensing')
         and has_function_privilege($1, p.oid, 'execute') order by 1`,
      [role],
    )
    return rows.map(({ name }) => name)
  }

  it('of the client, and no others, can be called: by anonymous users the name and build of the city and one public cell', async () => {
    expect(await callable('anon')).toEqual(['public.city_info', 'public.public_cell'])
    expect(await callable('authenticated')).toEqual([
      'public.acknowledge_alarm',
      'public.alarms_at',
      'public.alarms_between',
      'public.asset_lifecycle',
      'public.asset_record',
      'public.assets_near',
      'public.city_figures',
      'public.city_info',
      'public.fault_reports',
      'public.finding_summary',
      'public.findings',
      'public.my_role',
      'public.open_alarms',
      'public.public_cell',
      'public.reading_history',
      'public.report_fault',
      'public.search_assets',
      'public.sensor_overview',
      'public.sensors_at',
      'public.settle_fault_report',
    ])
  })

  it('that run as their owner have a fixed search path', async () => {
    const loose = await open.database.query(
      `select p.oid::regprocedure::text as name from pg_proc p
       where p.prosecdef and p.pronamespace::regnamespace::text in ('public', 'app', 'sensing', 'realtime')
         and not coalesce(p.proconfig::text, '') like '%search_path=%'`,
    )
    expect(loose).toEqual([])
  })

  it('answer no more than their bounds, whatever is asked for', async () => {
    const ask = async <Row>(sql: string, parameters: unknown[] = []) => {
      const [row] = await open.database.asCaller(callerOf('duty'), (query) => query<Row>(sql, parameters))
      return row
    }
    await open.database.query(
      `insert into sensing.sensor_reading select 's-water', now() - n * interval '1 second', n, 0
       from generate_series(1, 6000) n where now() - n * interval '1 second' >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC'`,
    )
    const history = `select jsonb_array_length(public.reading_history('s-water', '-infinity', 'infinity', $1) -> 'at') as points`
    for (const most of [2_000_000_000, 0, -5, null])
      expect((await ask<{ points: number }>(history, [most]))?.points).toBeLessThanOrEqual(5000)
    await open.database.query(`delete from sensing.sensor_reading where value > 1 or at < now() - interval '1 hour'`)
    const search = 'select jsonb_array_length(public.search_assets($1, $2)) as hits'
    expect(await ask(search, ['tiny', 2_000_000_000])).toEqual({ hits: 2 })
    expect(await ask(search, ['tiny', -1])).toEqual({ hits: 1 })
    expect(await ask(search, ['x'.repeat(1_000_000), 20])).toEqual({ hits: 0 })
    expect(await ask(search, ['bay road', 20])).toEqual({ hits: 2 })
    await expect(ask('select public.acknowledge_alarm(1, $1)', ['x'.repeat(1001)])).rejects.toThrow(/at most 1000/)
  })
})

describe('an asset of another organisation', () => {
  const ask = async (person: string, id: string) => {
    const [row] = await open.database.asCaller(callerOf(person), (query) =>
      query<{ record: unknown; lifecycle: unknown }>(
        'select public.asset_record($1) as record, public.asset_lifecycle($1) as lifecycle',
        [id],
      ),
    )
    return row
  }

  it('is null to an enterprise, as if it were not there', async () => {
    expect(await ask('enterprise', 'tiny/gas/R1')).toEqual({ record: null, lifecycle: null })
    expect(await ask('enterprise', 'tiny/water/none')).toEqual({ record: null, lifecycle: null })
    expect((await ask('enterprise', 'tiny/water/J1~J2~1'))?.record).toMatchObject({ id: 'tiny/water/J1~J2~1' })
  })
})

describe('alarms', () => {
  const acknowledge = (person: string, alarm: number) =>
    open.database.asCaller(callerOf(person), (query) =>
      query<{ alarm: unknown }>('select public.acknowledge_alarm($1, $2) as alarm', [alarm, 'seen']),
    )

  it('are acknowledged by duty officers and administrators only', async () => {
    for (const person of ['planner', 'leader', 'enterprise', 'no role'])
      await expect(acknowledge(person, 1)).rejects.toThrow(/only duty officers/)
    await expect(acknowledge('anonymous', 1)).rejects.toThrow(/permission denied/)
    const [row] = await acknowledge('duty', 1)
    expect(row?.alarm).toMatchObject({ id: 1, acknowledgedBy: 'duty', closedAt: null })
  })

  it('keep their first acknowledgement', async () => {
    const [row] = await acknowledge('admin', 1)
    expect(row?.alarm).toMatchObject({ acknowledgedBy: 'duty' })
  })
})

describe('a role that is taken away', () => {
  it('stops at once, whatever the token says', async () => {
    const caller = callerOf('leader')
    await open.database.query('delete from app.user_role where user_id = $1', [caller.claims.sub])
    expect(await seen('leader', 'public.asset')).toBe(0)
  })
})
