-- What the staff pages ask besides the record of one asset: the city at an instant, what lies near a place, figures of
-- the whole city, and reports of wrong records. jsonb of the shapes in src/ports/records.ts, cut by the caller's policies.

-- The alarms of a sensor do not overlap, so the newest one that was opened by an instant is the only one that may have
-- been open then: one step down this index a sensor, however long the history.
create index alarm_sensor on public.alarm (sensor_id, opened_at desc);

-- Alarms that were open at an instant. Grade and acknowledgement are those known now: a grade is the highest that the
-- alarm has had.
create function public.alarms_at(at timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(app.alarm_record(a) order by a.opened_at desc, a.id desc), '[]'::jsonb)
  from public.sensor s
  cross join lateral (select * from public.alarm n where n.sensor_id = s.id and n.opened_at <= alarms_at.at
    order by n.opened_at desc limit 1) newest
  join public.alarm a on a.id = newest.id
  where newest.closed_at is null or newest.closed_at > alarms_at.at;
$$;

-- Each sensor's newest reading until an instant, whatever its age up to 8 days (or 3 of its periods): the time tells
-- whether it was stale. The grade is that of the alarm then open, else normal.
create function public.sensors_at(at timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('sensorId', s.id, 'at', app.milliseconds(r.at), 'value', r.value,
    'quality', (array['good', 'suspect', 'bad', 'maintenance'])[r.quality + 1],
    'grade', coalesce(n.grade, 'normal')) order by s.id), '[]'::jsonb)
  from public.sensor s
  cross join lateral (select t.at, t.value, t.quality from sensing.sensor_reading t
    where t.sensor_id = s.id and t.at <= sensors_at.at
      and t.at > sensors_at.at - greatest(interval '8 days', s.period_s * interval '3 seconds')
    order by t.at desc limit 1) r
  left join lateral (select a.grade, a.closed_at from public.alarm a
    where a.sensor_id = s.id and a.opened_at <= sensors_at.at
    order by a.opened_at desc limit 1) n on n.closed_at is null or n.closed_at > sensors_at.at;
$$;

-- Assets within radius_m [m] in plan of a place, nearest first: at most 500 m and 200 rows.
create function public.assets_near(lon double precision, lat double precision, radius_m double precision,
  max_rows integer default 50) returns jsonb
language sql stable as $$
  with asked as (
    select st_setsrid(st_makepoint(assets_near.lon, assets_near.lat), 4490) as place,
      least(greatest(coalesce(radius_m, 0), 0), 500) as radius
    where assets_near.lon between -180 and 180 and assets_near.lat between -85 and 85
  ), near as (
    -- the box uses the index: a degree is at least 110 km along a meridian and 111 km × cos(lat) along a parallel
    select a.*, st_distance(a.geometry::geography, q.place::geography) as distance, q.radius
    from asked q join public.asset a
      on a.geometry && st_expand(q.place, q.radius / (110000 * cos(radians(assets_near.lat))), q.radius / 110000)
  ), nearest as (
    select * from near n where n.distance <= n.radius
    order by n.distance, n.id limit least(greatest(coalesce(max_rows, 50), 1), 200)
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'gid', n.gid, 'kind', n.kind, 'discipline', n.discipline,
    'name', n.name, 'feature', n.feature, 'road', r.name_zh, 'road_en', r.name_en, 'at', app.middle(n.geometry),
    'distance_m', round(n.distance::numeric, 2), 'diameter_mm', n.diameter_mm, 'is_operable', n.is_operable)
    order by n.distance, n.id), '[]'::jsonb)
  from nearest n left join public.road r on r.id = n.road_id;
$$;

