-- What a role reaches of the city: the districts of the person, and nothing above the person's clearance. The policies of
-- 0040 and later say what a role may read at all; the restrictive ones here cut that, so that both must hold.

/* Classes: 0 public, 1 internal, 2 secret. They are data of the city; without any row everything is 1. */

create table public.layer_secrecy (
  discipline text not null references public.discipline (id) on delete cascade,
  kind text not null references public.asset_kind (id) on delete cascade,
  class smallint not null check (class between 0 and 2),
  primary key (discipline, kind)
);

-- Columns of public.asset. What can be worked out of one another is closed together (app.closed_fields).
create table public.field_secrecy (
  table_name text not null check (table_name = 'asset'),
  column_name text not null check (column_name in ('diameter_mm', 'width_mm', 'height_mm', 'material', 'pressure_mpa',
    'voltage_kv', 'start_level_m', 'end_level_m', 'start_depth_m', 'end_depth_m', 'attributes')),
  class smallint not null check (class between 0 and 2),
  primary key (table_name, column_name)
);

-- Of single assets: raises what their layer says, never lowers it. No foreign key: it holds again when a build that had
-- lost the asset is followed by one that has it.
create table public.asset_secrecy (
  asset_id text primary key,
  class smallint not null check (class between 0 and 2)
);

-- The class of asset_secrecy beside the row, for the policy; kept by the triggers below.
alter table public.asset add column secrecy smallint;
create index asset_secrecy_class on public.asset (secrecy) where secrecy is not null;

create function app.copy_secrecy() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.asset_secrecy) then
    update public.asset a set secrecy = s.class from public.asset_secrecy s
    where s.asset_id = a.id and a.secrecy is distinct from s.class;
  end if;
  if tg_table_name = 'asset_secrecy' then
    update public.asset a set secrecy = null
    where a.secrecy is not null and not exists (select from public.asset_secrecy s where s.asset_id = a.id);
  end if;
  return null;
end $$;
create trigger secrecy_of_new after insert on public.asset for each statement execute function app.copy_secrecy();
create trigger secrecy_changed after insert or update or delete on public.asset_secrecy
  for each statement execute function app.copy_secrecy();

do $$
declare
  name text;
begin
  foreach name in array array['layer_secrecy', 'field_secrecy', 'asset_secrecy']
  loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('revoke all on public.%I from public, anon, authenticated', name);
    execute format('grant select on public.%I to authenticated', name);
    execute format('create policy admin_read on public.%I for select to authenticated
      using ((select app.role_of()) = ''admin'')', name);
  end loop;
end $$;

/* Who reaches what */

-- A second factor is asked for (setting require_mfa = 'true'; the embedded backend has none to offer) and was not given.
create function app.lacks_second_factor() returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(app.setting('require_mfa') = 'true', false) and coalesce(
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'aal', 'aal1') <> 'aal2';
$$;

create or replace function app.role_of() returns text
language sql stable security definer set search_path = '' as $$
  select coalesce((select r.role from app.user_role r
    where r.user_id = app.user_id() and r.disabled_at is null and not app.lacks_second_factor()), 'public');
$$;

create or replace function app.organisation_of() returns text
language sql stable security definer set search_path = '' as $$
  select r.organisation_id from app.user_role r where r.user_id = app.user_id() and app.role_of() = 'enterprise';
$$;

create or replace function app.clearance_of() returns smallint
language sql stable security definer set search_path = '' as $$
  select case when app.role_of() = 'public' then 0::smallint
    else (select r.clearance from app.user_role r where r.user_id = app.user_id()) end;
$$;

-- Layers above the caller's clearance, as discipline/kind.
create function app.closed_layers() returns text[]
language sql stable security definer set search_path = '' as $$
  select array(select d.id || '/' || k.id from public.discipline d cross join public.asset_kind k
    left join public.layer_secrecy s on s.discipline = d.id and s.kind = k.id
    where coalesce(s.class, 1) > app.clearance_of());
$$;

-- Columns of an asset above the caller's clearance. Ground less depth is level, and the vertices have their heights: one
-- of them closed closes all; `path` and `geometry` are the vertices.
create function app.closed_fields() returns text[]
language sql stable security definer set search_path = '' as $$
  with closed as (
    select f.column_name from public.field_secrecy f where f.class > app.clearance_of()
  ), vertical as (
    select unnest(array['start_level_m', 'end_level_m', 'start_depth_m', 'end_depth_m', 'path', 'geometry']) as column_name
  )
  select array(select c.column_name from closed c union select v.column_name from vertical v
    where exists (select from closed c join vertical w using (column_name)) order by 1);
$$;

create function app.sees_every_class() returns boolean
language sql stable security definer set search_path = '' as $$
  select cardinality(app.closed_layers()) = 0
    and not exists (select from public.asset a where a.secrecy > app.clearance_of());
$$;

-- Every row of the city is open to the caller: policies ask this first, once a statement.
create function app.sees_all() returns boolean
language sql stable security definer set search_path = '' as $$
  select app.is_staff() and app.districts_of() is null and app.sees_every_class();
$$;

-- Any of these assets is above the caller's clearance.
create function app.is_above_clearance(asset_ids text[]) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.asset a
    left join public.layer_secrecy l on l.discipline = a.discipline and l.kind = a.kind
    where a.id = any (asset_ids) and greatest(coalesce(l.class, 1), a.secrecy) > app.clearance_of());
