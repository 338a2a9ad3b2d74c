import type { Caller, Database } from '../../server/database/database.ts'
import { type Person, people, roleOf } from './policies.ts'
import { tinyRows } from './tiny-city.ts'

const EXAMPLE = { reason: 'unknown', source: 'gateway', row: '{}', expected: 'the id of a sensor' }
const IN_D2 = 'SRID=4490;POINT Z (121.05 36.05 3.5)'

function first<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (!row) throw new Error('policy fixture: the tiny city lacks a row')
  return row
}
const second = <Row>(rows: readonly Row[]): Row => first(rows.slice(1))

/** The tiny city with a second district, where its gas valve lies, and a cable that a layer's class makes secret. */
export const policyRows: typeof tinyRows = {
  ...tinyRows,
  district: [
    first(tinyRows.district),
    {
      ...first(tinyRows.district),
      id: 'd2',
      geometry: 'SRID=4490;POLYGON Z ((121 36 0, 121.1 36 0, 121.1 36.1 0, 121 36.1 0, 121 36 0))',
    },
  ],
  project: [first(tinyRows.project), { ...first(tinyRows.project), id: 'p2', builder_id: 'org-gas' }],
  lifecycle_stage: [first(tinyRows.lifecycle_stage), { ...first(tinyRows.lifecycle_stage), project_id: 'p2' }],
  document: [first(tinyRows.document), { ...first(tinyRows.document), id: 'doc2', project_id: 'p2' }],
  asset: [
    first(tinyRows.asset),
    { ...second(tinyRows.asset), district_id: 'd2', geometry: IN_D2 },
    {
      ...first(tinyRows.asset),
      id: 'tiny/power/D1~D2~1',
      gid: 3,
      discipline: 'power',
      name: '海湾路电缆',
      owner_id: 'org-gas',
      project_id: 'p2',
    },
  ],
  operation_record: [
    first(tinyRows.operation_record),
    { ...first(tinyRows.operation_record), id: 'op2', asset_id: 'tiny/power/D1~D2~1' },
  ],
  risk: [
    { ...first(tinyRows.risk), geometry: IN_D2 },
    { ...first(tinyRows.risk), id: 'k2', asset_ids: ['tiny/power/D1~D2~1'] },
  ],
  sensor: [
    first(tinyRows.sensor),
    { ...second(tinyRows.sensor), district_id: 'd2', geometry: IN_D2 },
    {
      ...second(tinyRows.sensor),
      id: 's-power',
      kind: 'gallery-temperature',
      asset_id: 'tiny/power/D1~D2~1',
    },
  ],
  sensor_threshold: [first(tinyRows.sensor_threshold), { ...first(tinyRows.sensor_threshold), sensor_id: 's-power' }],
  finding: [
    ...tinyRows.finding,
    { ...first(tinyRows.finding), id: 'warning-above-ground-3', asset_ids: ['tiny/power/D1~D2~1'] },
  ],
}

/** Each person as the database meets them. */
export const callers = new Map<Person, Caller>(
  people.map((person, number) => [
    person,
    person === 'anonymous'
      ? { role: 'anon', claims: {} }
      : { role: 'authenticated', claims: { sub: `00000000-0000-4000-8000-0000000000${number + 10}` } },
  ]),
)

export function callerOf(person: Person): Caller {
  const caller = callers.get(person)
  if (!caller) throw new Error(`no caller "${person}"`)
  return caller
}

/** What the numbers of policies.ts count, in a database that holds the build of `policyRows`; writes as the owner. */
export async function fillForPolicies({ query }: Pick<Database, 'query'>): Promise<void> {
  for (const [person, role] of Object.entries(roleOf)) {
    const { claims } = callerOf(person as Person)
    const district = /^duty of (d\d)$/.exec(person)?.[1]
    await query(
      `insert into app.user_role (user_id, role, organisation_id, name, district_ids, clearance, disabled_at)
       values ($1, $2, 'org-water', $3, $4::text::text[], $5, $6::text::timestamptz)`,
      [
        claims.sub,
        role,
        person,
        district ? `{${district}}` : null,
        person === 'cleared' ? 2 : 1,
        person === 'disabled' ? '2026-01-01' : null,
      ],
    )
  }
  await query(`insert into public.layer_secrecy values ('power', 'line', 2)`)
  await query(`insert into public.asset_secrecy values ('tiny/water/J1~J2~1', 1)`)
  await query(`insert into public.field_secrecy values ('asset', 'pressure_mpa', 1)`)
  await query('select sensing.keep_house()')
  await query('select sensing.count_ingest($1::text::jsonb)', [
    JSON.stringify({ accepted: 1, late: 0, duplicate: 0, unknown: 1, bad: 0, examples: [EXAMPLE] }),
  ])
  for (const sensor of ['s-water', 's-gas', 's-power']) {
    await query('insert into public.sensor_latest (sensor_id, at, value) values ($1, now(), 1)', [sensor])
    await query('insert into sensing.sensor_reading values ($1, now(), 1, 0)', [sensor])
    await query(
      `insert into sensing.reading_hour values ($1, date_trunc('hour', now()), 1, 0, 0, 1, 1, 1, 1, now(), 1, now())`,
      [sensor],
    )
    await query(`insert into public.sensor_fault values ($1, 'spike', now(), now())`, [sensor])
    await query(`insert into public.sensor_approach values ($1, 'red', 'above', 2, now(), now(), null, 1, now())`, [
      sensor,
    ])
    await query(`insert into public.sensor_network values ($1, 'water')`, [sensor])
    await query(`insert into public.alarm (sensor_id, grade, value, opened_at) values ($1, 'red', 1, now())`, [sensor])
  }
  await query(
    `insert into public.sensor_distance select a.id, b.id, 100 from public.sensor a join public.sensor b on a.id < b.id`,
  )
  await query(`insert into public.case_file (source, title, asset_id, district_id, enterprise_id) values
    ('sensor', '漏损', 'tiny/water/J1~J2~1', 'd1', 'org-water'), ('public', '异味', 'tiny/gas/R1', 'd2', 'org-gas'),
    ('patrol', '破损', 'tiny/power/D1~D2~1', 'd1', 'org-gas')`)
  for (const [person, asset] of [
    ['planner', 'tiny/water/J1~J2~1'],
    ['duty', 'tiny/water/J1~J2~1'],
    ['cleared', 'tiny/power/D1~D2~1'],
  ] as const)
    await query(`insert into public.fault_report (asset_id, text, reported_by) values ($1, '材质有误', $2)`, [
      asset,
      callerOf(person).claims.sub,
    ])
  await query(`update public.asset set burial = '直埋'`)
  await query(`select enquiry.ask(120.001, 36.001, '203.0.113.7', now())`)
}
