-- How far a person's role reaches: which districts, up to which class of secrecy, and whether it holds at all.

alter table app.user_role
  -- null = the whole city; what lies in no district is everybody's
  add column district_ids text[],
  -- 0 public, 1 internal, 2 secret
  add column clearance smallint not null default 1 check (clearance between 0 and 2),
  -- since when the person may do nothing; the row stays because what they did keeps their name
  add column disabled_at timestamptz;

create or replace function app.role_of() returns text
language sql stable security definer set search_path = '' as $$
  select coalesce((select r.role from app.user_role r where r.user_id = app.user_id() and r.disabled_at is null),
    'public');
$$;

create or replace function app.organisation_of() returns text
language sql stable security definer set search_path = '' as $$
  select r.organisation_id from app.user_role r
  where r.user_id = app.user_id() and r.role = 'enterprise' and r.disabled_at is null;
$$;

-- Districts that the caller is bound to: null = none, the whole city; empty for somebody without a role.
create function app.districts_of() returns text[]
language sql stable security definer set search_path = '' as $$
  select case when app.role_of() = 'public' then '{}'::text[]
    else (select r.district_ids from app.user_role r where r.user_id = app.user_id()) end;
$$;

-- The highest class of secrecy that the caller may see: 0 public, 1 internal, 2 secret; 0 for somebody without a role.
create function app.clearance_of() returns smallint
language sql stable security definer set search_path = '' as $$
  select coalesce((select r.clearance from app.user_role r
    where r.user_id = app.user_id() and r.disabled_at is null), 0::smallint);
$$;

revoke all on function app.districts_of(), app.clearance_of() from public, anon;
grant execute on function app.districts_of(), app.clearance_of() to authenticated, service_role;