$$;

-- The caller may read the row of this asset: for functions that run as their owner, which no policy cuts.
create function app.sees_asset(of_asset text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.asset a where a.id = of_asset
    and (app.is_staff() or a.owner_id = app.organisation_of())
    and (app.districts_of() is null or a.district_id is null or a.district_id = any (app.districts_of()))
    and not app.is_above_clearance(array[a.id]));
$$;

-- The same of a sensor, its readings, alarms and thresholds.
create function app.sees_sensor(of_sensor text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.sensor s left join public.asset a on a.id = s.asset_id where s.id = of_sensor
    and (app.is_staff() or app.organisation_of() in (s.owner_id, a.owner_id))
    and (app.districts_of() is null or s.district_id is null or s.district_id = any (app.districts_of()))
    and not app.is_above_clearance(array[s.asset_id]));
$$;

-- A project none of whose assets the caller reaches, though it has some.
create function app.is_foreign_project(of_project text) returns boolean
language sql stable security definer set search_path = '' as $$
  select not app.sees_all() and exists (select from public.asset a where a.project_id = of_project)
    and not exists (select from public.asset a where a.project_id = of_project
      and (app.districts_of() is null or a.district_id is null or a.district_id = any (app.districts_of()))
      and not app.is_above_clearance(array[a.id]));
$$;

-- The live topic of a district and kind has nothing that the caller may not read.
create function app.hears(district text, of_kind text) returns boolean
language sql stable security definer set search_path = '' as $$
  select app.is_staff() and (app.districts_of() is null or hears.district = any (app.districts_of()))
    and (app.sees_every_class() or not exists (select from public.sensor s
      where s.district_id = hears.district and s.kind = of_kind and app.is_above_clearance(array[s.asset_id])));
$$;

/* The cut */

create policy reach on public.asset as restrictive for select to authenticated
  using (((select app.districts_of()) is null or district_id is null
      or district_id = any ((select app.districts_of())::text[]))
    and coalesce(secrecy, 0) <= (select app.clearance_of())
    and discipline || '/' || kind <> all ((select app.closed_layers())::text[]));
create policy reach on public.sensor as restrictive for select to authenticated
  using (((select app.districts_of()) is null or district_id is null
      or district_id = any ((select app.districts_of())::text[]))
    and ((select app.sees_every_class()) or not app.is_above_clearance(array[asset_id])));

