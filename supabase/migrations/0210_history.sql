-- What was valid when. The current row stays in its table; a change writes the row as it was before, so that a first load
-- writes nothing here, and an equal one neither. Nobody but the triggers writes versions, and nothing removes them.

create schema history;
grant usage on schema history to authenticated, service_role;

-- Every build that the database was brought to.
create table history.load (
  -- the instant of its transaction, which is also that of every version that it ended
  loaded_at timestamptz primary key,
  build text not null
);
insert into history.load (loaded_at, build) select loaded_at, build from public.city;

create table history.row_version (
  table_name text not null,
  -- primary key of the row, its parts joined by /
  record_id text not null,
  -- null: since before versions were kept
  valid_from timestamptz,
  valid_to timestamptz not null,
  -- what ended it
  change text not null check (change in ('update', 'delete')),
  -- who ended it, as they were called then; null = a load or the server
  changed_by uuid,
  changed_by_name text,
  -- the load that ended it; null = a person or the server
  build text,
  -- all columns but valid_since; geometry as EWKB in hex
  row jsonb not null,
  primary key (table_name, record_id, valid_to)
);

-- Columns of the primary key of a table whose versions are kept, as an expression over the alias b; null for others.
create function history.key_of(table_name text) returns text
language sql immutable set search_path = '' as $$
  select case
    when key_of.table_name in ('asset', 'project', 'document', 'operation_record', 'organisation', 'sensor', 'risk')
      then 'b.id'
    when key_of.table_name = 'lifecycle_stage' then 'b.project_id || ''/'' || b.stage'
    when key_of.table_name = 'sensor_threshold' then 'b.sensor_id || ''/'' || b.grade || ''/'' || b.direction'
  end;
$$;

-- A row as versions keep it, as an expression over the alias b.
create function history.row_of(table_name text) returns text
language sql stable set search_path = '' as $$
  select 'pg_catalog.to_jsonb(b) - ''valid_since''' || case when exists (select from pg_catalog.pg_attribute t
      where t.attrelid = to_regclass(format('public.%I', row_of.table_name)) and t.attname = 'geometry')
    then ' || pg_catalog.jsonb_build_object(''geometry'', b.geometry::text)' else '' end;
$$;

