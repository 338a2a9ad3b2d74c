import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { sign } from 'hono/jwt'
import { type Database, databaseOver } from '../../server/database/database.ts'
import { createLock } from '../../server/database/lock.ts'
import { lookupTables } from '../../server/load/lookups.ts'
import { openOnServer, standing } from './back-ends.ts'

export const SECRET = 'a secret of tests only, long enough'
export const PUBLISHABLE_KEY = 'sb_publishable_tests'

const SENSORS =
  "('S-CH4', 'ch4-well', 'north', 1800), ('S-CH4-2', 'ch4-well', 'north', 1800), ('S-P', 'water-pressure', 'south', 60)"
const LIMITS =
  "('S-CH4', 'yellow', 'above', 10, 0), ('S-CH4', 'red', 'above', 50, 0), ('S-P', 'orange', 'below', 0.2, 3600)"

/** Just what the live tables need of the core migrations, so that these tests start in seconds and without PostGIS. */
const CORE = `
  -- of what is not here only the names are called
  set check_function_bodies = off;
  create role anon nologin; create role authenticated nologin; create role service_role nologin;
  create schema app; grant usage on schema app to anon, authenticated;
  create function app.sees_all() returns boolean language sql as 'select true';
  create function app.sees_sensor(of_sensor text) returns boolean language sql as 'select true';
  create table app.setting (key text primary key, value text not null);
  create function app.milliseconds(at timestamptz) returns bigint language sql immutable as $$
    select (extract(epoch from at) * 1000)::bigint $$;
  create table app.user_role (user_id uuid primary key, role text not null);
  create function app.role_of() returns text language sql stable security definer set search_path = '' as $$
    select coalesce((select role from app.user_role
      where user_id = nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub', '')::uuid), 'public') $$;
  grant usage on schema public to anon, authenticated;
  create function app.is_staff() returns boolean language sql stable set search_path = '' as $$
    select app.role_of() in ('planner', 'duty', 'leader', 'admin') $$;
  create function app.user_id() returns uuid language sql stable set search_path = '' as $$
    select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $$;
  create function app.lon_lat_height(text) returns jsonb language sql as 'select null::jsonb';
  create table public.sensor_kind (id text primary key);
  create table public.sensor (id text primary key, kind text, district_id text, period_s double precision,
    geometry text, name text, asset_id text, retired_at timestamptz);
  create table public.sensor_threshold (sensor_id text, grade text, direction text, value double precision,
    delay_s double precision, primary key (sensor_id, grade, direction));
  alter table public.sensor enable row level security; grant select on public.sensor to authenticated;
  insert into public.sensor (id, kind, district_id, period_s) values ${SENSORS};
  insert into public.sensor_threshold values ${LIMITS};`

export interface LiveCity {
  readonly database: Database
  /** a user with a role of app.user_role, and its token */
  addUser(role: string): Promise<{ id: string; token: (expiresIn_s?: number) => Promise<string> }>
  close(): Promise<void>
}

/** A city of three sensors with the live tables and Realtime. */
export async function aLiveCity(): Promise<LiveCity> {
  return standing() === 'embedded' ? aCityInMemory() : aCityOnServer()
}

/** On a PostgreSQL of its own, with all migrations. */
async function aCityOnServer(): Promise<LiveCity> {
  const open = await openOnServer()
  const { database } = open
  const kinds = lookupTables.find(({ table }) => table === 'sensor_kind')
  const lookups = 'jsonb_populate_recordset(null::public.sensor_kind, $1::text::jsonb)'
  await database.query(`insert into public.sensor_kind select * from ${lookups}`, [JSON.stringify(kinds?.rows)])
  await database.query(`insert into public.district (id, name_zh, name_en, geometry)
    select id, id, id, 'SRID=4490;POLYGON Z ((120 36 0, 120 36.1 0, 120.1 36.1 0, 120 36 0))' from unnest(array['north', 'south']) id`)
  await database.query(`insert into public.sensor (id, kind, name, district_id, period_s, geometry)
    select id, kind, id, district, period, 'SRID=4490;POINT Z (120.05 36.05 3.5)' from (values ${SENSORS})
      s (id, kind, district, period)`)
  await database.query(
    `insert into public.sensor_threshold (sensor_id, grade, direction, value, delay_s) values ${LIMITS}`,
  )
  return {
    database,
    addUser: (role) =>
      addUser((id) =>
        database.query(
          `insert into app.user_role (user_id, role, organisation_id, name)
             select $1, $2, case when $2 = 'enterprise' then 'nobody' end, $2 where $2 not in ('public', 'nobody')`,
          [id, role],
        ),
      ),
    close: () => open.close(),
  }
}

/** In memory, with the live tables alone. */
async function aCityInMemory(): Promise<LiveCity> {
  const session = await PGlite.create()
  await session.exec(CORE)
  for (const file of [
    'server/database/bootstrap-realtime.sql',
    'supabase/migrations/0100_sensing.sql',
    'supabase/migrations/0110_realtime.sql',
    'supabase/migrations/0270_rights_changed.sql',
    'supabase/migrations/0280_reading_hours.sql',
    'supabase/migrations/0281_history_reach.sql',
    'supabase/migrations/0300_thresholds.sql',
    'supabase/migrations/0301_faults.sql',
    'supabase/migrations/0302_mark_readings.sql',
    'supabase/migrations/0303_drills.sql',
    'supabase/migrations/0370_clear_delay.sql',
    'supabase/migrations/0371_outlook.sql',
    'supabase/migrations/0372_sensors_on_networks.sql',
    'supabase/migrations/0373_drills_interrupted.sql',
  ])
    await session.exec(await readFile(new URL(`../../${file}`, import.meta.url), 'utf8'))
  const database = databaseOver(session, createLock(10_000))
  return {
    database,
    addUser: (role) => addUser((id) => database.query('insert into app.user_role values ($1, $2)', [id, role])),
    close: () => database.close(),
  }
}

async function addUser(store: (id: string) => Promise<unknown>) {
  const id = crypto.randomUUID()
  await store(id)
  return {
    id,
    token: (expiresIn_s = 900) => {
      const now = Math.floor(Date.now() / 1000)
      const claims = { sub: id, role: 'authenticated', aud: 'authenticated', iat: now, exp: now + expiresIn_s }
      return sign({ ...claims, jti: crypto.randomUUID() }, SECRET, 'HS256')
    },
  }
}