do $$
declare
  name text;
begin
  foreach name in array array['public.sensor_threshold', 'public.sensor_latest', 'public.alarm',
    'sensing.sensor_reading']
  loop
    execute format('create policy reach on %s as restrictive for select to authenticated
      using ((select app.sees_all()) or exists (select from public.sensor s where s.id = sensor_id))', name);
  end loop;
  foreach name in array array['public.lifecycle_stage', 'public.document']
  loop
    execute format('create policy reach on %s as restrictive for select to authenticated
      using ((select app.sees_all()) or exists (select from public.project p where p.id = project_id))', name);
  end loop;
  foreach name in array array['public.customer', 'public.entry']
  loop
    execute format('create policy reach on %s as restrictive for select to authenticated
      using ((select app.districts_of()) is null or exists (select from public.district d
        where d.id = any ((select app.districts_of())::text[]) and st_intersects(d.geometry, %s.geometry)))', name, name);
  end loop;
end $$;

create policy reach on public.operation_record as restrictive for select to authenticated
  using ((select app.sees_all()) or exists (select from public.asset a where a.id = asset_id));
create policy reach on public.project as restrictive for select to authenticated
  using ((select app.sees_all()) or not app.is_foreign_project(id));
create policy reach on public.fault_report as restrictive for select to authenticated
  using ((select app.sees_all()) or reported_by = (select app.user_id())
    or exists (select from public.asset a where a.id = asset_id));
-- A risk or finding belongs to the districts where it lies and to those of the assets that it names.
create policy reach on public.risk as restrictive for select to authenticated
  using ((select app.sees_all()) or (not app.is_above_clearance(asset_ids)
    and ((select app.districts_of()) is null or exists (select from public.asset a where a.id = any (asset_ids))
      or exists (select from public.district d where d.id = any ((select app.districts_of())::text[])
        and st_intersects(d.geometry, risk.geometry)))));
-- What a finding says may quote any field, so whoever may not read one of them reads no findings.
create policy reach on public.finding as restrictive for select to authenticated
  using (cardinality((select app.closed_fields())) = 0
    and ((select app.sees_all()) or (not app.is_above_clearance(asset_ids)
      and ((select app.districts_of()) is null or cardinality(asset_ids) = 0 and geometry is null
        or exists (select from public.asset a where a.id = any (asset_ids))
        or exists (select from public.district d where d.id = any ((select app.districts_of())::text[])
          and st_intersects(d.geometry, finding.geometry))))));

alter policy live_sensors_read on realtime.messages
  using (extension = 'broadcast' and realtime.topic() ~ '^sensors:[^:]+:[^:]+$'
    and app.hears(split_part(realtime.topic(), ':', 2), split_part(realtime.topic(), ':', 3)));

/* Fields. REST shows of an asset only columns that no class can close; the others come by the functions below. A whole
   row (select *, to_jsonb(asset)) is refused therefore: name the columns, or ask app.read_asset and app.asset_as_record. */

revoke select on public.asset from authenticated;
grant select (id, gid, kind, discipline, subclass, element_code, name, feature, road_id, district_id, start_point_id,
  end_point_id, section, built_year, burial, owner_id, status, start_ground_m, end_ground_m, length_m, quality_level,
  horizontal_error_m, vertical_error_m, project_id, is_operable, source, valid_since) on public.asset to authenticated;

-- The record of an asset without what is above the caller's clearance: that is null, or empty, and named in hiddenFields.
create function app.cut_fields(record jsonb) returns jsonb
language sql stable set search_path = '' as $$
  select record || coalesce((select jsonb_object_agg(c.name, case c.name when 'attributes' then '{}'::jsonb
        when 'path' then '[]'::jsonb else 'null'::jsonb end)
      from unnest(app.closed_fields()) c (name) where record ? c.name), '{}'::jsonb)
    || jsonb_build_object('hiddenFields', to_jsonb(app.closed_fields()));
$$;

-- The middle of an asset, at the height of the ground where its own height is closed (0 where no ground is known).
create function app.place_of(a public.asset) returns jsonb
language sql stable as $$
  select case when 'path' = any (app.closed_fields())
    then app.middle(a.geometry) || jsonb_build_object('height', coalesce(a.start_ground_m, a.end_ground_m, 0))
    else app.middle(a.geometry) end;
$$;

-- The whole row of an asset that the caller may read, with what is above their clearance in it: cut it before it is told
-- (app.asset_as_record). null for one that is not there or not theirs.
create function app.asset_row(of_asset text) returns public.asset
language sql stable security definer set search_path = '' as $$
  select a.* from public.asset a where a.id = of_asset and app.sees_asset(of_asset);
$$;

-- The same, and the audit is told when the caller is to see something secret of it.
create function app.read_asset(of_asset text) returns public.asset
language plpgsql volatile security definer set search_path = '' as $$
declare
  a public.asset := app.asset_row(of_asset);
  secret text[] := array(select f.column_name from public.field_secrecy f
    where f.class = 2 and f.column_name <> all (app.closed_fields())
      and nullif(nullif(to_jsonb(a) -> f.column_name, 'null'), '{}') is not null order by 1);
begin
  if a.id is not null and (cardinality(secret) > 0 or a.secrecy = 2 or exists (select from public.layer_secrecy l
    where l.discipline = a.discipline and l.kind = a.kind and l.class = 2)) then
    perform audit.write('read-secret', 'asset/' || of_asset, jsonb_build_object('fields', secret));
  end if;
  return a;
end $$;

-- Assets within radius_m [m] in plan of a place, whoever's they are: join it with public.asset, whose policy cuts. The
-- box uses the index: a degree is at least 110 km along a meridian and 111 km × cos(lat) along a parallel.
create function app.assets_within(lon double precision, lat double precision, radius_m double precision)
returns table (id text, distance_m double precision, at jsonb, diameter_mm double precision)
language sql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
  with asked as (
    select st_setsrid(st_makepoint(assets_within.lon, assets_within.lat), 4490) as place
    where assets_within.lon between -180 and 180 and assets_within.lat between -85 and 85
  ), near as (
    select a.id, st_distance(a.geometry::geography, q.place::geography) as distance_m
    from asked q join public.asset a on a.geometry && st_expand(q.place,
      assets_within.radius_m / (110000 * cos(radians(assets_within.lat))), assets_within.radius_m / 110000)
  )
  select n.id, n.distance_m, app.place_of(a), case when not 'diameter_mm' = any (app.closed_fields())
    then a.diameter_mm end
  from near n join public.asset a on a.id = n.id where n.distance_m <= assets_within.radius_m;
$$;

-- Places of assets that a function of the caller has found.
create function app.places_of(asset_ids text[]) returns table (id text, at jsonb)
language sql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
  select a.id, app.place_of(a) from public.asset a where a.id = any (asset_ids);
$$;

/* The client's functions over assets, as in 0050, 0130 and 0210 but for the cut */

create or replace function app.asset_as_record(a public.asset) returns jsonb
language sql stable as $$
  select app.cut_fields((to_jsonb(a) - array['geometry', 'road_id', 'district_id', 'owner_id', 'project_id',
      'element_code', 'valid_since', 'secrecy'])
    || jsonb_build_object(
      'road', r.name_zh,
      'road_en', r.name_en,
      'district', d.name_zh,
      'district_en', d.name_en,
      'owner', o.name,
      'at', app.place_of(a),
      'path', app.vertices(a.geometry),
      'attributes', case when a.element_code is null then a.attributes
        else a.attributes || jsonb_build_object('element_code', a.element_code) end,
      'sensorIds', coalesce((select jsonb_agg(s.id order by s.id) from public.sensor s
        where s.asset_id = a.id and s.retired_at is null), '[]'::jsonb)))
  from (select) as always
  left join public.road r on r.id = a.road_id
  left join public.district d on d.id = a.district_id
  left join public.organisation o on o.id = a.owner_id;
$$;

create or replace function public.asset_record(asset_id text) returns jsonb
language sql volatile as $$
  select app.asset_as_record(a) from app.read_asset(asset_record.asset_id) a where a.id is not null;
$$;

create or replace function history.current_row(of_table text, of_record text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  key text := history.key_of(of_table);
  found jsonb;
begin
  if key is null then
    raise exception 'record_versions: no versions are kept of "%"', left(of_table, 100) using errcode = '22023';
  end if;
  execute format('select %s || jsonb_build_object(''valid_since'', b.valid_since) from %s b where %s = $1',
    history.row_of(of_table), case of_table when 'asset' then 'app.asset_row($1)' else format('public.%I', of_table) end,
    key) into found using of_record;
  return found;
end $$;

-- They ask asset_record, which may write to the audit.
alter function public.record_versions(text, text, integer) volatile;

create or replace function public.asset_record_at(asset_id text, at timestamptz) returns jsonb
language plpgsql volatile as $$
declare
  now_record jsonb := public.asset_record(asset_record_at.asset_id);
  version history.row_version;
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
  return app.asset_as_record(jsonb_populate_record(null::public.asset, version.row))
    || jsonb_build_object('validFrom', app.milliseconds(version.valid_from), 'validTo', app.milliseconds(version.valid_to));
end $$;

create or replace function public.search_assets(query text, max_rows integer default 20) returns jsonb
language sql stable as $$
  with words as (
    select left(trim(query), 100) as text
  ), wanted as (
    select text, replace(replace(replace(text, '\', '\\'), '%', '\%'), '_', '\_') as pattern from words
  ), found as materialized (
    select a.id, a.gid, a.kind, a.discipline, a.name, a.feature, r.name_zh as road, r.name_en as road_en,
      case when a.id = w.text or a.name = w.text or split_part(a.id, '/', 3) = w.text then 0
        when a.name ilike w.pattern || '%' or split_part(a.id, '/', 3) ilike w.pattern || '%' then 1
        when a.name ilike '%' || w.pattern || '%' then 2
        when r.name_zh ilike w.pattern || '%' or r.name_en ilike w.pattern || '%' then 3
        else 4 end as rank
    from wanted w, public.asset a left join public.road r on r.id = a.road_id
    where w.text <> '' and (a.id ilike '%' || w.pattern || '%' or a.name ilike '%' || w.pattern || '%'
      or a.feature ilike '%' || w.pattern || '%' or r.name_zh ilike '%' || w.pattern || '%'
      or r.name_en ilike '%' || w.pattern || '%')
    order by rank, a.name nulls last, a.id
    limit least(greatest(coalesce(max_rows, 20), 1), 200)
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'gid', f.gid, 'kind', f.kind, 'discipline', f.discipline,
    'name', f.name, 'feature', f.feature, 'road', f.road, 'road_en', f.road_en, 'at', p.at)
    order by f.rank, f.name nulls last, f.id), '[]'::jsonb)
  from found f join app.places_of(array(select id from found)) p on p.id = f.id;
$$;

create or replace function public.assets_near(lon double precision, lat double precision, radius_m double precision,
  max_rows integer default 50) returns jsonb
language sql stable as $$
  with nearest as (
    select a.id, a.gid, a.kind, a.discipline, a.name, a.feature, a.road_id, a.is_operable, w.at, w.distance_m,
      w.diameter_mm
    from app.assets_within(assets_near.lon, assets_near.lat, least(greatest(coalesce(assets_near.radius_m, 0), 0), 500)) w
    join public.asset a on a.id = w.id
    order by w.distance_m, a.id limit least(greatest(coalesce(max_rows, 50), 1), 200)
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'gid', n.gid, 'kind', n.kind, 'discipline', n.discipline,
    'name', n.name, 'feature', n.feature, 'road', r.name_zh, 'road_en', r.name_en, 'at', n.at,
    'distance_m', round(n.distance_m::numeric, 2), 'diameter_mm', n.diameter_mm, 'is_operable', n.is_operable)
    order by n.distance_m, n.id), '[]'::jsonb)
  from nearest n left join public.road r on r.id = n.road_id;
$$;

/* Acts ask before they do anything */

create or replace function public.acknowledge_alarm(alarm bigint, note text default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  changed public.alarm;
begin
  if app.role_of() not in ('duty', 'admin') then
    raise exception 'acknowledge_alarm: only duty officers and administrators may acknowledge'
      using errcode = '42501';
  end if;
  if char_length(note) > 1000 then
    raise exception 'acknowledge_alarm: note has % characters, expected at most 1000', char_length(note)
      using errcode = '22001';
  end if;
  select * into changed from public.alarm a where a.id = acknowledge_alarm.alarm;
  if changed.id is null or not app.sees_sensor(changed.sensor_id) then
    return null;
  end if;
  update public.alarm a set acknowledged_at = now(), acknowledged_by = app.user_id(), note = acknowledge_alarm.note
  where a.id = acknowledge_alarm.alarm and a.acknowledged_at is null;
  if found then
    perform audit.write('acknowledge', 'alarm/' || acknowledge_alarm.alarm);
  end if;
  select * into changed from public.alarm a where a.id = acknowledge_alarm.alarm;
  return app.alarm_record(changed);
end $$;

create or replace function public.report_fault(asset text, field text, text text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  words text := trim(report_fault.text);
  stored public.fault_report;
begin
  if app.role_of() = 'public' then
    raise exception 'report_fault: only staff and enterprises may report' using errcode = '42501';
  end if;
  if words is null or char_length(words) not between 1 and 1000 or char_length(report_fault.field) > 100 then
    raise exception 'report_fault: expected a text of 1 to 1000 characters and a field of at most 100'
      using errcode = '22001';
  end if;
  if not app.sees_asset(report_fault.asset) then
    return null;
  end if;
  if (select count(*) from public.fault_report r where r.reported_by = app.user_id() and r.state = 'open') >= 20 then
    raise exception 'report_fault: 20 reports of this person are open, expected some of them to be settled first'
      using errcode = 'PT429';
  end if;
  insert into public.fault_report (asset_id, field, text, reported_by)
  values (report_fault.asset, report_fault.field, words, app.user_id()) returning * into stored;
  return app.fault_record(stored);
end $$;

create or replace function public.settle_fault_report(report bigint, verdict text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  changed public.fault_report;
begin
  if app.role_of() not in ('planner', 'admin') then
    raise exception 'settle_fault_report: only planners and administrators may settle' using errcode = '42501';
  end if;
  if verdict is null or verdict not in ('accepted', 'rejected') then
    raise exception 'settle_fault_report: expected "accepted" or "rejected"' using errcode = '22023';
  end if;
  select * into changed from public.fault_report r where r.id = report;
  if changed.id is null or not (app.sees_all() or app.sees_asset(changed.asset_id)) then
    return null;
  end if;
  update public.fault_report r set state = verdict where r.id = report and r.state = 'open';
  if found then
    perform audit.write('settle', 'fault_report/' || report, jsonb_build_object('verdict', verdict));
  end if;
  select * into changed from public.fault_report r where r.id = report;
  return app.fault_record(changed);
end $$;

/* Classes are set by administrators */

create function app.require_admin(what text) returns void
language plpgsql stable set search_path = '' as $$
begin
  if app.role_of() <> 'admin' then
    raise exception '%: only administrators may', what using errcode = '42501';
  end if;
end $$;

-- null takes the class away: the layer is internal (1) again.
create function public.set_layer_secrecy(of_discipline text, of_kind text, new_class smallint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform app.require_admin('set_layer_secrecy');
  delete from public.layer_secrecy l where l.discipline = of_discipline and l.kind = of_kind and new_class is null;
  insert into public.layer_secrecy (discipline, kind, class)
  select of_discipline, of_kind, new_class where new_class is not null
  on conflict (discipline, kind) do update set class = excluded.class;
  perform audit.write('change', 'layer_secrecy/' || of_discipline || '/' || of_kind,
    jsonb_build_object('class', new_class));
end $$;

-- null takes the class away: the field is internal (1) again.
create function public.set_field_secrecy(of_column text, new_class smallint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform app.require_admin('set_field_secrecy');
  delete from public.field_secrecy f where f.column_name = of_column and new_class is null;
  insert into public.field_secrecy (table_name, column_name, class)
  select 'asset', of_column, new_class where new_class is not null
  on conflict (table_name, column_name) do update set class = excluded.class;
  perform audit.write('change', 'field_secrecy/asset.' || of_column, jsonb_build_object('class', new_class));
end $$;

-- null takes the class away: the asset is of its layer's class again.
create function public.set_asset_secrecy(of_asset text, new_class smallint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform app.require_admin('set_asset_secrecy');
  delete from public.asset_secrecy s where s.asset_id = of_asset and new_class is null;
  insert into public.asset_secrecy (asset_id, class)
  select of_asset, new_class where new_class is not null
  on conflict (asset_id) do update set class = excluded.class;
  perform audit.write('change', 'asset_secrecy/' || of_asset, jsonb_build_object('class', new_class));
end $$;

/* What the page and the server ask about the caller */

/*
 * { role, districts: [{ id, name_zh, name_en }] or null, clearance, tiles, hearsAll, lacksSecondFactor }. Tiles, flat extract
 * and networks are of the whole city and carry every level: `tiles` is 'open' to whom all of it is, else why not: 'role',
 * 'district' or 'clearance'. hearsAll: no live topic of the caller's districts is closed.
 */
create function public.my_access() returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'role', app.role_of(),
    'districts', case when app.districts_of() is not null then coalesce((select jsonb_agg(jsonb_build_object(
        'id', d.id, 'name_zh', d.name_zh, 'name_en', d.name_en) order by d.id)
      from public.district d where d.id = any (app.districts_of())), '[]'::jsonb) end,
    'clearance', app.clearance_of(),
    'tiles', case when not app.is_staff() then 'role' when app.districts_of() is not null then 'district'
      when not app.sees_every_class() or cardinality(app.closed_fields()) > 0 then 'clearance' else 'open' end,
    'hearsAll', app.is_staff() and app.sees_every_class(),
    'lacksSecondFactor', app.user_id() is not null and app.lacks_second_factor());
$$;

-- Notes that the caller was given tiles that hold something secret; the server calls it with every grant.
create function public.note_tile_grant() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if app.is_staff() and (exists (select from public.layer_secrecy l where l.class = 2)
    or exists (select from public.field_secrecy f where f.class = 2)
    or exists (select from public.asset a where a.secrecy = 2)) then
    perform audit.write('read-secret', 'tiles/' || coalesce((select c.id from public.city c), ''));
  end if;
end $$;

revoke all on all functions in schema app from public, anon;
grant execute on all functions in schema app to authenticated, service_role;
revoke all on function app.copy_secrecy() from authenticated, service_role;
revoke all on function public.my_access(), public.note_tile_grant(), public.set_layer_secrecy(text, text, smallint),
  public.set_field_secrecy(text, smallint), public.set_asset_secrecy(text, smallint) from public, anon;
grant execute on function public.my_access(), public.note_tile_grant(),
  public.set_layer_secrecy(text, text, smallint), public.set_field_secrecy(text, smallint),
  public.set_asset_secrecy(text, smallint) to authenticated, service_role;
