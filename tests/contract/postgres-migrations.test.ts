import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMigrations } from '../../server/database/migrations.ts'
import { lookupTables } from '../../server/load/lookups.ts'
import { TABLES } from '../../src/domain/records/rows.ts'
import { groupOf, matrix, people, shareOf } from './policies.ts'
import { type Cluster, startCluster } from './postgres-cluster.ts'
import { tinyRows } from './tiny-city.ts'

/** Tables of the embedded backend alone, which the hosted one keeps for itself. */
const EMBEDDED_ONLY = ['supabase_migrations.schema_migrations']

let cluster: Cluster
const subjects = new Map(people.map((person) => [person, randomUUID()]))

beforeAll(async () => {
  cluster = startCluster()
  for (const file of [
    'server/database/bootstrap.sql',
    'server/database/bootstrap-realtime.sql',
    'tests/contract/hosted-stand-in.sql',
  ])
    await cluster.sql('supervisor', await readFile(file, 'utf8'))
  for (const { sql } of await readMigrations()) await cluster.sql('migrator', `begin;\n${sql};\ncommit;`)

  const lookups = lookupTables.map(({ table, rows }) => ({ table, rows: rows as readonly unknown[] }))
  const tables = TABLES.map((table) => ({ table, rows: tinyRows[table] as readonly unknown[] }))
  const inserts = [...lookups, ...tables].map(
    ({ table, rows }) =>
      `insert into public.${table} select * from jsonb_populate_recordset(null::public.${table}, $rows$${JSON.stringify(rows)}$rows$);`,
  )
  const roles = people
    .filter((person) => person !== 'anonymous' && person !== 'no role')
    .map(
      (person) =>
        `insert into app.user_role values ('${subjects.get(person)}', '${person}', 'org-water', '${person}');`,
    )
  await cluster.sql(
    'migrator',
    `begin; ${inserts.join('\n')} ${roles.join('\n')}
     insert into public.city values ('tiny', 'build-1', '小城', 'Tiny', true);
     select enquiry.ask(120.001, 36.001, '203.0.113.7', now());
     insert into public.fault_report (asset_id, text, reported_by) values
       ('tiny/water/J1~J2~1', '材质有误', '${subjects.get('planner')}'),
       ('tiny/water/J1~J2~1', '材质有误', '${subjects.get('duty')}');
     select sensing.ensure_partitions(), sensing.drop_old_partitions(); commit;`,
  )
})
afterAll(() => cluster?.stop())

/** Statements of one person, as PostgREST runs them; what is refused answers nothing. */
function as(person: (typeof people)[number], statement: string): string {
  const claims = JSON.stringify(person === 'anonymous' ? {} : { sub: subjects.get(person) })
  const role = person === 'anonymous' ? 'anon' : 'authenticated'
  return `begin; set local request.jwt.claims = '${claims}'; set local role ${role}; ${statement}; rollback;\n`
}

