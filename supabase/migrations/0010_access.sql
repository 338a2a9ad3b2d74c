-- Who may what: the table app.user_role decides and no claim in a token does, so that a revoked role stops at once.

create schema if not exists app;
grant usage on schema app to anon, authenticated, service_role;

create table app.setting (
  key text primary key,
  value text not null
);

create table app.user_role (
  user_id uuid primary key,
  role text not null check (role in ('planner', 'duty', 'leader', 'enterprise', 'admin')),
  -- the only organisation whose assets an enterprise user sees
  organisation_id text,
  -- shown where this person acted, e.g. on an acknowledged alarm
  name text not null,
  check (role <> 'enterprise' or organisation_id is not null)
);

alter table app.setting enable row level security;
alter table app.setting force row level security;
alter table app.user_role enable row level security;
alter table app.user_role force row level security;
revoke all on app.setting, app.user_role from public, anon, authenticated;

create function app.user_id() returns uuid
language sql stable set search_path = '' as $$
  select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid;
$$;

-- planner, duty, leader, enterprise, admin; public for everybody else. Write it as (select app.role_of()) in policies,
-- so that it is asked once a statement.
create function app.role_of() returns text
language sql stable security definer set search_path = '' as $$
  select coalesce((select r.role from app.user_role r where r.user_id = app.user_id()), 'public');
$$;

create function app.is_staff() returns boolean
language sql stable set search_path = '' as $$
  select app.role_of() in ('planner', 'duty', 'leader', 'admin');
$$;

-- The organisation of an enterprise user; null for everybody else, which matches no row.
create function app.organisation_of() returns text
language sql stable security definer set search_path = '' as $$
  select r.organisation_id from app.user_role r where r.user_id = app.user_id() and r.role = 'enterprise';
$$;

create function app.user_name(id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select r.name from app.user_role r where r.user_id = id;
$$;

create function app.setting(name text) returns text
language sql stable security definer set search_path = '' as $$
  select s.value from app.setting s where s.key = name;
$$;

revoke all on all functions in schema app from public, anon;
grant execute on all functions in schema app to authenticated, service_role;