-- After a statement: the rows before it. A row that came and changed in one transaction was never seen, so it has no
-- version. Where a transaction began before the last change of a row and ended after it, the clock tells.
create function history.keep() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  execute format(
    'insert into history.row_version
       (table_name, record_id, valid_from, valid_to, change, changed_by, changed_by_name, build, row)
     select %1$L, k.id, k.since, case when k.since > now() then clock_timestamp() else now() end, $1, $2, $3, $4, k.row
     from (select %2$s as id, %3$s as row, greatest(b.valid_since, (select max(v.valid_to) from history.row_version v
         where v.table_name = %1$L and v.record_id = %2$s)) as since from before b) k
     where k.since is distinct from now()',
    tg_table_name, history.key_of(tg_table_name), history.row_of(tg_table_name))
  using lower(tg_op), app.user_id(), app.user_name(app.user_id()), nullif(current_setting('history.build', true), '');
  return null;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['asset', 'project', 'lifecycle_stage', 'document', 'operation_record', 'organisation',
    'sensor', 'sensor_threshold', 'risk']
  loop
    -- null on rows that are older than this migration
    execute format('alter table public.%I add column valid_since timestamptz', name);
    execute format('alter table public.%I alter column valid_since set default now()', name);
    execute format('create trigger keep_updated after update on public.%I referencing old table as before
      for each statement execute function history.keep()', name);
    execute format('create trigger keep_deleted after delete on public.%I referencing old table as before
      for each statement execute function history.keep()', name);
  end loop;
end $$;

create function history.note_load() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into history.load (loaded_at, build) values (now(), new.build) on conflict do nothing;
  perform audit.write('load', 'city/' || new.id, jsonb_build_object('build', new.build));
  return null;
end $$;
create trigger note_load after insert or update of build on public.city
  for each row execute function history.note_load();

/* Who may read: whoever may see the record as it is now, the versions that they might have seen as they were then. */

-- A record as the caller sees it now; null when it is gone or not theirs.
create function history.current_row(of_table text, of_record text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  key text := history.key_of(of_table);
  found jsonb;
begin
  if key is null then
    raise exception 'record_versions: no versions are kept of "%"', left(of_table, 100) using errcode = '22023';
  end if;
  execute format('select %s || jsonb_build_object(''valid_since'', b.valid_since) from public.%I b where %s = $1',
    history.row_of(of_table), of_table, key) into found using of_record;
  return found;
end $$;

create function history.is_stored(of_table text, of_record text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  answer boolean;
begin
  execute format('select exists (select from public.%I b where %s = $1)', of_table, history.key_of(of_table))
    into answer using of_record;
  return answer;
end $$;

-- plpgsql, because app.districts_of() and app.clearance_of() are of a later migration.
create function history.is_in_scope(version jsonb) returns boolean
language plpgsql stable set search_path = '' as $$
declare
  districts text[] := app.districts_of();
begin
  return (districts is null or version ->> 'district_id' is null or version ->> 'district_id' = any (districts))
    and coalesce((version ->> 'secrecy')::smallint, 0) <= app.clearance_of();
end $$;

-- A record that is gone has no policy to ask any more: it is told to the highest clearance only.
create function history.may_read(of_table text, of_record text) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return history.current_row(of_table, of_record) is not null
    or (app.clearance_of() = 2 and not history.is_stored(of_table, of_record));
end $$;

alter table history.row_version enable row level security;
alter table history.row_version force row level security;
alter table history.load enable row level security;
alter table history.load force row level security;
revoke all on history.row_version, history.load from public, anon, authenticated;
grant select on history.row_version, history.load to authenticated;
create policy staff_read on history.load for select to authenticated using ((select app.is_staff()));
create policy enterprise_read on history.load for select to authenticated
  using ((select app.role_of()) = 'enterprise');
create policy staff_read on history.row_version for select to authenticated
  using ((select app.is_staff()) and history.is_in_scope(row));
create policy enterprise_read on history.row_version for select to authenticated
  using ((select app.organisation_of()) is not null and history.is_in_scope(row)
    and case when row ? 'owner_id' then row ->> 'owner_id' = (select app.organisation_of())
      else history.current_row(table_name, record_id) is not null end);

/* What the client asks */

-- Columns that differ, each [before, after]; of geometry the places halfway along.
create function history.changes(before jsonb, after jsonb, hidden text[]) returns jsonb
language sql stable as $$
  select coalesce(jsonb_object_agg(n.key, case when n.key = 'geometry' then jsonb_build_array(
        app.middle((before ->> 'geometry')::geometry), app.middle((after ->> 'geometry')::geometry))
      else jsonb_build_array(before -> n.key, n.value) end), '{}'::jsonb)
  from jsonb_each(after) n
  where before -> n.key is distinct from n.value and n.key <> all (hidden || array['gid', 'valid_since']);
$$;

/*
 * The versions of a record of a table, newest first: [{ from, to: ms (null = unknown, still valid), by (who made it; null =
 * a load or the server), build (the load that made it), source (file and row of the survey), isGone (the record was then
 * removed), changes: { column: [before, after] } }]. At most 200. null for a record that is not there or not theirs.
 */
create function public.record_versions(of_table text, of_record text, max_rows integer default 50) returns jsonb
language plpgsql stable as $$
declare
  current_row jsonb;
  hidden text[] := '{}';
  most integer := least(greatest(coalesce(max_rows, 50), 1), 200);
begin
  if not history.may_read(of_table, of_record) then
    return null;
  end if;
  current_row := history.current_row(of_table, of_record);
  if of_table = 'asset' and current_row is not null then
    hidden := array(select jsonb_array_elements_text(coalesce(public.asset_record(of_record) -> 'hiddenFields', '[]')));
  end if;
  return (
    with kept as (
      select v.valid_from, v.valid_to, v.change, v.changed_by_name, v.build, v.row from history.row_version v
      where v.table_name = of_table and v.record_id = of_record order by v.valid_to desc limit most
    ), state as (
      select * from kept
      union all
      select greatest((current_row ->> 'valid_since')::timestamptz, (select max(k.valid_to) from kept k)), null, null, null,
        null, current_row where current_row is not null
    ), told as (
      select s.*, lag(s.row) over w as row_before, lag(s.valid_to) over w as ended, lag(s.change) over w as how,
        lag(s.changed_by_name) over w as maker, lag(s.build) over w as made_by
      from state s window w as (order by s.valid_to nulls last)
    ), version as (
      select t.*, t.ended = t.valid_from and t.how = 'update' as follows from told t
    ), row as (
      select v.valid_from, v.valid_to, v.change, v.row ->> 'source' as source, case when v.follows then v.maker end as by,
        case when v.follows then v.made_by
          else (select l.build from history.load l where l.loaded_at = v.valid_from) end as build, v.follows,
        case when v.follows then history.changes(v.row_before, v.row, hidden) else '{}' end as changes
      from version v
    )
    select coalesce(jsonb_agg(jsonb_build_object('from', app.milliseconds(r.valid_from), 'to', app.milliseconds(r.valid_to),
        'by', r.by, 'build', r.build, 'source', case when 'source' <> all (hidden) then r.source end,
        'isGone', coalesce(r.change = 'delete', false), 'changes', r.changes) order by r.valid_to desc nulls first), '[]')
    from row r);
end $$;

-- The record of an asset as it was at an instant (to the millisecond), in the shape of asset_record, with validFrom and validTo [ms]; names of
-- roads, districts and owners are those of now. null when it was not there then, or is not theirs.
create function public.asset_record_at(asset_id text, at timestamptz) returns jsonb
language plpgsql stable as $$
declare
  now_record jsonb := public.asset_record(asset_record_at.asset_id);
  version history.row_version;
  was public.asset;
  hidden text[];
begin
  if not history.may_read('asset', asset_record_at.asset_id) then
    return null;
  end if;
  select * into version from history.row_version v
  where v.table_name = 'asset' and v.record_id = asset_record_at.asset_id
    and app.milliseconds(v.valid_to) > app.milliseconds(asset_record_at.at)
  order by v.valid_to limit 1;
  if version.record_id is null then
    return (select now_record || jsonb_build_object('validFrom', app.milliseconds(s.since), 'validTo', null)
      from (select greatest((select a.valid_since from public.asset a where a.id = asset_record_at.asset_id),
        (select max(v.valid_to) from history.row_version v
          where v.table_name = 'asset' and v.record_id = asset_record_at.asset_id)) as since) s
      where now_record is not null and (s.since is null or app.milliseconds(s.since) <= app.milliseconds(asset_record_at.at)));
  end if;
  if app.milliseconds(version.valid_from) > app.milliseconds(asset_record_at.at) then
    return null;
  end if;
  was := jsonb_populate_record(null::public.asset, version.row);
  hidden := array(select jsonb_array_elements_text(coalesce(now_record -> 'hiddenFields', '[]')));
  return app.asset_as_record(was)
    || coalesce((select jsonb_object_agg(h.name, null) from unnest(hidden) h (name)), '{}')
    || jsonb_build_object('hiddenFields', hidden, 'validFrom', app.milliseconds(version.valid_from),
      'validTo', app.milliseconds(version.valid_to));
end $$;

-- A row of the table, of now or of then, as the client gets it.
create function app.asset_as_record(a public.asset) returns jsonb
language sql stable as $$
  select (to_jsonb(a) - array['geometry', 'road_id', 'district_id', 'owner_id', 'project_id', 'element_code',
      'valid_since', 'secrecy'])
    || jsonb_build_object(
      'road', r.name_zh,
      'road_en', r.name_en,
      'district', d.name_zh,
      'district_en', d.name_en,
      'owner', o.name,
      'at', app.middle(a.geometry),
      'path', app.vertices(a.geometry),
      'attributes', case when a.element_code is null then a.attributes
        else a.attributes || jsonb_build_object('element_code', a.element_code) end,
      'sensorIds', coalesce((select jsonb_agg(s.id order by s.id) from public.sensor s
        where s.asset_id = a.id and s.retired_at is null), '[]'::jsonb))
  from (select) as always
  left join public.road r on r.id = a.road_id
  left join public.district d on d.id = a.district_id
  left join public.organisation o on o.id = a.owner_id;
$$;

create or replace function public.asset_record(asset_id text) returns jsonb
language sql stable as $$
  select app.asset_as_record(a) from public.asset a where a.id = asset_record.asset_id;
$$;

revoke all on all functions in schema history from public, anon;
grant execute on all functions in schema history to authenticated, service_role;
revoke all on function history.keep(), history.note_load() from public, anon, authenticated;
revoke all on function app.asset_as_record(public.asset), public.record_versions(text, text, integer),
  public.asset_record_at(text, timestamptz) from public, anon;
grant execute on function app.asset_as_record(public.asset), public.record_versions(text, text, integer),
  public.asset_record_at(text, timestamptz) to authenticated, service_role;