describe('on PostgreSQL 15, applied by a role that is no superuser, the migrations', () => {
  it('take readings, judge and broadcast under the role of the devices', async () => {
    const now = Date.now()
    const readings = ['s-water', 's-gas'].map((sensor) => ({ sensor, at: now, value: 1, quality: 0 }))
    const judgements = readings.map(({ sensor, at, value }) => ({ sensor, at, value, grade: 'red' }))
    const topic = 'sensors:d1:water-pressure'
    const rows = await cluster.sql(
      'supervisor',
      `set role lifeline_ingest;
       select public.ingest('${JSON.stringify(readings)}') ->> 'accepted';
       select sensing.write_judgements('${JSON.stringify(judgements)}') ->> 'opened';
       select sensing.publish('${JSON.stringify([{ topic, event: 'batch', payload: {} }])}');
       reset role;
       select topic from realtime.messages order by seq;`,
    )
    expect(rows).toEqual(['2', '2', 'alarms', topic])
  })

  it('show each person the same rows as the embedded database', async () => {
    const tables = Object.keys(matrix).filter((table) => !EMBEDDED_ONLY.includes(table))
    const count = (person: string, table: string) => `select '${person} ${table} ' || count(*) from ${table}`
    const all = await cluster.sql('supervisor', tables.map((table) => `${count('all', table)};`).join('\n'))
    const total = (table: string) =>
      Number(
        all
          .find((line) => line.startsWith(`all ${table} `))
          ?.split(' ')
          .at(-1),
      )
    expect(total('public.asset')).toBe(2)
    const asked = people.flatMap((person) => tables.map((table) => as(person, count(person, table))))
    const seen = (await cluster.attempt('supervisor', asked.join(''))).filter((line) => !line.endsWith(' 0'))
    const expected = people.flatMap((person) =>
      tables.flatMap((table) => {
        const rule = matrix[table]
        const share = rule ? shareOf(person, rule) : 0
        const rows = share === 'all' ? total(table) : share
        return rows === 0 ? [] : [`${person} ${table} ${rows}`]
      }),
    )
    expect(seen).toEqual(expected)
  })

  it("answer the client's functions to each person alike", async () => {
    const questions = {
      role: 'public.my_role()',
      city: "public.city_info() ->> 'build'",
      own: "public.asset_record('tiny/water/J1~J2~1') ->> 'owner'",
      path: "jsonb_array_length(public.asset_record('tiny/water/J1~J2~1') -> 'path')",
      other: "public.asset_record('tiny/gas/R1') ->> 'owner'",
      stages: "jsonb_array_length(public.asset_lifecycle('tiny/water/J1~J2~1') -> 'stages')",
      found: "jsonb_array_length(public.search_assets('海湾路', 20))",
      english: "jsonb_array_length(public.search_assets('bay road', 20))",
      road: "public.asset_record('tiny/water/J1~J2~1') ->> 'road_en'",
      sensors: 'jsonb_array_length(public.sensor_overview())',
      points: "jsonb_array_length(public.reading_history('s-water', '-infinity', 'infinity', 10) -> 'value')",
      alarms: 'jsonb_array_length(public.open_alarms())',
      acknowledged: "public.acknowledge_alarm(1, 'seen') ->> 'acknowledgedBy'",
      before: 'jsonb_array_length(public.alarms_at(now()))',
      opened: "jsonb_array_length(public.alarms_between('-infinity', 'infinity'))",
      moments: 'jsonb_array_length(public.sensors_at(now()))',
      near: 'jsonb_array_length(public.assets_near(120.05, 36.05, 5000, 10))',
      figures: "public.city_figures() -> 'sensors' ->> 'total'",
      reported: "public.report_fault('tiny/gas/R1', 'material', '有误') ->> 'reportedBy'",
      cell: `set_config('request.headers', '{"x-forwarded-for":"198.51.100.9, 203.0.113.7"}', true) <> ''
        and public.public_cell(120.001, 36.001) ->> 'kinds' = '["water"]'`,
      reports: "jsonb_array_length(public.fault_reports('tiny/water/J1~J2~1'))",
    }
    const asked = people.flatMap((person) =>
      Object.entries(questions).map(([name, call]) => as(person, `select '${person}', '${name}', ${call}`)),
    )
    const answers = await cluster.attempt('supervisor', asked.join(''))
    const of = (person: string) =>
      Object.fromEntries(
        answers.map((line) => line.split('|')).flatMap(([who, ...pair]) => (who === person ? [pair] : [])),
      )
    const staff = {
      city: 'build-1',
      own: '示例水务',
      path: '2',
      other: '示例燃气',
      stages: '6',
      found: '2',
      english: '2',
      road: 'Bay Road',
      sensors: '2',
      points: '1',
      alarms: '2',
      before: '2',
      opened: '2',
      moments: '2',
      near: '1',
      figures: '2',
      cell: 't',
      reports: '2',
    }
    const acts = (role: string) => ({ role, ...staff, reported: role })
    expect(of('planner')).toEqual(acts('planner'))
    expect(of('leader')).toEqual(acts('leader'))
    expect(of('duty')).toEqual({ ...acts('duty'), reports: '1', acknowledged: 'duty' })
    expect(of('admin')).toEqual({ ...acts('admin'), acknowledged: 'admin' })
    expect(of('enterprise')).toEqual({
      role: 'enterprise',
      ...staff,
      other: '',
      found: '1',
      english: '1',
      sensors: '1',
      alarms: '1',
      before: '1',
      opened: '1',
      moments: '1',
      near: '0',
      figures: '1',
      reported: '',
      cell: 't',
      reports: '0',
    })
    expect(of('no role')).toEqual({
      role: 'public',
      city: 'build-1',
      own: '',
      path: '',
      other: '',
      stages: '',
      found: '0',
      english: '0',
      road: '',
      sensors: '0',
      points: '0',
      alarms: '0',
      before: '0',
      opened: '0',
      moments: '0',
      near: '0',
      figures: '0',
      cell: 't',
      reports: '0',
    })
    expect(of('anonymous')).toEqual({ city: 'build-1', cell: 't' })
  })

  it('let staff receive live readings, an enterprise alarms only, and nobody send', async () => {
    const topics = ['sensors:d1:water-pressure', 'alarms']
    const permitted = people.flatMap((person) =>
      ['read', 'write'].map((action) => {
        const role = person === 'anonymous' ? 'anon' : 'authenticated'
        const claims = JSON.stringify(person === 'anonymous' ? {} : { sub: subjects.get(person) })
        return `begin; select '${person}', '${action}', array_length(realtime.permitted_topics(
          '{${topics.join()}}', '${role}', '${claims}', '${action}'), 1); rollback;`
      }),
    )
    const rows = await cluster.sql('supervisor', permitted.join('\n'))
    const shares = { staff: '2', enterprise: '1', others: '' }
    expect(rows).toEqual(people.flatMap((person) => [`${person}|read|${shares[groupOf(person)]}`, `${person}|write|`]))
  })
})
