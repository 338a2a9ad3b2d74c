/*
 * Who may what, of every table, function and topic. The catalogue is compared with these lists: what is new and not named
 * here fails the test. The rows behind the numbers are those of policy-fixture.ts: a water main in district d1 of 示例水务,
 * a gas valve in d2 and a secret power cable in d1, both of 示例燃气, each with a sensor, readings and an alarm (1, 2, 3).
 * A table that belongs to assets, sensors or districts must say what other districts and clearances see of it.
 */

/** Who asks. All clearances are 1 (internal) but that of `cleared`, a planner; `disabled` was a duty officer. */
export const people = [
  'planner',
  'duty',
  'leader',
  'admin',
  'duty of d1',
  'duty of d2',
  'cleared',
  'enterprise',
  'disabled',
  'no role',
  'anonymous',
] as const

export type Person = (typeof people)[number]

/** What each sees: of whoever is not named the more general word holds, up to `staff`, `enterprise` and `others`. */
export type Rule<Value> = {
  readonly staff: Value
  /** of 示例水务 */
  readonly enterprise: Value
  /** disabled, without a role, anonymous */
  readonly others: Value
} & { readonly [Name in Person]?: Value }

/** The role in `app.user_role` of those who have one. */
export const roleOf: { readonly [Name in Person]?: 'planner' | 'duty' | 'leader' | 'admin' | 'enterprise' } = {
  planner: 'planner',
  duty: 'duty',
  leader: 'leader',
  admin: 'admin',
  'duty of d1': 'duty',
  'duty of d2': 'duty',
  cleared: 'planner',
  enterprise: 'enterprise',
  disabled: 'duty',
}

/** What the rule says of one person. */
export function valueFor<Value>(person: Person, rule: Rule<Value>): Value {
  const role = person === 'disabled' ? undefined : roleOf[person]
  for (const name of [person, role ?? person] as const) {
    const value = rule[name]
    if (value !== undefined) return value
  }
  if (role === undefined) return rule.others
  return role === 'enterprise' ? rule.enterprise : rule.staff
}

/* Tables: how many rows each reads. Nobody writes any: that is one rule for all, see the test. */

export type Share = 'all' | number
const everyone: Rule<Share> = { staff: 'all', enterprise: 'all', others: 'all' }
const signedIn: Rule<Share> = { staff: 'all', enterprise: 'all', others: 0 }
const nobody: Rule<Share> = { staff: 0, enterprise: 0, others: 0 }
const admins: Rule<Share> = { ...nobody, admin: 'all' }
const staffAnd = (enterprise: Share): Rule<Share> => ({ staff: 'all', enterprise, others: 0 })

/** Cut by district and clearance: what staff of clearance 1 see, and officers of one district; a cleared planner sees all. */
function cut(staff: Share, d1: Share, d2: Share, enterprise: Share): Rule<Share> {
  return { staff, 'duty of d1': d1, 'duty of d2': d2, cleared: 'all', enterprise, others: 0 }
}

export const tables: Readonly<Record<string, Rule<Share>>> = {
  'public.city': everyone,
  'public.discipline': signedIn,
  'public.asset_kind': signedIn,
  'public.sensor_kind': signedIn,
  'public.kind_threshold': signedIn,
  'public.stage': signedIn,
  'public.required_document': signedIn,
  'public.operation_kind': signedIn,
  'public.party': signedIn,
  'public.plan_card': signedIn,
  // Whom to call is everybody's who may call.
  'public.responsibility': { ...signedIn, 'duty of d2': 'all' },
  'public.organisation': signedIn,
  'public.district': signedIn,
  'public.road': signedIn,
  'public.project': cut(1, 1, 0, 1),
  'public.lifecycle_stage': cut(1, 1, 0, 1),
  'public.document': cut(1, 1, 0, 1),
  'public.asset': cut(2, 1, 1, 1),
  'public.operation_record': cut(1, 1, 0, 1),
  // One of each asset.
  'public.case_file': cut(2, 1, 1, 1),
  // They lie in d1.
  'public.customer': cut('all', 'all', 0, 0),
  'public.entry': cut('all', 'all', 0, 0),
  'public.risk': cut(1, 0, 1, 0),
  'public.finding': cut(2, 1, 1, 1),
  'public.finding_rule': staffAnd(0),
  'public.sensor': cut(2, 1, 1, 1),
  'public.sensor_threshold': cut(1, 0, 1, 0),
  'public.sensor_latest': cut(2, 1, 1, 1),
  'public.alarm': cut(2, 1, 1, 1),
  // None in the fixture: drills are of the made-up field alone.
  'public.drill': staffAnd(0),
  'public.sensor_fault': cut(2, 1, 1, 1),
  'public.sensor_approach': cut(2, 1, 1, 1),
  'public.sensor_network': cut(2, 1, 1, 1),
  // One of each two sensors: who sees both.
  'public.sensor_distance': cut(1, 0, 0, 0),
  'sensing.sensor_reading': cut(2, 1, 1, 1),
  'sensing.reading_hour': cut(2, 1, 1, 1),
  'sensing.ingest_hour': staffAnd(0),
  'sensing.ingest_example': admins,
  'sensing.directory_revision': nobody,
  'sensing.network_revision': nobody,
  // Two of the main, by a planner and a duty officer, and one of the cable; duty officers see their own.
  'public.fault_report': { ...cut(2, 0, 0, 0), duty: 1 },
  // Anybody asks for one cell by the function, within budgets; nobody but staff reads the table.
  'public.public_cell': staffAnd(0),
  'public.enquiry_alarm': { ...nobody, duty: 'all', admin: 'all' },
  'enquiry.secret': nobody,
  'enquiry.pace': nobody,
  'enquiry.known': nobody,
  'enquiry.day_cell': nobody,
  // Each of the assets was changed once, and the main got a class.
  'history.row_version': cut(3, 2, 1, 2),
  'history.load': signedIn,
  'audit.entry': admins,
  'app.setting': nobody,
  'app.user_role': nobody,
  // Administrators alone, whatever their districts.
  'public.asset_secrecy': { ...admins, 'duty of d2': 0 },
  'public.layer_secrecy': admins,
  'public.field_secrecy': admins,
  'realtime.messages': nobody,
  'realtime.change_log': nobody,
  'supabase_migrations.schema_migrations': nobody,
}

