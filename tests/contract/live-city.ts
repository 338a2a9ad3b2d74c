import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { sign } from 'hono/jwt'
import { type Database, databaseOver } from '../../server/database/database.ts'
import { createLock } from '../../server/database/lock.ts'

export const SECRET = 'a secret of tests only, long enough'
export const PUBLISHABLE_KEY = 'sb_publishable_tests'

/** Just what the live tables need of the core migrations, so that these tests start in seconds and without PostGIS. */
const CORE = `
  create role anon nologin; create role authenticated nologin; create role service_role nologin;
  create schema app; grant usage on schema app to anon, authenticated;
  create table app.user_role (user_id uuid primary key, role text not null);
  create function app.role_of() returns text language sql stable security definer set search_path = '' as $$
    select coalesce((select role from app.user_role
      where user_id = nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub', '')::uuid), 'public') $$;
  grant usage on schema public to anon, authenticated;
  create table public.sensor (id text primary key, kind text, district_id text, period_s double precision,
    retired_at timestamptz);
  create table public.sensor_threshold (sensor_id text, grade text, direction text, value double precision,
    delay_s double precision);
  alter table public.sensor enable row level security; grant select on public.sensor to authenticated;
  insert into public.sensor values
    ('S-CH4', 'ch4-well', 'north', 1800), ('S-CH4-2', 'ch4-well', 'north', 1800), ('S-P', 'water-pressure', 'south', 60);
  insert into public.sensor_threshold values
    ('S-CH4', 'yellow', 'above', 10, 0), ('S-CH4', 'red', 'above', 50, 0), ('S-P', 'orange', 'below', 0.2, 3600);`

export interface LiveCity {
  readonly database: Database
  /** a user with a role of app.user_role, and its token */
  addUser(role: string): Promise<{ id: string; token: (expiresIn_s?: number) => Promise<string> }>
  close(): Promise<void>
}

/** A database in memory with three sensors, the live tables and the embedded Realtime. */
export async function aLiveCity(): Promise<LiveCity> {
  const session = await PGlite.create()
  await session.exec(CORE)
  for (const file of [
    'server/database/bootstrap-realtime.sql',
    'supabase/migrations/0100_sensing.sql',
    'supabase/migrations/0110_realtime.sql',
  ])
    await session.exec(await readFile(new URL(`../../${file}`, import.meta.url), 'utf8'))
  const database = databaseOver(session, createLock(10_000))
  return {
    database,
    async addUser(role) {
      const id = crypto.randomUUID()
      await database.query('insert into app.user_role values ($1, $2)', [id, role])
      return {
        id,
        token: (expiresIn_s = 3600) => {
          const now = Math.floor(Date.now() / 1000)
          const claims = { sub: id, role: 'authenticated', aud: 'authenticated', iat: now, exp: now + expiresIn_s }
          return sign({ ...claims, jti: crypto.randomUUID() }, SECRET, 'HS256')
        },
      }
    },
    close: () => database.close(),
  }
}
