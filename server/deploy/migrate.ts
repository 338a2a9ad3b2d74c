import pg from 'pg'
import { applyMigrations, readMigrations } from '../database/migrations.ts'

/** One migration at a time; the number is ours alone. */
const TURN = 7_300_330

/**
 * Applies the migrations that a Supabase lacks, in the list that its own tools keep, with a hash of each text.
 *
 * @param url  as the role `postgres` of Supabase, which owns our tables
 * @returns the versions applied
 */
export async function migrateSupabase(url: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'lifeline deploy migrate',
    statement_timeout: 0,
  })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [TURN])
    await client.query(`
      create schema if not exists supabase_migrations;
      create table if not exists supabase_migrations.schema_migrations (version text primary key, name text);
      alter table supabase_migrations.schema_migrations add column if not exists hash text;
      alter table supabase_migrations.schema_migrations add column if not exists applied_at timestamptz default now();
      set search_path = "$user", public, extensions;`)
    return await applyMigrations(
      { query: (sql, parameters) => client.query(sql, parameters), exec: (sql) => client.query(sql) },
      await readMigrations(),
      (version) => /^\d{4}$/.test(version),
    )
  } finally {
    await client.end()
  }
}
