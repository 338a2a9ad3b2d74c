import pg from 'pg'
import { applyMigrations, readMigrations } from './migrations.ts'
import { readBootstrap, readRealtimeBootstrap } from './seed.ts'

/** One server prepares at a time; the number is ours alone. */
const TURN = 7_300_320
/** Those of Supabase, and ours, which migrations make and grant to one another. */
const SUPABASE_ROLES = ['anon', 'authenticated', 'service_role']
const OUR_ROLES = ['lifeline_ingest', 'lifeline_judge', 'lifeline_audit', 'lifeline_server']
const ROLES = [...SUPABASE_ROLES, ...OUR_ROLES]
const EXTENSIONS = ['postgis', 'pgcrypto']

/**
 * Makes an empty database of a PostgreSQL 15 or newer what hosted Supabase is to the migrations, where that was not done
 * yet, and applies the migrations that are new.
 *
 * @returns the versions applied
 * @throws Error when it cannot be reached, or naming everything that a superuser must do first; nothing is changed then
 */
export async function preparePostgres(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'lifeline prepare', statement_timeout: 0 })
  // a connection that breaks between two statements is told by the next one
  client.on('error', () => {})
  await client.connect().catch((error: unknown) => {
    throw new Error(`the database cannot be reached: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  })
  try {
    await client.query('select pg_advisory_lock($1)', [TURN])
    const state = await readState(client)
    const lacks = lacksOf(state)
    if (lacks.length > 0)
      throw new Error(
        `the database is not ready for "${state.role}": ${lacks.join('; ')}. A superuser does it once: lifeline database prepare --print`,
      )
    if (state.isPrepared) await client.query(await readRealtimeBootstrap())
    else await bootstrap(client)
    await client.query('set search_path = "$user", public, extensions')
    return await applyMigrations(
      { query: (sql, parameters) => client.query(sql, parameters), exec: (sql) => client.query(sql) },
      await readMigrations(),
    )
  } finally {
    await client.end()
  }
}

async function bootstrap(client: pg.Client): Promise<void> {
  await client.query('begin')
  try {
    for (const sql of await readBootstrap()) await client.query(sql)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`the database could not be prepared: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}

interface State {
  readonly role: string
  readonly version: number
  readonly encoding: string
  readonly isPrepared: boolean
  readonly hasForeignAuth: boolean
  readonly isSuperuser: boolean
  readonly passesPolicies: boolean
  readonly mayCreate: boolean
  /** of `ROLES`, those that are not there or that we may not take */
  readonly missingRoles: readonly string[]
  readonly missingExtensions: readonly string[]
}

async function readState(client: pg.Client): Promise<State> {
  const { rows } = await client.query<State>(
    `select current_user as role, current_setting('server_version_num')::integer / 10000 as version,
       pg_encoding_to_char(d.encoding) as encoding,
       exists (select from information_schema.columns c where c.table_schema = 'supabase_migrations'
         and c.table_name = 'schema_migrations' and c.column_name = 'hash') as "isPrepared",
       to_regnamespace('auth') is not null as "hasForeignAuth",
       r.rolsuper as "isSuperuser", r.rolsuper or r.rolbypassrls as "passesPolicies",
       has_database_privilege(d.oid, 'create') and pg_has_role(d.datdba, 'usage') as "mayCreate",
       array(select w from unnest($1::text[]) w
         where not exists (select from pg_roles o where o.rolname = w and pg_has_role(o.oid, 'member'))) as "missingRoles",
       array(select w from unnest($2::text[]) w
         where not exists (select from pg_extension e where e.extname = w)) as "missingExtensions"
     from pg_database d, pg_roles r where d.datname = current_database() and r.rolname = current_user`,
    [ROLES, EXTENSIONS],
  )
  const [state] = rows
  if (!state) throw new Error('preparePostgres: the catalogue does not know this database')
  return state
}

/** What keeps this role from serving a city out of this database. */
function lacksOf(state: State): string[] {
  const lacks: string[] = []
  if (state.version < 15) lacks.push(`it is PostgreSQL ${state.version}, expected 15 or newer`)
  if (state.encoding !== 'UTF8') lacks.push(`its encoding is ${state.encoding}, expected UTF8`)
  if (!state.isPrepared && state.hasForeignAuth)
    lacks.push('it has a schema "auth" of somebody else (of Supabase itself? then use lifeline start --attach)')
  if (state.isSuperuser) return lacks
  if (!state.passesPolicies) lacks.push(`"${state.role}" lacks BYPASSRLS`)
  if (!state.mayCreate) lacks.push(`"${state.role}" does not own the database`)
  if (state.missingRoles.length > 0) lacks.push(`"${state.role}" is no member of ${state.missingRoles.join(', ')}`)
  if (state.missingExtensions.length > 0) lacks.push(`it lacks the extensions ${state.missingExtensions.join(', ')}`)
  return lacks
}

/**
 * What a superuser runs once with psql, so that the role of the server need not be one.
 *
 * @param role  that will own the tables
 * @param database  that will be made for it
 */
export function preparationScript(role: string, database: string): string {
  const [owner, target] = [pg.escapeIdentifier(role), pg.escapeIdentifier(database)]
  const make = (name: string, attributes: string) =>
    `select ${pg.escapeLiteral(`create role ${name} ${attributes}`)} where to_regrole(${pg.escapeLiteral(name)}) is null \\gexec`
  return [
    '-- Once, by a superuser: psql -v ON_ERROR_STOP=1 -f THIS postgres://postgres@HOST/postgres',
    ...ROLES.map((name) => make(name, name === 'service_role' ? 'nologin bypassrls' : 'nologin')),
    make(owner, 'login'),
    '-- it passes all policies, as the owner of the tables must; clients never become it',
    `alter role ${owner} bypassrls;`,
    `grant ${SUPABASE_ROLES.join(', ')} to ${owner};`,
    `grant ${OUR_ROLES.join(', ')} to ${owner} with admin option;`,
    '-- texts are ordered as in the embedded database: by their bytes',
    `create database ${target} owner ${owner} template template0 encoding 'UTF8' lc_collate 'C';`,
    `\\connect ${target}`,
    'create schema extensions;',
    ...EXTENSIONS.map((name) => `create extension ${name} schema extensions;`),
    'grant usage on schema extensions to public;',
    `-- then give it a password: \\password ${owner}`,
    '',
  ].join('\n')
}
