-- Organisations that people edit, and what an administrator reads: the audit in pages, its chain in slices, the state of
-- the system.

alter table public.organisation
  -- null = as the build gave it; a row that somebody edited is kept by later loads
  add column edited_by uuid,
  add column edited_at timestamptz;

-- Of GB 32100: 18 characters, the last of which follows from the others (src/domain/admin/credit-code.ts says how).
create function app.is_credit_code(code text) returns boolean
language sql immutable set search_path = '' as $$
  select code ~ '^[0-9A-HJ-NP-RTUW-Y]{18}$' and (
    select (31 - sum((strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, i, 1)) - 1)
        * (array[1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])[i]) % 31) % 31
      = strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 18, 1)) - 1
    from generate_series(1, 17) i);
$$;

-- Every organisation and how many accounts speak for it; the first 5,000 by name.
create function public.admin_organisations() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_admin('admin_organisations');
  return coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'party', o.party,
      'creditCode', o.credit_code, 'editedAt', app.milliseconds(o.edited_at), 'editedBy', app.user_name(o.edited_by),
      'users', (select count(*) from app.user_role r where r.organisation_id = o.id)) order by o.name, o.id)
    from (select * from public.organisation every_one order by every_one.name, every_one.id limit 5000) o), '[]'::jsonb);
end $$;

-- Stores a new organisation or another name, party or code of one that is there.
create function public.admin_save_organisation(id text, name text, party text, credit_code text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  before public.organisation;
  words text := trim(admin_save_organisation.name);
  code text := nullif(upper(trim(admin_save_organisation.credit_code)), '');
begin
  perform app.require_admin('admin_save_organisation');
  if admin_save_organisation.id is null or admin_save_organisation.id !~ '^[[:alnum:]_.-]{1,60}$'
    or words is null or char_length(words) not between 1 and 100
    or coalesce(admin_save_organisation.party, '') not in ('government', 'department', 'enterprise', 'contractor') then
    raise exception 'admin_save_organisation: expected an id of letters and digits, a name of 1 to 100 characters, a party'
      using errcode = '22023';
  end if;
  if not coalesce(app.is_credit_code(code), true) then
    raise exception 'credit-code: expected 18 characters of GB 32100 whose last one follows from the others'
      using errcode = '22023';
  end if;
  select * into before from public.organisation o where o.id = admin_save_organisation.id;
  insert into public.organisation as o (id, name, party, credit_code, edited_by, edited_at)
  values (admin_save_organisation.id, words, admin_save_organisation.party, code, app.user_id(), now())
  on conflict on constraint organisation_pkey do update set name = excluded.name, party = excluded.party,
    credit_code = excluded.credit_code, edited_by = excluded.edited_by, edited_at = excluded.edited_at;
  perform audit.write('change-organisation', 'organisation/' || admin_save_organisation.id,
    jsonb_build_object('name', words, 'party', admin_save_organisation.party, 'credit_code', code)
    || case when before.id is null then '{}'::jsonb else jsonb_build_object('before', jsonb_build_object(
      'name', before.name, 'party', before.party, 'credit_code', before.credit_code)) end);
end $$;

-- Entries newest first, at most 200: those of a span, an action, a person whose name holds the words, before a number.
-- The policy of audit.entry gives them to administrators alone.
create function public.audit_entries(from_at timestamptz, to_at timestamptz, of_action text, of_actor text,
  before_seq bigint, max_rows integer default 50) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'at', app.milliseconds(e.at), 'actor', e.actor_name,
    'role', e.role, 'action', e.action, 'object', e.object, 'detail', e.detail) order by e.seq desc), '[]'::jsonb)
  from (
    select * from audit.entry n
    where (from_at is null or n.at >= from_at) and (to_at is null or n.at < to_at)
      and (of_action is null or n.action = of_action)
      and (of_actor is null or strpos(lower(coalesce(n.actor_name, n.role)), lower(of_actor)) > 0)
      and (before_seq is null or n.seq < before_seq)
    order by n.seq desc limit least(greatest(coalesce(max_rows, 50), 1), 200)
  ) e;
$$;

-- How many entries are kept, and of what time; the actions that there are.
create function public.audit_state() returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('count', count(*), 'oldestAt', app.milliseconds(min(e.at)),
    'newestAt', app.milliseconds(max(e.at)), 'newestSeq', max(e.seq),
    'actions', coalesce((select jsonb_agg(a.action order by a.action) from (select distinct n.action
      from audit.entry n) a), '[]'::jsonb))
  from audit.entry e;
$$;

-- The chain in slices, so that a long one holds nobody up: follows up to 2,000 entries after the one with number
-- `after_seq` (0 = from the beginning). checkedTo is where to go on, broken the first entry that does not follow.
create function public.audit_check(after_seq bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  previous bytea;
  last_seq bigint := 0;
  e audit.entry;
  followed integer := 0;
begin
  perform app.require_admin('audit_check');
  if after_seq > 0 then
    select n.hash, n.seq into previous, last_seq from audit.entry n where n.seq = after_seq;
    if not found then
      return jsonb_build_object('checkedTo', after_seq, 'broken', after_seq, 'isDone', true);
    end if;
  end if;
  for e in select * from audit.entry n where n.seq > coalesce(after_seq, 0) order by n.seq limit 2000 loop
    -- of the first one that is kept, the one before may have been pruned
    if e.hash <> audit.hash_of(e) or (previous is not null and (e.previous <> previous or e.seq <> last_seq + 1)) then
      return jsonb_build_object('checkedTo', last_seq, 'broken', e.seq, 'isDone', true);
    end if;
    previous := e.hash;
    last_seq := e.seq;
    followed := followed + 1;
  end loop;
  return jsonb_build_object('checkedTo', last_seq, 'broken', null, 'isDone', followed < 2000);
end $$;

-- What runs here and how much there is. Sizes in bytes.
create function public.system_state() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_admin('system_state');
  return jsonb_build_object('at', app.milliseconds(now()), 'version', current_setting('server_version'),
    'databaseBytes', pg_database_size(current_database()),
    'city', (select jsonb_build_object('id', c.id, 'build', c.build, 'loadedAt', app.milliseconds(c.loaded_at))
      from public.city c),
    'sensors', (select count(*) from public.sensor s where s.retired_at is null),
    'retiredSensors', (select count(*) from public.sensor s where s.retired_at is not null),
    'heardSensors', (select count(*) from public.sensor_latest l where l.at > now() - interval '1 hour'),
    'newestReadingAt', (select app.milliseconds(max(l.at)) from public.sensor_latest l),
    'openAlarms', (select count(*) from public.alarm a where a.closed_at is null),
    'openReports', (select count(*) from public.fault_report r where r.state = 'open'),
    'tables', (select jsonb_agg(jsonb_build_object('name', t.name, 'bytes', t.bytes) order by t.bytes desc) from (
      select coalesce(p.inhparent, c.oid)::regclass::text as name, sum(pg_total_relation_size(c.oid)) as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_inherits p on p.inhrelid = c.oid
      where c.relkind = 'r' and n.nspname in ('public', 'sensing', 'audit', 'realtime')
      group by 1 order by 2 desc limit 12) t));
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['public.admin_organisations()', 'public.admin_save_organisation(text, text, text, text)',
    'public.audit_entries(timestamptz, timestamptz, text, text, bigint, integer)', 'public.audit_state()',
    'public.audit_check(bigint)', 'public.system_state()']
  loop
    execute format('revoke all on function %s from public, anon', name);
    execute format('grant execute on function %s to authenticated, service_role', name);
  end loop;
  revoke all on function app.is_credit_code(text) from public, anon, authenticated;
end $$;
