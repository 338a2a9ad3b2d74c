-- Limits with hysteresis, edited by administrators: what a person set is kept when a build is loaded. Where a build gives a
-- sensor no limits at all, those of its kind count. The server's directory of sensors hears of every change.

alter table public.sensor add column stale_after_s double precision check (stale_after_s > 0);
comment on column public.sensor.stale_after_s is 'silent for so long [s] a sensor is stale; null = 3 x period_s';

alter table public.sensor_threshold
  -- in the unit of the kind: a grade that counts falls only when the value is back beyond value ∓ hysteresis
  add column hysteresis double precision not null default 0 check (hysteresis >= 0),
  -- auth user id and instant; null = as the build gave it
  add column edited_by uuid,
  add column edited_at timestamptz,
  -- since when an administrator does without it; the row stays, so that no load brings it back
  add column removed_at timestamptz;

-- What a sensor of a kind has where its city gives none; from src/domain/sensing/kinds, kept where it was edited.
create table public.kind_threshold (
  kind text not null references public.sensor_kind (id) on delete cascade,
  grade text not null check (grade in ('blue', 'yellow', 'orange', 'red')),
  direction text not null check (direction in ('above', 'below')),
  value double precision not null,
  delay_s double precision not null check (delay_s >= 0),
  hysteresis double precision not null default 0 check (hysteresis >= 0),
  edited_by uuid,
  edited_at timestamptz,
  primary key (kind, grade, direction)
);
alter table public.kind_threshold enable row level security;
alter table public.kind_threshold force row level security;
revoke all on public.kind_threshold from public, anon, authenticated;
grant select on public.kind_threshold to authenticated;
create policy signed_in_read on public.kind_threshold for select to authenticated
  using ((select app.role_of()) in ('planner', 'duty', 'leader', 'admin', 'enterprise'));

/* The server asks for this number every few seconds and reads its sensors again when it has grown. */

create table sensing.directory_revision (
  is_only boolean primary key default true check (is_only),
  revision bigint not null
);
insert into sensing.directory_revision (revision) values (1);
alter table sensing.directory_revision enable row level security;
alter table sensing.directory_revision force row level security;
revoke all on sensing.directory_revision from public, anon, authenticated;

create function sensing.note_directory_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update sensing.directory_revision d set revision = d.revision + 1 where d.is_only;
  return null;
end $$;
revoke all on function sensing.note_directory_change() from public, anon, authenticated;
create trigger directory_changed after insert or update or delete on public.sensor
  for each statement execute function sensing.note_directory_change();
create trigger directory_changed after insert or update or delete on public.sensor_threshold
  for each statement execute function sensing.note_directory_change();
create trigger directory_changed after insert or update or delete on public.kind_threshold
  for each statement execute function sensing.note_directory_change();

/* Administrators change limits. Each function answers the limits that count afterwards, and leaves an audit entry. */

