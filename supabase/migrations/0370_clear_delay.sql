-- A grade that counts falls only when the value has been back within (limit ∓ hysteresis) for its clear-delay.

alter table public.sensor_threshold
  -- [s]; null = as long as delay_s
  add column clear_delay_s double precision check (clear_delay_s >= 0);
alter table public.kind_threshold
  add column clear_delay_s double precision check (clear_delay_s >= 0);

-- A limit as pages and the server read it.
create function app.limit_record(grade text, direction text, value double precision, delay_s double precision,
  hysteresis double precision, clear_delay_s double precision) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('grade', grade, 'direction', direction, 'value', value, 'delay_s', delay_s,
    'hysteresis', hysteresis, 'clear_delay_s', coalesce(clear_delay_s, delay_s));
$$;

create function app.kind_limits(kind text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(app.limit_record(h.grade, h.direction, h.value, h.delay_s, h.hysteresis, h.clear_delay_s)
    order by h.direction, h.value), '[]'::jsonb)
  from public.kind_threshold h where h.kind = kind_limits.kind;
$$;

-- The limits that count for a sensor: its own, or those of its kind when it has no row at all.
create or replace function app.thresholds_of(sensor text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(
    (select coalesce(jsonb_agg(app.limit_record(h.grade, h.direction, h.value, h.delay_s, h.hysteresis, h.clear_delay_s)
        order by h.direction, h.value) filter (where h.removed_at is null), '[]'::jsonb)
      from public.sensor_threshold h where h.sensor_id = thresholds_of.sensor having count(*) > 0),
    (select app.kind_limits(s.kind) from public.sensor s where s.id = thresholds_of.sensor),
    '[]'::jsonb);
$$;

-- A sensor without limits of its own takes over those of its kind first: setting one must not silence the others.
create or replace function app.own_thresholds(sensor text) returns void
language sql security definer set search_path = '' as $$
  insert into public.sensor_threshold (sensor_id, grade, direction, value, delay_s, hysteresis, clear_delay_s, edited_by,
    edited_at)
  select s.id, k.grade, k.direction, k.value, k.delay_s, k.hysteresis, k.clear_delay_s, app.user_id(), now()
  from public.sensor s join public.kind_threshold k on k.kind = s.kind
  where s.id = own_thresholds.sensor
    and not exists (select from public.sensor_threshold h where h.sensor_id = s.id);
$$;

create function app.check_clear_delay(caller text, clear_delay_s double precision) returns void
language plpgsql immutable set search_path = '' as $$
begin
  -- false for NaN too; null is the on-delay
  if not coalesce(clear_delay_s between 0 and 604800, true) then
    raise exception '%: expected a clear-delay of 0 to 604800 s', caller using errcode = '22023';
  end if;
end $$;
revoke all on function app.limit_record(text, text, double precision, double precision, double precision, double precision)
  from public, anon;
grant execute on function app.limit_record(text, text, double precision, double precision, double precision,
  double precision) to authenticated, service_role;
revoke all on function app.kind_limits(text), app.check_clear_delay(text, double precision) from public, anon, authenticated;

drop function public.set_threshold(text, text, text, double precision, double precision, double precision);
create function public.set_threshold(sensor text, grade text, direction text, value double precision,
  delay_s double precision, hysteresis double precision, clear_delay_s double precision default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  before jsonb;
begin
  perform app.check_threshold('set_threshold', grade, direction, value, delay_s, hysteresis);
  perform app.check_clear_delay('set_threshold', clear_delay_s);
  if not exists (select from public.sensor s where s.id = set_threshold.sensor) then
    raise exception 'set_threshold: no sensor "%"', sensor using errcode = 'P0002';
  end if;
  before := app.thresholds_of(sensor);
  perform app.own_thresholds(sensor);
  insert into public.sensor_threshold as h (sensor_id, grade, direction, value, delay_s, hysteresis, clear_delay_s,
    edited_by, edited_at)
  values (set_threshold.sensor, set_threshold.grade, set_threshold.direction, set_threshold.value,
    set_threshold.delay_s, set_threshold.hysteresis, set_threshold.clear_delay_s, app.user_id(), now())
  on conflict on constraint sensor_threshold_pkey do update set value = excluded.value, delay_s = excluded.delay_s,
    hysteresis = excluded.hysteresis, clear_delay_s = excluded.clear_delay_s, edited_by = excluded.edited_by,
    edited_at = excluded.edited_at, removed_at = null;
  perform audit.write('change', 'sensor_threshold/' || sensor,
    app.limit_record(grade, direction, value, delay_s, hysteresis, clear_delay_s) || jsonb_build_object('before', before));
  return app.thresholds_of(sensor);
end $$;

drop function public.set_kind_threshold(text, text, text, double precision, double precision, double precision);
create function public.set_kind_threshold(kind text, grade text, direction text, value double precision,
  delay_s double precision, hysteresis double precision, clear_delay_s double precision default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  before jsonb;
begin
  perform app.check_threshold('set_kind_threshold', grade, direction, value, delay_s, hysteresis);
  perform app.check_clear_delay('set_kind_threshold', clear_delay_s);
  if not exists (select from public.sensor_kind k where k.id = set_kind_threshold.kind) then
    raise exception 'set_kind_threshold: no sensor kind "%"', kind using errcode = 'P0002';
  end if;
  select to_jsonb(k) - 'kind' into before from public.kind_threshold k where k.kind = set_kind_threshold.kind
    and k.grade = set_kind_threshold.grade and k.direction = set_kind_threshold.direction;
  insert into public.kind_threshold (kind, grade, direction, value, delay_s, hysteresis, clear_delay_s, edited_by,
    edited_at)
  values (set_kind_threshold.kind, set_kind_threshold.grade, set_kind_threshold.direction, set_kind_threshold.value,
    set_kind_threshold.delay_s, set_kind_threshold.hysteresis, set_kind_threshold.clear_delay_s, app.user_id(), now())
  on conflict on constraint kind_threshold_pkey do update set value = excluded.value, delay_s = excluded.delay_s,
    hysteresis = excluded.hysteresis, clear_delay_s = excluded.clear_delay_s, edited_by = excluded.edited_by,
    edited_at = excluded.edited_at;
  perform audit.write('change', 'kind_threshold/' || kind,
    app.limit_record(grade, direction, value, delay_s, hysteresis, clear_delay_s) || jsonb_build_object('before', before));
  return app.kind_limits(set_kind_threshold.kind);
end $$;

revoke all on function
  public.set_threshold(text, text, text, double precision, double precision, double precision, double precision),
  public.set_kind_threshold(text, text, text, double precision, double precision, double precision, double precision)
  from public, anon;
grant execute on function
  public.set_threshold(text, text, text, double precision, double precision, double precision, double precision),
  public.set_kind_threshold(text, text, text, double precision, double precision, double precision, double precision)
  to authenticated, service_role;

/* What pages read, as in 0300 and 0252. */

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
  left join (select h.sensor_id, coalesce(jsonb_agg(app.limit_record(h.grade, h.direction, h.value, h.delay_s,
      h.hysteresis, h.clear_delay_s) order by h.direction, h.value)
      filter (where h.removed_at is null), '[]'::jsonb) as thresholds
    from public.sensor_threshold h group by h.sensor_id) t on t.sensor_id = s.id
  left join (select h.kind, jsonb_agg(app.limit_record(h.grade, h.direction, h.value, h.delay_s, h.hysteresis,
      h.clear_delay_s) order by h.direction, h.value) as thresholds
    from public.kind_threshold h group by h.kind) k on k.kind = s.kind
  where s.retired_at is null;
$$;

create or replace function public.admin_kind_thresholds() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_admin('admin_kind_thresholds');
  return (
    with using_kind as (
      select s.kind, count(*) as sensors, count(*) filter (where not exists (
        select from public.sensor_threshold h where h.sensor_id = s.id)) as relying
      from public.sensor s where s.retired_at is null group by s.kind
    )
    select coalesce(jsonb_agg(jsonb_build_object('kind', k.id, 'sensors', coalesce(u.sensors, 0),
        'relying', coalesce(u.relying, 0), 'thresholds', app.kind_limits(k.id),
        'editedAt', app.milliseconds(e.edited_at), 'editedBy', app.user_name(e.edited_by)) order by k.id), '[]'::jsonb)
    from public.sensor_kind k left join using_kind u on u.kind = k.id
    left join lateral (select h.edited_at, h.edited_by from public.kind_threshold h
      where h.kind = k.id and h.edited_at is not null order by h.edited_at desc limit 1) e on true);
end $$;
revoke all on function public.admin_kind_thresholds() from public, anon;
grant execute on function public.admin_kind_thresholds() to authenticated, service_role;