-- The whole city at once; of the lines those that are neither planned nor abandoned. A sensor is counted once: offline =
-- never reported or silent for 10 periods, stale = for 3 (src/domain/sensing/judge.ts), suspect = its newest value is not
-- good, else live. Hours are clock hours, the running one last.
create function public.city_figures() returns jsonb
language sql stable set search_path = '' as $$
  with line as materialized (
    select a.discipline, a.length_m, a.built_year / 10 * 10 as decade
    from public.asset a where a.kind = 'line' and a.status not in ('planned', 'abandoned')
  ), sensor as (
    select case when l.sensor_id is null or l.at < now() - s.period_s * interval '10 seconds' then 'offline'
      when l.at < now() - s.period_s * interval '3 seconds' then 'stale'
      when l.quality <> 'good' then 'suspect' else 'live' end as state
    from public.sensor s left join public.sensor_latest l on l.sensor_id = s.id where s.retired_at is null
  ), hour as (
    select date_trunc('hour', now()) - n * interval '1 hour' as start from generate_series(0, 23) n
  ), recent as materialized (
    select a.grade, a.opened_at, a.acknowledged_at from public.alarm a
    where a.opened_at > now() - interval '25 hours'
  ), day as (
    select r.acknowledged_at - r.opened_at as waited from recent r where r.opened_at > now() - interval '24 hours'
  )
  select jsonb_build_object(
    'at', app.milliseconds(now()),
    'build', (select c.build from public.city c),
    'networks', coalesce((select jsonb_agg(jsonb_build_object('discipline', n.discipline, 'length_m', n.length,
        'lines', n.lines) order by n.discipline)
      from (select l.discipline, coalesce(sum(l.length_m), 0) as length, count(*) as lines from line l
        group by l.discipline) n), '[]'::jsonb),
    'ages', coalesce((select jsonb_agg(jsonb_build_object('decade', n.decade, 'length_m', n.length)
        order by n.decade nulls last)
      from (select l.decade, coalesce(sum(l.length_m), 0) as length from line l group by l.decade) n), '[]'::jsonb),
    'sensors', (select jsonb_build_object('total', count(*), 'live', count(*) filter (where s.state = 'live'),
        'stale', count(*) filter (where s.state = 'stale'), 'offline', count(*) filter (where s.state = 'offline'),
        'suspect', count(*) filter (where s.state = 'suspect')) from sensor s),
    'alarmHours', (select jsonb_agg(jsonb_build_object('from', app.milliseconds(h.start), 'grade', g.grade, 'count',
        (select count(*) from recent r where r.grade = g.grade and r.opened_at >= h.start
          and r.opened_at < h.start + interval '1 hour')) order by h.start, g.position)
      from hour h cross join (values ('blue', 1), ('yellow', 2), ('orange', 3), ('red', 4)) g (grade, position)),
    'response', (select jsonb_build_object('opened', count(*), 'acknowledged', count(d.waited), 'median_s',
        percentile_cont(0.5) within group (order by extract(epoch from d.waited)::double precision)) from day d));
$$;

/* 报错: somebody says that a record is wrong */

create table public.fault_report (
  id bigint generated always as identity primary key,
  -- no foreign key: a report outlives the build in which the asset was
  asset_id text not null,
  field text check (char_length(field) <= 100),
  text text not null check (char_length(text) between 1 and 1000),
  reported_at timestamptz not null default now(),
  -- auth user id
  reported_by uuid not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'rejected'))
);
create index fault_report_asset on public.fault_report (asset_id, reported_at desc);
create index fault_report_person on public.fault_report (reported_by) where state = 'open';
alter table public.fault_report enable row level security;
alter table public.fault_report force row level security;
revoke all on public.fault_report from public, anon, authenticated;
grant select on public.fault_report to authenticated;
create policy fault_report_read on public.fault_report for select to authenticated
  using ((select app.role_of()) in ('planner', 'leader', 'admin')
    or ((select app.role_of()) <> 'public' and reported_by = (select app.user_id())));

create function app.fault_record(r public.fault_report) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', r.id, 'assetId', r.asset_id, 'field', r.field, 'text', r.text,
    'reportedAt', app.milliseconds(r.reported_at),
    'reportedBy', coalesce(app.user_name(r.reported_by), r.reported_by::text), 'state', r.state);
$$;

-- Security definer because nobody may write the table; so it asks here who may: staff on every asset, an enterprise on
-- its own. null for an asset that is not there or not theirs. At most 20 open reports a person.
create function public.report_fault(asset text, field text, text text) returns jsonb
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
  if not exists (select from public.asset a where a.id = report_fault.asset
    and (app.is_staff() or a.owner_id = app.organisation_of())) then
    return null;
  end if;
  if (select count(*) from public.fault_report r where r.reported_by = app.user_id() and r.state = 'open') >= 20 then
    raise exception 'report_fault: 20 reports of this person are open, expected some of them to be settled first'
      using errcode = '54000';
  end if;
  insert into public.fault_report (asset_id, field, text, reported_by)
  values (report_fault.asset, report_fault.field, words, app.user_id()) returning * into stored;
  return app.fault_record(stored);
end $$;

-- Newest first, at most 200.
create function public.fault_reports(asset text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(app.fault_record(r) order by r.reported_at desc, r.id desc), '[]'::jsonb)
  from public.fault_report r where r.id in (select n.id from public.fault_report n where n.asset_id = fault_reports.asset
    order by n.reported_at desc, n.id desc limit 200);
$$;

-- Planners and administrators accept or reject an open report, once.
create function public.settle_fault_report(report bigint, verdict text) returns jsonb
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
  update public.fault_report r set state = verdict where r.id = report and r.state = 'open';
  select * into changed from public.fault_report r where r.id = report;
  return case when changed.id is not null then app.fault_record(changed) end;
end $$;

revoke all on all functions in schema app from public, anon;
grant execute on all functions in schema app to authenticated, service_role;
revoke all on function public.alarms_at(timestamptz), public.sensors_at(timestamptz), public.city_figures(),
  public.assets_near(double precision, double precision, double precision, integer),
  public.report_fault(text, text, text), public.fault_reports(text), public.settle_fault_report(bigint, text)
  from public, anon;
grant execute on function public.alarms_at(timestamptz), public.sensors_at(timestamptz), public.city_figures(),
  public.assets_near(double precision, double precision, double precision, integer),
  public.report_fault(text, text, text), public.fault_reports(text), public.settle_fault_report(bigint, text)
  to authenticated, service_role;