-- The limits that count for a sensor: its own, or those of its kind when it has no row at all.
create function app.thresholds_of(sensor text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(
    (select coalesce(jsonb_agg(jsonb_build_object('grade', h.grade, 'direction', h.direction, 'value', h.value,
        'delay_s', h.delay_s, 'hysteresis', h.hysteresis) order by h.direction, h.value)
        filter (where h.removed_at is null), '[]'::jsonb)
      from public.sensor_threshold h where h.sensor_id = thresholds_of.sensor having count(*) > 0),
    (select jsonb_agg(jsonb_build_object('grade', k.grade, 'direction', k.direction, 'value', k.value,
        'delay_s', k.delay_s, 'hysteresis', k.hysteresis) order by k.direction, k.value)
      from public.kind_threshold k join public.sensor s on s.kind = k.kind where s.id = thresholds_of.sensor),
    '[]'::jsonb);
$$;

create function app.check_threshold(caller text, grade text, direction text, value double precision,
  delay_s double precision, hysteresis double precision) returns void
language plpgsql stable set search_path = '' as $$
begin
  if app.role_of() <> 'admin' then
    raise exception '%: only administrators may change limits', caller using errcode = '42501';
  end if;
  if coalesce(grade not in ('blue', 'yellow', 'orange', 'red'), true)
    or coalesce(direction not in ('above', 'below'), true) then
    raise exception '%: expected a grade blue, yellow, orange or red and a direction above or below', caller
      using errcode = '22023';
  end if;
  -- false for NaN and null too
  if not coalesce(abs(value) < 1e300 and delay_s between 0 and 604800 and hysteresis >= 0 and hysteresis < 1e300, false)
  then
    raise exception '%: expected a finite value, a delay of 0 to 604800 s and a hysteresis of at least 0', caller
      using errcode = '22023';
  end if;
end $$;

-- A sensor without limits of its own takes over those of its kind first: setting one must not silence the others.
create function app.own_thresholds(sensor text) returns void
language sql security definer set search_path = '' as $$
  insert into public.sensor_threshold (sensor_id, grade, direction, value, delay_s, hysteresis, edited_by, edited_at)
  select s.id, k.grade, k.direction, k.value, k.delay_s, k.hysteresis, app.user_id(), now()
  from public.sensor s join public.kind_threshold k on k.kind = s.kind
  where s.id = own_thresholds.sensor
    and not exists (select from public.sensor_threshold h where h.sensor_id = s.id);
$$;

create function public.set_threshold(sensor text, grade text, direction text, value double precision,
  delay_s double precision, hysteresis double precision) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  before jsonb;
begin
  perform app.check_threshold('set_threshold', grade, direction, value, delay_s, hysteresis);
  if not exists (select from public.sensor s where s.id = set_threshold.sensor) then
    raise exception 'set_threshold: no sensor "%"', sensor using errcode = 'P0002';
  end if;
  before := app.thresholds_of(sensor);
  perform app.own_thresholds(sensor);
  insert into public.sensor_threshold as h (sensor_id, grade, direction, value, delay_s, hysteresis, edited_by, edited_at)
  values (set_threshold.sensor, set_threshold.grade, set_threshold.direction, set_threshold.value,
    set_threshold.delay_s, set_threshold.hysteresis, app.user_id(), now())
  on conflict on constraint sensor_threshold_pkey do update set value = excluded.value, delay_s = excluded.delay_s,
    hysteresis = excluded.hysteresis, edited_by = excluded.edited_by, edited_at = excluded.edited_at, removed_at = null;
  perform audit.write('change', 'sensor_threshold/' || sensor, jsonb_build_object('grade', grade, 'direction', direction,
    'value', value, 'delay_s', delay_s, 'hysteresis', hysteresis, 'before', before));
  return app.thresholds_of(sensor);
end $$;

create function public.remove_threshold(sensor text, grade text, direction text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  before jsonb;
begin
  perform app.check_threshold('remove_threshold', grade, direction, 0, 0, 0);
  before := app.thresholds_of(sensor);
  perform app.own_thresholds(sensor);
  update public.sensor_threshold h set removed_at = now(), edited_by = app.user_id(), edited_at = now()
  where h.sensor_id = remove_threshold.sensor and h.grade = remove_threshold.grade
    and h.direction = remove_threshold.direction and h.removed_at is null;
  if not found then
    raise exception 'remove_threshold: sensor "%" has no such limit', sensor using errcode = 'P0002';
  end if;
  perform audit.write('change', 'sensor_threshold/' || sensor, jsonb_build_object('grade', grade, 'direction', direction,
    'isRemoved', true, 'before', before));
  return app.thresholds_of(sensor);
end $$;

create function public.set_kind_threshold(kind text, grade text, direction text, value double precision,
  delay_s double precision, hysteresis double precision) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  before jsonb;
begin
  perform app.check_threshold('set_kind_threshold', grade, direction, value, delay_s, hysteresis);
  if not exists (select from public.sensor_kind k where k.id = set_kind_threshold.kind) then
    raise exception 'set_kind_threshold: no sensor kind "%"', kind using errcode = 'P0002';
  end if;
  select to_jsonb(k) - 'kind' into before from public.kind_threshold k where k.kind = set_kind_threshold.kind
    and k.grade = set_kind_threshold.grade and k.direction = set_kind_threshold.direction;
  insert into public.kind_threshold (kind, grade, direction, value, delay_s, hysteresis, edited_by, edited_at)
  values (set_kind_threshold.kind, set_kind_threshold.grade, set_kind_threshold.direction, set_kind_threshold.value,
    set_kind_threshold.delay_s, set_kind_threshold.hysteresis, app.user_id(), now())
  on conflict on constraint kind_threshold_pkey do update set value = excluded.value, delay_s = excluded.delay_s,
    hysteresis = excluded.hysteresis, edited_by = excluded.edited_by, edited_at = excluded.edited_at;
  perform audit.write('change', 'kind_threshold/' || kind, jsonb_build_object('grade', grade, 'direction', direction,
    'value', value, 'delay_s', delay_s, 'hysteresis', hysteresis, 'before', before));
  return (select jsonb_agg(jsonb_build_object('grade', k.grade, 'direction', k.direction, 'value', k.value,
      'delay_s', k.delay_s, 'hysteresis', k.hysteresis) order by k.direction, k.value)
    from public.kind_threshold k where k.kind = set_kind_threshold.kind);
end $$;

revoke all on function app.thresholds_of(text), app.own_thresholds(text),
  app.check_threshold(text, text, text, double precision, double precision, double precision) from public, anon, authenticated;
revoke all on function public.set_threshold(text, text, text, double precision, double precision, double precision),
  public.remove_threshold(text, text, text),
  public.set_kind_threshold(text, text, text, double precision, double precision, double precision) from public, anon;
grant execute on function public.set_threshold(text, text, text, double precision, double precision, double precision),
  public.remove_threshold(text, text, text),
  public.set_kind_threshold(text, text, text, double precision, double precision, double precision)
  to authenticated, service_role;

/* What pages read: as in 0120 and 0160, with the limits that count and each sensor's own patience. */

create or replace function public.sensor_overview() returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', s.id,
    'kind', s.kind,
    'name', s.name,
    'assetId', s.asset_id,
    'district', s.district_id,
    'period_s', s.period_s,
    'staleAfter_s', coalesce(s.stale_after_s, 3 * s.period_s),
    'at', app.lon_lat_height(s.geometry),
    'thresholds', coalesce(t.thresholds, k.thresholds, '[]'::jsonb),
    'latest', case when l.sensor_id is not null then jsonb_build_object('at', app.milliseconds(l.at),
      'value', l.value, 'quality', l.quality, 'grade', l.grade) end) order by s.id), '[]'::jsonb)
  from public.sensor s
  left join public.sensor_latest l on l.sensor_id = s.id
  left join (select h.sensor_id, coalesce(jsonb_agg(jsonb_build_object('grade', h.grade, 'direction', h.direction,
      'value', h.value, 'delay_s', h.delay_s, 'hysteresis', h.hysteresis) order by h.direction, h.value)
      filter (where h.removed_at is null), '[]'::jsonb) as thresholds
    from public.sensor_threshold h group by h.sensor_id) t on t.sensor_id = s.id
  left join (select h.kind, jsonb_agg(jsonb_build_object('grade', h.grade, 'direction', h.direction,
      'value', h.value, 'delay_s', h.delay_s, 'hysteresis', h.hysteresis) order by h.direction, h.value) as thresholds
    from public.kind_threshold h group by h.kind) k on k.kind = s.kind
  where s.retired_at is null;
