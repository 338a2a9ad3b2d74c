-- Records that people add, who answers for an asset, what lies beside it.

/* Lookups of registries in src/domain (server/load/lookups.ts) */

create table public.operation_kind (
  id text primary key,
  position smallint not null unique,
  name_zh text not null,
  name_en text not null
);
create table public.party (
  id text primary key,
  position smallint not null unique,
  name_zh text not null,
  name_en text not null
);

/* Projects: the shape of src/domain/asset/project-code.ts. The pipeline leaves a code of another shape out and tells it as
   a finding; rows that are older than this stay as they are until they are loaded again. */

alter table public.project add constraint project_code_shape
  check (code ~ '^20[0-9]{2}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}$') not valid;

/* Operation records: what a person recorded stays whatever a load brings, also while its asset is missing from a build */

alter table public.operation_record drop constraint operation_record_asset_id_fkey;
alter table public.operation_record drop constraint operation_record_kind_check;
alter table public.operation_record
  add constraint operation_record_kind_fkey foreign key (kind) references public.operation_kind (id) not valid,
  -- from the start point of a line along its axis; null = not known, or no line
  add column chainage_m double precision check (chainage_m >= 0),
  -- auth user id; null = of the survey
  add column recorded_by uuid,
  add column recorded_by_name text,
  add column recorded_at timestamptz;
create index operation_record_person on public.operation_record (recorded_by, recorded_at)
  where recorded_by is not null;

/* Three-party responsibility: 属地政府, 行业部门, 企业 */

create table public.responsibility (
  -- discipline/district or */party
  id text primary key,
  discipline text not null references public.discipline (id),
  -- null = wherever no district has its own
  district_id text references public.district (id) on delete cascade,
  party text not null check (party in ('government', 'department', 'enterprise')),
  organisation_id text not null references public.organisation (id) on delete cascade,
  valid_since timestamptz default now(),
  unique nulls not distinct (discipline, district_id, party)
);

do $$
declare
  name text;
begin
  foreach name in array array['operation_kind', 'party', 'responsibility']
  loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('revoke all on public.%I from public, anon, authenticated', name);
    execute format('grant select on public.%I to authenticated', name);
    execute format('create policy staff_read on public.%I for select to authenticated
      using ((select app.is_staff()))', name);
    execute format('create policy enterprise_read on public.%I for select to authenticated
      using ((select app.role_of()) = ''enterprise'')', name);
  end loop;
end $$;

create or replace function history.key_of(table_name text) returns text
language sql immutable set search_path = '' as $$
  select case
    when key_of.table_name in ('asset', 'project', 'document', 'operation_record', 'organisation', 'sensor', 'risk',
      'responsibility', 'case_file', 'plan_card') then 'b.id::text'
    when key_of.table_name = 'lifecycle_stage' then 'b.project_id || ''/'' || b.stage'
    when key_of.table_name = 'sensor_threshold' then 'b.sensor_id || ''/'' || b.grade || ''/'' || b.direction'
  end;
$$;
create trigger keep_updated after update on public.responsibility referencing old table as before
  for each statement execute function history.keep();
create trigger keep_deleted after delete on public.responsibility referencing old table as before
  for each statement execute function history.keep();

-- The three of an asset, by its columns; one without an organisation is 未登记. basis: registered for its district or the city, or the
-- enterprise that owns it.
create function app.responsible_parties(of_discipline text, of_district text, of_owner text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_agg(jsonb_build_object('party', p.party, 'organisation', coalesce(r.name, o.name),
    'basis', case when r.name is not null then r.basis when o.name is not null then 'owner' end) order by p.position)
  from (values ('government', 1), ('department', 2), ('enterprise', 3)) p (party, position)
  left join lateral (select n.name, case when q.district_id is null then 'city' else 'district' end as basis
    from public.responsibility q join public.organisation n on n.id = q.organisation_id
    where q.discipline = of_discipline and q.party = p.party
      and (q.district_id is null or q.district_id = of_district)
    order by q.district_id nulls last limit 1) r on true
  left join public.organisation o on p.party = 'enterprise' and o.id = of_owner and o.party = 'enterprise';
$$;

create function app.operation_as_record(r public.operation_record) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', r.id, 'kind', r.kind, 'doneOn', r.done_on, 'finding', r.finding, 'grade', r.grade,
    'cost_10k_cny', r.cost_10k_cny, 'nextDueOn', r.next_due_on, 'chainage_m', r.chainage_m,
    'recordedBy', r.recorded_by_name, 'recordedAt', app.milliseconds(r.recorded_at),
    'isMine', r.recorded_by is not null and r.recorded_by = app.user_id());
$$;

-- As before, and who is responsible; of the operation records the newest 200.
create or replace function public.asset_lifecycle(asset_id text) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'project', case when p.id is not null then
      jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'builder', b.name, 'category', p.category,
        'investment_10k_cny', p.investment_10k_cny, 'length_m', p.length_m) end,
    'stages', (select jsonb_agg(app.stage_record(p.id, s.id) order by s.position) from public.stage s),
    'operations', coalesce((select jsonb_agg(app.operation_as_record(r) order by r.done_on desc, r.id)
      from public.operation_record r where r.id in (select n.id from public.operation_record n where n.asset_id = a.id
        order by n.done_on desc, n.id limit 200)), '[]'::jsonb),
    'responsible', app.responsible_parties(a.discipline, a.district_id, a.owner_id))
  from public.asset a
  left join public.project p on p.id = a.project_id
  left join public.organisation b on b.id = p.builder_id
  where a.id = asset_lifecycle.asset_id;