/* Functions of the schema `public`: what a call answers, as text, or 'refused' (42501, HTTP 403). Calls are taken back. */

type Answer = string | null
export interface FunctionRule {
  /** an expression that calls it */
  readonly call: string
  readonly answers: Rule<Answer>
}

const count = (call: string) => `jsonb_array_length(${call})`
/** Which of three (water 1, gas 2, power 3) a condition over `t.id` and `t.n` holds for. */
const which = (condition: string, ids: string) =>
  `(select coalesce(string_agg(t.n::text, '' order by t.n), '') from unnest(array[${ids}]) with ordinality t (id, n) where ${condition})`
const assetsWhere = (condition: string) => which(condition, `'tiny/water/J1~J2~1', 'tiny/gas/R1', 'tiny/power/D1~D2~1'`)
const sensorsWhere = (condition: string) => which(condition, `'s-water', 's-gas', 's-power'`)

/** A function that reads: nobody calls it without a token. `others` = what it answers to somebody without a role. */
function reads(
  call: string,
  staff: Answer,
  d1: Answer,
  d2: Answer,
  cleared: Answer,
  enterprise: Answer,
  others: Answer,
) {
  const answers = { staff, 'duty of d1': d1, 'duty of d2': d2, cleared, enterprise, others, anonymous: 'refused' }
  return { call, answers } satisfies FunctionRule
}

/** A function that acts: refused to all who are not named. */
function acts(call: string, answers: Partial<Rule<Answer>>): FunctionRule {
  return { call, answers: { staff: 'refused', enterprise: 'refused', others: 'refused', ...answers } }
}

/** One that answers or does the same for whoever is signed in. */
const same = (call: string, answer: Answer) => reads(call, answer, answer, answer, answer, answer, answer)

