-- Administration of people: who has which role, how far it reaches, and whether it holds. Accounts and passwords are made
-- by our server (server/accounts), rights by the functions here: administrators only, every change in the audit.

alter table app.user_role
  -- the password was given by an administrator: until its owner has changed it, the role does not hold
  add column must_change boolean not null default false;

-- As in 0231, but a role whose password must be changed does not hold yet.
create or replace function app.role_of() returns text
language sql stable security definer set search_path = '' as $$
  select coalesce((select r.role from app.user_role r
    where r.user_id = app.user_id() and r.disabled_at is null and not r.must_change
      and not app.lacks_second_factor()), 'public');
$$;

-- The caller's own account, also where the role does not hold: standing says why. 'none' = no role was ever given.
create function public.my_account() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('role', app.role_of(), 'name', r.name,
    'standing', case when r.user_id is null then 'none' when r.disabled_at is not null then 'disabled'
      when r.must_change then 'must-change-password' else 'good' end)
  from (select app.user_id() as id) me left join app.user_role r on r.user_id = me.id;
$$;

-- Refuses a change after which nobody could administer: somebody else must be able to, now and with a password of theirs.
create function app.require_an_admin() returns void
language plpgsql set search_path = '' as $$
begin
  if not exists (select from app.user_role r
    where r.role = 'admin' and r.disabled_at is null and not r.must_change) then
    raise exception 'last-admin: expected another administrator who can sign in' using errcode = 'PT409';
  end if;
end $$;

-- Every account with its rights, and how many there are; the first 2,000 by name.
create function public.admin_users() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_admin('admin_users');
  return jsonb_build_object('total', (select count(*) from auth.users),
    'users', coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'email', u.email, 'name', r.name,
        'role', r.role, 'organisation', r.organisation_id, 'organisationName', o.name, 'districts', r.district_ids,
        'clearance', r.clearance, 'disabledAt', app.milliseconds(r.disabled_at), 'mustChange', coalesce(r.must_change, false),
        'createdAt', app.milliseconds(u.created_at), 'lastSignInAt', app.milliseconds(u.last_sign_in_at))
        order by r.name, u.email)
      from (select * from auth.users every_one order by every_one.email limit 2000) u
      left join app.user_role r on r.user_id = u.id
      left join public.organisation o on o.id = r.organisation_id), '[]'::jsonb));
end $$;

-- Gives a person a role and its reach, or changes them. Who had none must change the password first: whoever made the
-- account knows it. districts null = the whole city; organisation is an enterprise's alone.
create function public.admin_set_role(person uuid, role text, organisation text, districts text[], clearance integer,
  name text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  before app.user_role;
  of_organisation text := case when admin_set_role.role = 'enterprise' then admin_set_role.organisation end;
  words text := trim(admin_set_role.name);
begin
  perform app.require_admin('admin_set_role');
  perform pg_catalog.pg_advisory_xact_lock(7300250);
  if not exists (select from auth.users u where u.id = person) then
    raise exception 'unknown-person: no account %', person using errcode = 'PT404';
  end if;
  if admin_set_role.role is null
    or admin_set_role.role not in ('planner', 'duty', 'leader', 'enterprise', 'admin')
    or coalesce(admin_set_role.clearance, -1) not between 0 and 2
    or words is null or char_length(words) not between 1 and 60 then
    raise exception 'admin_set_role: expected a role, a clearance of 0 to 2 and a name of 1 to 60 characters'
      using errcode = '22023';
  end if;
  if admin_set_role.role = 'enterprise'
    and not exists (select from public.organisation o where o.id = of_organisation) then
    raise exception 'unknown-organisation: expected the organisation of an enterprise' using errcode = '22023';
  end if;
  if cardinality(districts) = 0 or exists (select from unnest(districts) d (id)
    where not exists (select from public.district k where k.id = d.id)) then
    raise exception 'unknown-district: expected ids of districts, or null for the whole city' using errcode = '22023';
  end if;
  select * into before from app.user_role r where r.user_id = person;
  insert into app.user_role as r (user_id, role, organisation_id, district_ids, clearance, name, must_change)
  values (person, admin_set_role.role, of_organisation, districts, admin_set_role.clearance, words, true)
  on conflict (user_id) do update set role = excluded.role, organisation_id = excluded.organisation_id,
    district_ids = excluded.district_ids, clearance = excluded.clearance, name = excluded.name;
  perform app.require_an_admin();
  perform audit.write(case when before.user_id is null then 'invite' else 'change-rights' end, 'user/' || person,
    jsonb_build_object('name', words, 'role', admin_set_role.role, 'organisation', of_organisation,
      'districts', districts, 'clearance', admin_set_role.clearance)
    || case when before.user_id is null then '{}'::jsonb else jsonb_build_object('before', jsonb_build_object(
      'name', before.name, 'role', before.role, 'organisation', before.organisation_id,
      'districts', before.district_ids, 'clearance', before.clearance)) end);
end $$;

-- A disabled person may do nothing from now on, whatever token they hold.
create function public.admin_disable_user(person uuid, disabled boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare
  of_name text;
begin
  perform app.require_admin('admin_disable_user');
  perform pg_catalog.pg_advisory_xact_lock(7300250);
  update app.user_role r set disabled_at = case when disabled then coalesce(r.disabled_at, now()) end
  where r.user_id = person returning r.name into of_name;
  if not found then
    raise exception 'unknown-person: no role of %', person using errcode = 'PT404';
  end if;
  perform app.require_an_admin();
  perform audit.write(case when disabled then 'disable-user' else 'enable-user' end, 'user/' || person,
    jsonb_build_object('name', of_name));
end $$;

-- Called by our server with the administrator's claims when it gives a person a new one-time password.
create function public.admin_require_new_password(person uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  of_name text;
begin
  perform app.require_admin('admin_require_new_password');
  if person = app.user_id() then
    raise exception 'own-password: change your own password instead' using errcode = 'PT409';
  end if;
  update app.user_role r set must_change = true where r.user_id = person returning r.name into of_name;
  if not found then
    raise exception 'unknown-person: no role of %', person using errcode = 'PT404';
  end if;
  perform audit.write('reset-password', 'user/' || person, jsonb_build_object('name', of_name));
end $$;

-- Called by our server once a person has changed their password; nobody else can.
create function public.password_changed(person uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update app.user_role r set must_change = false where r.user_id = person;
  perform audit.write('change-password', 'user/' || person);
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['public.my_account()', 'public.admin_users()', 'public.admin_set_role(uuid, text, text, text[], integer, text)',
    'public.admin_disable_user(uuid, boolean)', 'public.admin_require_new_password(uuid)', 'public.password_changed(uuid)',
    'app.require_an_admin()']
  loop
    execute format('revoke all on function %s from public, anon, authenticated', name);
    if name <> 'public.password_changed(uuid)' and name not like 'app.%' then
      execute format('grant execute on function %s to authenticated', name);
    end if;
    execute format('grant execute on function %s to service_role', name);
  end loop;
end $$;