$$;

-- Writes what add_operation_record has checked; not to be reached by itself, as the schema is not exposed.
create function app.store_operation_record(r public.operation_record) returns public.operation_record
language plpgsql security definer set search_path = '' as $$
begin
  if app.role_of() not in ('planner', 'duty', 'admin', 'enterprise') then
    raise exception 'add_operation_record: only planners, duty officers, administrators and enterprises may record'
      using errcode = '42501';
  end if;
  if (select count(*) from public.operation_record n
      where n.recorded_by = app.user_id() and n.recorded_at > now() - interval '1 day') >= 200 then
    raise exception 'add_operation_record: 200 records of this person in 24 h, expected fewer' using errcode = '54000';
  end if;
  r.id := 'own-' || gen_random_uuid();
  r.recorded_by := app.user_id();
  r.recorded_by_name := app.user_name(app.user_id());
  r.recorded_at := now();
  r.valid_since := now();
  insert into public.operation_record select r.*;
  perform audit.write('record', 'operation_record/' || r.id,
    jsonb_build_object('asset', r.asset_id, 'kind', r.kind, 'done_on', r.done_on));
  return r;
end $$;

/*
 * Records what was done on an asset that the caller sees: planners, duty officers and administrators, an enterprise on its
 * own. What is asked of the values is what src/domain/asset/operation-kinds.ts asks. Answers the record; null for an asset
 * that is not there or not theirs.
 */
create function public.add_operation_record(asset text, kind text, done_on date, finding text default null,
  grade text default null, cost_10k_cny double precision default null, next_due_on date default null,
  chainage_m double precision default null) returns jsonb
language plpgsql as $$
declare
  of_asset public.asset;
  r public.operation_record;
  today date := (now() at time zone 'Asia/Shanghai')::date;
begin
  if app.role_of() not in ('planner', 'duty', 'admin', 'enterprise') then
    raise exception 'add_operation_record: only planners, duty officers, administrators and enterprises may record'
      using errcode = '42501';
  end if;
  of_asset := app.asset_row(add_operation_record.asset);
  if of_asset.id is null then
    return null;
  end if;
  r.asset_id := of_asset.id;
  r.kind := add_operation_record.kind;
  r.done_on := add_operation_record.done_on;
  r.finding := nullif(trim(add_operation_record.finding), '');
  r.grade := nullif(trim(add_operation_record.grade), '');
  r.cost_10k_cny := add_operation_record.cost_10k_cny;
  r.next_due_on := add_operation_record.next_due_on;
  r.chainage_m := add_operation_record.chainage_m;
  if not exists (select from public.operation_kind k where k.id = r.kind) then
    raise exception 'add_operation_record: kind is not one of operation_kind' using errcode = '22023';
  end if;
  if r.done_on is null or r.done_on > today or r.done_on < date '1900-01-01' then
    raise exception 'add_operation_record: done_on is %, expected a day until %', r.done_on, today using errcode = '22023';
  end if;
  if r.next_due_on <= r.done_on then
    raise exception 'add_operation_record: next_due_on is %, expected a day after %', r.next_due_on, r.done_on
      using errcode = '22023';
  end if;
  if char_length(r.finding) > 1000 or char_length(r.grade) > 50 or (r.finding is null and r.kind <> 'patrol') then
    raise exception 'add_operation_record: expected a finding of at most 1000 characters (none only of a patrol), a grade of at most 50'
      using errcode = '22001';
  end if;
  -- NaN is greater than every number
  if r.cost_10k_cny < 0 or r.cost_10k_cny > 1e9 then
    raise exception 'add_operation_record: cost_10k_cny is %, expected 0 to 1e9', r.cost_10k_cny using errcode = '22023';
  end if;
  if r.chainage_m is not null and (of_asset.kind <> 'line' or r.chainage_m < 0 or r.chainage_m > coalesce(of_asset.length_m, 0)) then
    raise exception 'add_operation_record: chainage_m is %, expected 0 to the length of a line', r.chainage_m
      using errcode = '22023';
  end if;
  return app.operation_as_record(app.store_operation_record(r));
