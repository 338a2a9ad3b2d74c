-- After server/database/bootstrap.sql and bootstrap-realtime.sql: what else is so on hosted Supabase. Migrations run there
-- as a role that is no superuser, owns neither the realtime nor the auth schema, and makes lifeline_ingest itself.

create role migrator login nosuperuser createrole bypassrls;
grant anon, authenticated, service_role to migrator;
grant create on database postgres to migrator;
alter schema public owner to migrator;
alter default privileges for role migrator in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges for role migrator in schema public grant all on sequences to anon, authenticated, service_role;
alter default privileges for role migrator in schema public grant all on functions to anon, authenticated, service_role;

drop owned by lifeline_ingest;
drop role lifeline_ingest;

create role supabase_realtime_admin nologin;
grant usage, create on schema realtime to supabase_realtime_admin;
alter table realtime.messages owner to supabase_realtime_admin;
grant supabase_realtime_admin to migrator;
grant usage on schema realtime to migrator;

create schema auth;
create table auth.users (id uuid primary key, email text, raw_app_meta_data jsonb, created_at timestamptz,
  last_sign_in_at timestamptz);
alter table auth.users enable row level security;
grant usage on schema auth to migrator, anon, authenticated;
grant select on auth.users to migrator;