export const functions: Readonly<Record<string, FunctionRule>> = {
  city_info: {
    call: "public.city_info() ->> 'build'",
    answers: { staff: 'build-1', enterprise: 'build-1', others: 'build-1' },
  },
  public_cell: {
    call: `(set_config('request.headers', '{"x-forwarded-for":"198.51.100.9, 203.0.113.7"}', true) <> ''
      and public.public_cell(120.001, 36.001) ->> 'kinds' = '["water"]')`,
    answers: { staff: 'true', enterprise: 'true', others: 'true' },
  },

  // About the caller
  my_role: acts('public.my_role()', {
    planner: 'planner',
    duty: 'duty',
    leader: 'leader',
    admin: 'admin',
    enterprise: 'enterprise',
    disabled: 'public',
    'no role': 'public',
  }),
  my_access: reads("public.my_access() ->> 'tiles'", 'clearance', 'district', 'district', 'open', 'role', 'role'),
  my_account: {
    call: "public.my_account() ->> 'standing'",
    answers: { staff: 'good', enterprise: 'good', others: 'none', disabled: 'disabled', anonymous: 'refused' },
  },
  note_tile_grant: same('public.note_tile_grant()', ''),

  // Records
  asset_record: reads(assetsWhere('public.asset_record(t.id) is not null'), '12', '1', '2', '123', '1', ''),
  asset_then: reads(assetsWhere('public.asset_then(t.id, now()) is not null'), '12', '1', '2', '123', '1', ''),
  asset_lifecycle: reads(assetsWhere('public.asset_lifecycle(t.id) is not null'), '12', '1', '2', '123', '1', ''),
  record_versions: reads(
    assetsWhere("public.record_versions('asset', t.id) -> 0 -> 'changes' -> 'burial' ->> 1 = '直埋'"),
    '12',
    '1',
    '2',
    '123',
    '1',
    '',
  ),
  search_assets: reads(count("public.search_assets('bay road', 20)"), '2', '1', '1', '3', '1', '0'),
  assets_near: reads(count('public.assets_near(120.01, 36.01, 500, 10)'), '1', '1', '0', '2', '1', '0'),
  asset_neighbours: reads("public.asset_neighbours('tiny/water/J1~J2~1') ->> 'total'", '0', '0', null, '1', '0', null),
  add_operation_record: acts(assetsWhere("public.add_operation_record(t.id, 'patrol', '2026-01-01') is not null"), {
    planner: '12',
    duty: '12',
    admin: '12',
    'duty of d1': '1',
    'duty of d2': '2',
    cleared: '123',
    enterprise: '1',
  }),
  // one of the survey, which nobody takes back
  withdraw_operation_record: same("public.withdraw_operation_record('op1')", 'false'),
  city_figures: reads("public.city_figures() -> 'sensors' ->> 'total'", '2', '1', '1', '3', '1', '0'),
  finding_summary: reads(
    "(select coalesce(sum((s ->> 'listed')::integer), 0) from jsonb_array_elements(public.finding_summary()) s)",
    '2',
    '1',
    '1',
    '3',
    '1',
    '0',
  ),
  findings: reads(count("public.findings('above-ground', 'warning', 10)"), '2', '1', '1', '3', '1', '0'),
  fault_reports: {
    call: count("public.fault_reports('tiny/water/J1~J2~1')"),
    answers: {
      staff: '2',
      duty: '1',
      'duty of d1': '0',
      'duty of d2': '0',
      enterprise: '0',
      others: '0',
      anonymous: 'refused',
    },
  },
  report_fault: acts(assetsWhere("public.report_fault(t.id, 'material', '有误') is not null"), {
    staff: '12',
    'duty of d1': '1',
    'duty of d2': '2',
    cleared: '123',
    enterprise: '1',
  }),
  settle_fault_report: acts(assetsWhere("public.settle_fault_report(t.n, 'accepted') is not null"), {
    planner: '12',
    admin: '12',
    cleared: '123',
  }),

  // Sensors and alarms
  sensor_overview: reads(count('public.sensor_overview()'), '2', '1', '1', '3', '1', '0'),
  sensors_at: reads(count('public.sensors_at(now())'), '2', '1', '1', '3', '1', '0'),
  latest_in_view: reads(count("public.latest_in_view(120, 36, 122, 37) -> 'readings'"), '2', '1', '1', '3', '1', '0'),
  reading_history: reads(
    sensorsWhere("jsonb_array_length(public.reading_history(t.id, '-infinity', 'infinity', 10) -> 'at') > 0"),
    '12',
    '1',
    '2',
    '123',
    '1',
    '',
  ),
  open_alarms: reads(count('public.open_alarms()'), '2', '1', '1', '3', '1', '0'),
  alarms_at: reads(count('public.alarms_at(now())'), '2', '1', '1', '3', '1', '0'),
  alarms_between: reads(count("public.alarms_between('-infinity', 'infinity')"), '2', '1', '1', '3', '1', '0'),
  acknowledge_alarm: acts(sensorsWhere("public.acknowledge_alarm(t.n, 'seen') is not null"), {
    duty: '12',
    admin: '12',
    'duty of d1': '1',
    'duty of d2': '2',
  }),
  shelve_alarm: acts(sensorsWhere("public.shelve_alarm(t.n, now() + interval '1 hour', '检修') is not null"), {
    duty: '12',
    admin: '12',
    'duty of d1': '1',
    'duty of d2': '2',
  }),
  start_drill: acts("public.start_drill('storm') ->> 'story'", { duty: 'storm', admin: 'storm' }),
  drills: same(count('public.drills()'), '0'),
  sensor_faults: reads(
    sensorsWhere('jsonb_array_length(public.sensor_faults(t.id)) > 0'),
    '12',
    '1',
    '2',
    '123',
    '1',
    '',
  ),
  sensor_outlook: reads(count("public.sensor_outlook() -> 'approaches'"), '2', '1', '1', '3', '1', '0'),
  sensor_connections: reads(
    count("public.sensor_connections('{s-water,s-gas,s-power}') -> 'distances'"),
    '1',
    '0',
    '0',
    '3',
    '0',
    '0',
  ),
  ingest_state: {
    call: "public.ingest_state() ->> 'unknown' || ' ' || jsonb_array_length(public.ingest_state() -> 'examples')",
    answers: { staff: '1 0', admin: '1 1', enterprise: null, others: null, anonymous: 'refused' },
  },
  set_threshold: acts(count("public.set_threshold('s-gas', 'red', 'above', 20, 0, 1)"), { admin: '2' }),
  remove_threshold: acts(count("public.remove_threshold('s-gas', 'orange', 'above')"), { admin: '0' }),
  set_kind_threshold: acts(
    "public.set_kind_threshold('ch4-well', 'red', 'above', 20, 0, 1) @> '[{\"grade\": \"red\", \"value\": 20}]'",
    { admin: 'true' },
  ),

  // Administration
  set_layer_secrecy: acts("public.set_layer_secrecy('gas', 'point', 2::smallint, '定密')", { admin: '' }),
  set_field_secrecy: acts("public.set_field_secrecy('start_depth_m', 2::smallint, '定密')", { admin: '' }),
  set_asset_secrecy: acts("public.set_asset_secrecy('tiny/gas/R1', 2::smallint, '定密')", { admin: '' }),
  admin_secrecy: acts("public.admin_secrecy() ->> 'totalAssets'", { admin: '1' }),
  admin_secrecy_effect: acts("public.admin_secrecy_effect('layer', 'power/line', 1::smallint) ->> 'rows'", {
    admin: '1',
  }),
  admin_users: acts("public.admin_users() ->> 'total'", { admin: '1' }),
  admin_set_role: acts(
    "public.admin_set_role('00000000-0000-4000-8000-000000000001', 'duty', null, '{d1}', 1, '新人')",
    { admin: '' },
  ),
  admin_disable_user: acts("public.admin_disable_user('00000000-0000-4000-8000-000000000010', true)", { admin: '' }),
  admin_require_new_password: acts("public.admin_require_new_password('00000000-0000-4000-8000-000000000010')", {
    admin: '',
  }),
  admin_reset_second_factor: acts("public.admin_reset_second_factor('00000000-0000-4000-8000-000000000010')", {
    admin: '',
  }),
  // the server's alone
  password_changed: acts("public.password_changed('00000000-0000-4000-8000-000000000010')", {}),
  admin_organisations: acts(count('public.admin_organisations()'), { admin: '3' }),
  admin_save_organisation: acts(
    "public.admin_save_organisation('org-gas', '示例燃气', 'enterprise', '91350100M000100Y43')",
    { admin: '' },
  ),
  audit_entries: {
    ...same(count('public.audit_entries(null, null, null, null, null, 1)'), '0'),
    answers: { staff: '0', admin: '1', enterprise: '0', others: '0', anonymous: 'refused' },
  },
  audit_state: {
    call: "(public.audit_state() ->> 'count')::integer > 0",
    answers: { staff: 'false', admin: 'true', enterprise: 'false', others: 'false', anonymous: 'refused' },
  },
  admin_thresholds: acts("public.admin_thresholds('', null, 0) ->> 'total'", { admin: '3' }),
  admin_kind_thresholds: acts("public.admin_kind_thresholds() -> 0 ->> 'kind'", { admin: 'bridge-acceleration' }),
  audit_check: acts("public.audit_check(0) ->> 'isDone'", { admin: 'true' }),
  system_state: acts("public.system_state() ->> 'sensors'", { admin: '3' }),
}

/** Of the schemas that no client can address: what signed-in people may call inside our functions; `*` = anything. */
export const inside: Readonly<Record<string, string>> = {
  app: '*',
  history: '*',
  audit: 'write',
  enquiry: '',
  sensing: '',
}

/** Of the schema `public`, what devices alone may call. */
export const ofDevices = ['ingest']

/* Realtime: who may receive on a topic. Nobody may send. */

export const topics: Readonly<Record<string, Rule<boolean>>> = {
  'sensors:d1:water-pressure': { staff: true, 'duty of d2': false, enterprise: false, others: false },
  'sensors:d2:ch4-well': { staff: true, 'duty of d1': false, enterprise: false, others: false },
  // of the secret cable
  'sensors:d1:gallery-temperature': { staff: false, cleared: true, enterprise: false, others: false },
  'sensors:d1': { staff: false, enterprise: false, others: false },
  // a wake-up without content
  alarms: { staff: true, enterprise: true, others: false },
  'anything else': { staff: false, enterprise: false, others: false },
}

/** Policies on realtime.messages: one that is not named here opens a topic that nobody tries above. */
export const topicPolicies = ['live_alarms_read', 'live_sensors_read']