end $$;

/*
 * Takes a record back that the caller made by mistake, an administrator any that a person made; its last state stays among
 * the versions. true when it is gone; false when there is none, or it is of the survey.
 */
create function public.withdraw_operation_record(record text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  gone public.operation_record;
begin
  delete from public.operation_record r where r.id = withdraw_operation_record.record and r.recorded_by is not null
    and app.role_of() <> 'public' and (r.recorded_by = app.user_id() or app.role_of() = 'admin') returning * into gone;
  if gone.id is not null then
    perform audit.write('withdraw', 'operation_record/' || gone.id,
      jsonb_build_object('asset', gone.asset_id, 'kind', gone.kind, 'done_on', gone.done_on));
  end if;
  return gone.id is not null;
end $$;

-- What lies within radius_m [m] in plan of an asset that the caller sees (axis to axis), whoever's it is: join it with
-- public.asset, whose policy cuts. plpgsql, because what it asks of the caller is of a later migration. First in degrees,
-- which the index knows: a degree is at least 110 km along a meridian, and × cos(lat) along a parallel.
create function app.assets_beside(of_asset text, radius_m double precision)
returns table (id text, distance_m double precision, at jsonb, diameter_mm double precision)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  self public.asset := app.asset_row(of_asset);
  hides_diameter boolean := 'diameter_mm' = any (app.closed_fields());
begin
  if self.id is null then
    return;
  end if;
  return query
    with near as (
      select n.id, st_distance(n.geometry::geography, self.geometry::geography) as distance
      from public.asset n
      where st_dwithin(n.geometry, self.geometry,
          assets_beside.radius_m / (110000 * cos(radians(st_y(st_centroid(st_envelope(self.geometry)))))))
        and n.id <> self.id and n.status <> 'planned' and (n.discipline <> self.discipline or n.kind = 'structure')
    )
    select n.id, n.distance, app.place_of(a), case when not hides_diameter then a.diameter_mm end
    from near n join public.asset a on a.id = n.id where n.distance <= assets_beside.radius_m;
end $$;

/*
 * 相邻空间: assets of other disciplines, and structures, within radius_m [m] in plan of an asset, as far as the caller sees
 * them: { radius_m, total, nearest: [as assets_near] }. At most 20 m, the nearest 50. null for an asset that is not there
 * or not theirs.
 */
create function public.asset_neighbours(asset_id text, radius_m double precision default 5) returns jsonb
language sql stable as $$
  with asked as (
    select a.id, least(greatest(coalesce(asset_neighbours.radius_m, 5), 0), 20) as radius
    from public.asset a where a.id = asset_neighbours.asset_id
  ), within as (
    select n.id, n.gid, n.kind, n.discipline, n.name, n.feature, n.road_id, n.is_operable, b.at, b.distance_m, b.diameter_mm,
      row_number() over (order by b.distance_m, n.id) as place, count(*) over () as total
    from asked q, app.assets_beside(q.id, q.radius) b join public.asset n on n.id = b.id
  )
  select jsonb_build_object('radius_m', q.radius, 'total', coalesce((select max(w.total) from within w), 0),
    'nearest', coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'gid', w.gid, 'kind', w.kind,
        'discipline', w.discipline, 'name', w.name, 'feature', w.feature, 'road', r.name_zh, 'road_en', r.name_en,
        'at', w.at, 'distance_m', round(w.distance_m::numeric, 2), 'diameter_mm', w.diameter_mm,
        'is_operable', w.is_operable) order by w.place)
      from within w left join public.road r on r.id = w.road_id where w.place <= 50), '[]'::jsonb))
  from asked q;
$$;

do $$
declare
  name regprocedure;
begin
  foreach name in array array['app.responsible_parties(text, text, text)', 'app.operation_as_record(public.operation_record)',
    'app.store_operation_record(public.operation_record)', 'public.withdraw_operation_record(text)',
    'public.asset_neighbours(text, double precision)',
    'app.assets_beside(text, double precision)', 'public.add_operation_record(text, text, date, text, text,
      double precision, date, double precision)']::regprocedure[]
  loop
    execute format('revoke all on function %s from public, anon', name);
    execute format('grant execute on function %s to authenticated, service_role', name);
  end loop;
end $$;
