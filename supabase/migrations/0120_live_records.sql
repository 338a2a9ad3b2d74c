-- What the client asks about live data: jsonb of the shapes in src/ports/records.ts and src/ports/readings.ts, instants
-- as milliseconds since 1970 UTC, cut by the caller's policies.

create function public.sensor_overview() returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', s.id,
    'kind', s.kind,
    'name', s.name,
    'assetId', s.asset_id,
    'district', s.district_id,
    'period_s', s.period_s,
    'at', app.lon_lat_height(s.geometry),
    'thresholds', coalesce(t.thresholds, '[]'::jsonb),
    'latest', case when l.sensor_id is not null then jsonb_build_object('at', app.milliseconds(l.at),
      'value', l.value, 'quality', l.quality, 'grade', l.grade) end) order by s.id), '[]'::jsonb)
  from public.sensor s
  left join public.sensor_latest l on l.sensor_id = s.id
  left join (select h.sensor_id, jsonb_agg(jsonb_build_object('grade', h.grade, 'direction', h.direction,
      'value', h.value, 'delay_s', h.delay_s) order by h.direction, h.value) as thresholds
    from public.sensor_threshold h group by h.sensor_id) t on t.sensor_id = s.id
  where s.retired_at is null;
$$;

-- { sensor, at: [ms], value: [], quality: [code] }, ascending. Above max_points the readings are cut into runs of equal
-- length and each gives its lowest and highest one, so that no peak is lost. At most 5,000 points come back, of the
-- newest 200,000 readings of the span: a longer span begins later than was asked.
create function public.reading_history(sensor text, from_at timestamptz, to_at timestamptz,
  max_points integer default 2000) returns jsonb
language sql stable set search_path = '' as $$
  with asked as (
    select least(greatest(coalesce(max_points, 2000), 2), 5000) as most
  ), newest as (
    select r.at, r.value, r.quality from sensing.sensor_reading r
    where r.sensor_id = reading_history.sensor and r.at >= from_at and r.at <= to_at
    order by r.at desc limit 200000
  ), stored as (
    select n.*, row_number() over (order by n.at) - 1 as position, count(*) over () as total from newest n
  ), runs as (
    select s.*, a.most, s.position * (a.most / 2) / s.total as run from stored s, asked a
  ), ranked as (
    select r.*, row_number() over (partition by r.run order by r.value, r.at) as from_lowest,
      row_number() over (partition by r.run order by r.value desc, r.at) as from_highest
    from runs r
  ), kept as (
    select k.* from ranked k where k.total <= k.most or k.from_lowest = 1 or k.from_highest = 1
  )
  select jsonb_build_object('sensor', sensor,
    'at', coalesce(jsonb_agg(app.milliseconds(k.at) order by k.at), '[]'::jsonb),
    'value', coalesce(jsonb_agg(k.value order by k.at), '[]'::jsonb),
    'quality', coalesce(jsonb_agg(k.quality order by k.at), '[]'::jsonb)) from kept k;
$$;

create function app.alarm_record(a public.alarm) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', a.id, 'sensorId', a.sensor_id, 'grade', a.grade, 'value', a.value,
    'openedAt', app.milliseconds(a.opened_at), 'closedAt', app.milliseconds(a.closed_at),
    'acknowledgedAt', app.milliseconds(a.acknowledged_at),
    'acknowledgedBy', coalesce(app.user_name(a.acknowledged_by), a.acknowledged_by::text));
$$;

-- Open alarms, and those that closed by themselves before anyone acknowledged them: both still want a person. At most
-- 2,000, the open ones before the closed ones.
create function public.open_alarms() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(app.alarm_record(a) order by a.opened_at desc, a.id desc), '[]'::jsonb)
  from public.alarm a where a.id in (select w.id from public.alarm w
    where w.closed_at is null or w.acknowledged_at is null
    order by w.closed_at is null desc, w.opened_at desc limit 2000);
$$;

-- Security definer because nobody may write the table; so the role is asked here. The first acknowledgement stands. A
-- note has at most 1,000 characters.
create function public.acknowledge_alarm(alarm bigint, note text default null) returns jsonb
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
  update public.alarm a set acknowledged_at = now(), acknowledged_by = app.user_id(), note = acknowledge_alarm.note
  where a.id = acknowledge_alarm.alarm and a.acknowledged_at is null;
  select * into changed from public.alarm a where a.id = acknowledge_alarm.alarm;
  return case when changed.id is not null then app.alarm_record(changed) end;
end $$;

revoke all on all functions in schema app from public, anon;
grant execute on all functions in schema app to authenticated, service_role;
revoke all on function public.sensor_overview(), public.open_alarms(), public.acknowledge_alarm(bigint, text),
  public.reading_history(text, timestamptz, timestamptz, integer) from public, anon;
grant execute on function public.sensor_overview(), public.open_alarms(), public.acknowledge_alarm(bigint, text),
  public.reading_history(text, timestamptz, timestamptz, integer) to authenticated, service_role;
