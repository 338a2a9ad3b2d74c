import { randomUUID } from 'node:crypto'
import type { Database } from '../../server/database/database.ts'
import { lookupTables } from '../../server/load/lookups.ts'
import { type DatabaseName, onBothDatabases } from './both-databases.ts'
import { type Times, timesOf } from './readings.ts'

/** Assets in a grid of 5 m: some 200 lie within 40 m of a place, all of which a list of 50 is chosen from. */
const ASSETS = 20_000
const COLUMNS = 200
const STEP_DEGREES = 0.00005

/** What the notes of the audit cost, and what it costs to follow its chain. */
export interface AuditFigures {
  readonly database: DatabaseName
  /** 50 assets near a place, by the function that only answers */
  readonly bare: Times
  /** the same by the one that notes: to a person of clearance 1 */
  readonly uncleared: Times
  /** to a cleared one while nothing is secret */
  readonly nothingSecret: Times
  /** to a cleared one while all of it is */
  readonly noted: Times
  readonly entries: number
  /** to write one of them [ms] */
  readonly write: number
  /** to follow all of them: in slices of 2,000 as the page does, and at once [ms] */
  readonly checkInSlices: number
  readonly checkAtOnce: number
  /** the page's first view, and 50 entries of an action that is rare [ms] */
  readonly state: number
  readonly rare: number
}

/** @throws Error naming the packages when PostgreSQL 15 is not installed and cannot be */
export async function benchAudit(entries: number): Promise<readonly AuditFigures[]> {
  return await onBothDatabases((database) => measure(database, entries))
}

async function measure(database: Database, entries: number): Promise<Omit<AuditFigures, 'database'>> {
  await fill(database)
  const people = { planner: randomUUID(), cleared: randomUUID(), admin: randomUUID() }
  for (const [name, id] of Object.entries(people))
    await database.query('insert into app.user_role (user_id, role, name, clearance) values ($1, $2, $3, $4)', [
      id,
      name === 'cleared' ? 'planner' : name,
      name,
      name === 'cleared' ? 2 : 1,
    ])
  const ask = <Row>(person: keyof typeof people, sql: string, parameters: readonly unknown[] = []) =>
    database.asCaller({ role: 'authenticated', claims: { sub: people[person] } }, (query) =>
      query<Row>(sql, parameters),
    )
  const near = (person: 'planner' | 'cleared', schema: 'app' | 'public') =>
    timesOf((n) =>
      ask(person, `select ${schema}.assets_near($1, $2, 40, 50)`, [
        120 + (20 + (n % 100)) * STEP_DEGREES,
        36 + (20 + (n % 60)) * STEP_DEGREES,
      ]),
    )
  const bare = await near('planner', 'app')
  const uncleared = await near('planner', 'public')
  const nothingSecret = await near('cleared', 'public')
  await database.query(`insert into public.layer_secrecy values ('water', 'point', 2)`)
  const noted = await near('cleared', 'public')

  const [kept] = await database.query<{ n: number }>('select count(*)::integer as n from audit.entry')
  if ((kept?.n ?? 0) === 0) throw new Error('benchAudit: nothing was noted')
  const write = await took(() =>
    database.transaction(async (query) => {
      await query('set local statement_timeout = 0')
      await query(
        `select audit.write('read-secret', 'asset/made/' || n, '{"fields": ["start_depth_m"]}') from generate_series(1, $1::integer) n`,
        [entries],
      )
    }),
  )
  const checkInSlices = await took(async () => {
    for (let after = 0, isDone = false; !isDone; ) {
      const [row] = await ask<{ check: { checkedTo: number; broken: number | null; isDone: boolean } }>(
        'admin',
        'select public.audit_check($1) as check',
        [after],
      )
      if (!row || row.check.broken !== null) throw new Error('benchAudit: the chain is broken')
      after = row.check.checkedTo
      isDone = row.check.isDone
    }
  })
  const checkAtOnce = await took(() => database.query('select audit.first_broken()'))
  const state = await took(() => ask('admin', 'select public.audit_state()'))
  const rare = await took(() =>
    ask('admin', `select public.audit_entries(null, null, 'sign-in-failed', null, null, 50)`),
  )
  return {
    bare,
    uncleared,
    nothingSecret,
    noted,
    entries,
    write: write / entries,
    checkInSlices,
    checkAtOnce,
    state,
    rare,
  }
}

async function fill(database: Database): Promise<void> {
  for (const { table, rows } of lookupTables.filter(({ table }) => ['discipline', 'asset_kind'].includes(table)))
    await database.query(
      `insert into public.${table} select * from jsonb_populate_recordset(null::public.${table}, $1::text::jsonb)`,
      [JSON.stringify(rows)],
    )
  await database.query(
    `insert into public.asset (id, gid, kind, discipline, name, section, status, source, geometry)
     select 'made/water/' || n, n + 1, 'point', 'water', 'W' || n, 'none', 'in-use', 'made',
       format('SRID=4490;POINT Z (%s %s 3)', 120 + (n % ${COLUMNS}) * ${STEP_DEGREES}, 36 + (n / ${COLUMNS}) * ${STEP_DEGREES})
     from generate_series(0, ${ASSETS - 1}) as n`,
  )
  await database.query('analyze public.asset')
}

/** @returns how long it took [ms] */
async function took(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}
