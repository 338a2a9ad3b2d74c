import type { Query } from '../database/database.ts'
import { hashOf, type Migration } from '../database/migrations.ts'
import { expectedPolicies } from './expected.ts'

/** One thing that a deployment needs. */
export interface Finding {
  readonly check: string
  /** unknown: it cannot be seen from here */
  readonly state: 'good' | 'missing' | 'unknown'
  /** what was found wrong, or why it cannot be seen */
  readonly detail: string
  /** what to do about it */
  readonly remedy: string
}

const SCHEMAS = ['public', 'app', 'sensing', 'audit', 'history', 'enquiry']
/** All that anonymous callers may call in the exposed schema. */
const ANONYMOUS = ['city_info', 'public_cell']
const ROLES = [
  'anon',
  'authenticated',
  'service_role',
  'lifeline_ingest',
  'lifeline_judge',
  'lifeline_audit',
  'lifeline_server',
]
const MIGRATE = 'lifeline deploy migrate --database URL'

/** Looks at the database of a Supabase through the catalogue, which every role may read. */
export async function checkDatabase(query: Query, migrations: readonly Migration[]): Promise<Finding[]> {
  const found: Finding[] = []
  const note = (check: string, faults: readonly string[], remedy: string) =>
    found.push({
      check,
      state: faults.length > 0 ? 'missing' : 'good',
      detail: faults.join('; '),
      remedy: faults.length > 0 ? remedy : '',
    })
  const names = async (sql: string, parameters: readonly unknown[] = []) =>
    (await query<{ name: string }>(sql, parameters)).map(({ name }) => name)

  const [server] = await query<{ version: number }>(
    `select current_setting('server_version_num')::integer / 10000 as version`,
  )
  const version = server?.version ?? 0
  note('PostgreSQL', version >= 15 ? [] : [`version ${version}, expected 15 or newer`], 'upgrade the database')

  const extensions = await names(
    `select e.extname::text as name from pg_extension e where e.extnamespace::regnamespace::text = 'extensions'`,
  )
  note(
    'extensions',
    ['postgis', 'pgcrypto']
      .filter((name) => !extensions.includes(name))
      .map((name) => `${name} is not in the schema extensions`),
    'create extension postgis schema extensions; create extension pgcrypto schema extensions;',
  )

  const roles = await query<{ name: string; is_strong: boolean; may_login: boolean; belongs: boolean }>(
    `select r.rolname::text as name, r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb as is_strong,
       r.rolcanlogin as may_login,
       (select count(*) from pg_auth_members m join pg_roles g on g.oid = m.roleid
        where m.member = r.oid and g.rolname in ('lifeline_ingest', 'lifeline_judge', 'lifeline_audit')) = 3 as belongs
     from pg_roles r where r.rolname = any ($1)`,
    [ROLES],
  )
  const missing = ROLES.filter((name) => !roles.some((role) => role.name === name))
  const ours = roles.find(({ name }) => name === 'lifeline_server')
  note(
    'roles',
    [
      ...missing.map((name) => `there is no role ${name}`),
      ...(ours?.is_strong
        ? ['lifeline_server has more rights than it needs (superuser, bypassrls, createrole or createdb)']
        : []),
      ...(ours && !ours.may_login ? ['lifeline_server may not log in'] : []),
      ...(ours && !ours.belongs
        ? ['lifeline_server is no member of lifeline_ingest, lifeline_judge and lifeline_audit']
        : []),
    ],
    `${MIGRATE}; then alter role lifeline_server nosuperuser nobypassrls login password '…'; grant lifeline_ingest, lifeline_judge, lifeline_audit to lifeline_server;`,
  )

  await noteMigrations(query, migrations, found)

  const open = await names(
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text = any ($1)
       and not (c.relrowsecurity and c.relforcerowsecurity)
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     order by 1`,
    [SCHEMAS],
  )
  const policies = await names(`select schemaname || '.' || tablename || ' ' || policyname as name from pg_policies`)
  const lost = expectedPolicies(migrations)
    .map(({ table, policy }) => `${table} ${policy}`)
    .filter((name) => !policies.includes(name))
  const isLive = (name: string) => name.startsWith('realtime.')
  note(
    'policies',
    [
      ...open.map((name) => `${name} has no forced row level security`),
      ...lost.filter((name) => !isLive(name)).map((name) => `there is no policy ${name}`),
    ],
    'alter table … enable row level security; alter table … force row level security; policies: see supabase/migrations',
  )

  const writable = await names(
    `select r.name || ' may ' || p.name || ' ' || c.oid::regclass::text as name
     from pg_class c, (values ('anon'), ('authenticated')) r (name), (values ('insert'), ('update'), ('delete'), ('truncate')) p (name)
     where c.relkind in ('r', 'p', 'v') and c.relnamespace::regnamespace::text = any ($1)
       and exists (select from pg_roles o where o.rolname = r.name) and has_table_privilege(r.name, c.oid, p.name)
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     order by 1`,
    [SCHEMAS],
  )
  const callable = missing.includes('anon')
    ? []
    : await names(
        `select distinct p.proname::text as name from pg_proc p
         where p.pronamespace = 'public'::regnamespace and has_function_privilege('anon', p.oid, 'execute')
           and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
         order by 1`,
      )
  note(
    'rights',
    [
      ...writable,
      ...callable.filter((name) => !ANONYMOUS.includes(name)).map((name) => `anybody may call public.${name}`),
    ],
    'revoke what is named: nobody writes tables, functions do',
  )

  const [realtime] = await query<{ guarded: boolean | null; sends: boolean; published: boolean }>(
    `select (select c.relrowsecurity from pg_class c where c.oid = to_regclass('realtime.messages')) as guarded,
       to_regprocedure('realtime.send(jsonb,text,text,boolean)') is not null as sends,
       exists (select from pg_publication where pubname = 'supabase_realtime') as published`,
  )
  note(
    'realtime',
    [
      ...(realtime?.guarded
        ? []
        : ['realtime.messages is not there or has no row level security: private channels are open or dead']),
      ...(realtime?.sends ? [] : ['there is no function realtime.send(jsonb, text, text, boolean)']),
      ...(realtime?.published ? [] : ['there is no publication supabase_realtime']),
      ...lost.filter(isLive).map((name) => `there is no policy ${name}`),
    ],
    `start Supabase Realtime 2.30 or newer once, then ${MIGRATE}`,
  )
  return found
}

async function noteMigrations(query: Query, migrations: readonly Migration[], found: Finding[]): Promise<void> {
  const check = 'migrations'
  const columns = await query<{ name: string }>(
    `select column_name::text as name from information_schema.columns
     where table_schema = 'supabase_migrations' and table_name = 'schema_migrations'`,
  )
  if (columns.length === 0) {
    // the column list is empty too where the role may not see the table
    const [there] = await query<{ is: boolean }>(
      `select exists (select from pg_class c where c.relname = 'schema_migrations' and c.relnamespace::regnamespace::text = 'supabase_migrations') as is`,
    )
    const detail = there?.is ? 'this role may not read supabase_migrations.schema_migrations' : 'none was ever applied'
    found.push({
      check,
      state: there?.is ? 'unknown' : 'missing',
      detail,
      remedy: there?.is ? 'connect as the owner of the tables' : MIGRATE,
    })
    return
  }
  const hasHash = columns.some(({ name }) => name === 'hash')
  const rows = await query<{ version: string; hash: string | null }>(
    `select version, ${hasHash ? 'hash' : 'null::text as hash'} from supabase_migrations.schema_migrations`,
  )
  const applied = new Map(rows.map(({ version, hash }) => [version, hash]))
  const known = new Set(migrations.map(({ version }) => version))
  const faults = [
    ...migrations
      .filter(({ version }) => !applied.has(version))
      .map(({ version, name }) => `${version}_${name} is not applied`),
    ...migrations
      .filter(({ version, sql }) => (applied.get(version) ?? hashOf([sql])) !== hashOf([sql]))
      .map(({ version, name }) => `${version}_${name} was applied with another text`),
    // four digits are ours; Supabase's own are instants
    ...rows
      .filter(({ version }) => /^\d{4}$/.test(version) && !known.has(version))
      .map(({ version }) => `${version} is of a newer version of this program`),
  ]
  found.push({
    check,
    state: faults.length > 0 ? 'missing' : 'good',
    detail: faults.join('; '),
    remedy: faults.length > 0 ? MIGRATE : '',
  })
  const unsure = rows.filter(({ version, hash }) => known.has(version) && hash === null).length
  if (unsure > 0)
    found.push({
      check: 'texts of migrations',
      state: 'unknown',
      detail: `${unsure} were applied by another tool, which keeps no hash of their text`,
      remedy: '',
    })
}

/** What the tables themselves say: asked as the owner, or as lifeline_server. */
export async function checkContents(query: Query): Promise<Finding[]> {
  const ask = async (check: string, sql: string, remedy: string): Promise<Finding> => {
    try {
      const [row] = await query<{ fault: string | null }>(sql)
      const fault = row?.fault ?? null
      return {
        check,
        state: fault === null ? 'good' : 'missing',
        detail: fault ?? '',
        remedy: fault === null ? '' : remedy,
      }
    } catch {
      return {
        check,
        state: 'unknown',
        detail: 'this role may not read it',
        remedy: 'connect as the owner of the tables',
      }
    }
  }
  return [
    await ask(
      'second factor',
      `select case when coalesce(app.setting('require_mfa'), 'false') <> 'true'
         then 'the setting require_mfa is not true: a password alone opens the city' end as fault`,
      `insert into app.setting values ('require_mfa', 'true') on conflict (key) do update set value = 'true';`,
    ),
    await ask(
      'city',
      `select case count(*) when 0 then 'no city is loaded'
         else max(case when c.is_example then 'the city is an example: its data is invented' end) end as fault from public.city c`,
      'lifeline pipeline load --database URL --city NAME',
    ),
    await ask(
      'partitions',
      `select case when coalesce(max(substring(c.relname from 'sensor_reading_(\\d{8})$')), '')
           < to_char((now() at time zone 'UTC') + interval '1 day', 'YYYYMMDD')
         then 'there is none for the readings of tomorrow: nobody keeps house' end as fault
       from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = to_regclass('sensing.sensor_reading')`,
      'run lifeline start --attach, or schedule sensing.keep_house() and enquiry.prune() with pg_cron every 6 hours',
    ),
  ]
}