$$;

create or replace function public.city_figures() returns jsonb
language sql stable set search_path = '' as $$
  with line as materialized (
    select a.discipline, a.length_m, a.built_year / 10 * 10 as decade
    from public.asset a where a.kind = 'line' and a.status not in ('planned', 'abandoned')
  ), sensor as (
    select case when l.sensor_id is null or l.at < now() - coalesce(s.stale_after_s, 3 * s.period_s) * interval '3.3333333333 seconds' then 'offline'
      when l.at < now() - coalesce(s.stale_after_s, 3 * s.period_s) * interval '1 second' then 'stale'
      when l.quality <> 'good' then 'suspect' else 'live' end as state
    from public.sensor s left join public.sensor_latest l on l.sensor_id = s.id where s.retired_at is null
  ), hour as (
    select date_trunc('hour', now()) - n * interval '1 hour' as start from generate_series(0, 24) n
  ), recent as materialized (
    select a.grade, a.opened_at, a.acknowledged_at - a.opened_at as waited from public.alarm a
    where a.opened_at > now() - interval '24 hours'
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
    'response', (select jsonb_build_object('opened', count(*), 'acknowledged', count(r.waited), 'median_s',
        percentile_cont(0.5) within group (order by extract(epoch from r.waited)::double precision)) from recent r));
$$;
