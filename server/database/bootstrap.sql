-- What hosted Supabase brings with it, for the embedded database and a PostgreSQL of our own: roles, extensions, default privileges, publication.
-- The auth schema is lite's, the realtime schema that of bootstrap-realtime.sql.

do $$
declare
  name text;
begin
  foreach name in array array['anon', 'authenticated', 'lifeline_ingest'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'service_role') then
    create role service_role nologin bypassrls;
  end if;
end $$;

-- On a server whose owner of the tables is no superuser the DBA has made these (lifeline database prepare --print).
create schema if not exists extensions;
create extension if not exists postgis schema extensions;
create extension if not exists pgcrypto schema extensions;
grant usage on schema extensions to public;
-- Held by every new session; the one that is open now takes it below.
do $$
begin
  execute format('alter database %I set search_path = "$user", public, extensions', current_database());
end $$;
set search_path = "$user", public, extensions;

grant usage on schema public to anon, authenticated, service_role, lifeline_ingest;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;

create publication supabase_realtime;

create schema supabase_migrations;
create table supabase_migrations.schema_migrations (
  version text primary key,
  name text not null,
  -- of its text, so that a migration changed after the fact is noticed
  hash text not null,
  applied_at timestamptz not null default now()
);
