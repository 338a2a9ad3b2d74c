-- What the server sees coming: sensors on their way to a limit, worked out about twice a minute, and instruments that drift.

create table public.sensor_approach (
  sensor_id text primary key references public.sensor (id) on delete cascade,
  -- the next limit on its way
  grade text not null check (grade in ('blue', 'yellow', 'orange', 'red')),
  direction text not null check (direction in ('above', 'below')),
  -- of the limit, in the unit of the sensor's kind
  value double precision not null,
  -- when it is reached if the value goes on as it does, with the band of the slope; latest null = perhaps never
  reaches_at timestamptz not null,
  earliest_at timestamptz not null,
  latest_at timestamptz,
  -- [unit of the kind per hour]
  slope_per_h double precision not null,
  -- when it was worked out
  told_at timestamptz not null
);
alter table public.sensor_approach enable row level security;
alter table public.sensor_approach force row level security;
revoke all on public.sensor_approach from public, anon, authenticated;
grant select on public.sensor_approach to authenticated;
-- who sees a sensor sees where it is going
create policy sensor_approach_read on public.sensor_approach for select to authenticated
  using ((select app.role_of()) <> 'public' and exists (select from public.sensor s where s.id = sensor_id));

-- All that are on their way now, as an array of { "sensor", "grade", "direction", "value", "reachesAt": ms, "earliestAt":
-- ms, "latestAt": ms or null, "slope", "at": ms }; those of before go.
create function sensing.write_approaches(approaches jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.sensor_approach a
  where a.sensor_id not in (select j ->> 'sensor' from jsonb_array_elements(approaches) j);
  insert into public.sensor_approach as a
  select j ->> 'sensor', j ->> 'grade', j ->> 'direction', (j ->> 'value')::double precision,
    to_timestamp((j ->> 'reachesAt')::double precision / 1000), to_timestamp((j ->> 'earliestAt')::double precision / 1000),
    to_timestamp((j ->> 'latestAt')::double precision / 1000), (j ->> 'slope')::double precision,
    to_timestamp((j ->> 'at')::double precision / 1000)
  from jsonb_array_elements(approaches) j where exists (select from public.sensor s where s.id = j ->> 'sensor')
  on conflict (sensor_id) do update set grade = excluded.grade, direction = excluded.direction, value = excluded.value,
    reaches_at = excluded.reaches_at, earliest_at = excluded.earliest_at, latest_at = excluded.latest_at,
    slope_per_h = excluded.slope_per_h, told_at = excluded.told_at;
end $$;

-- The newest good readings of some sensors since an instant, at most `most` of each, oldest first: [sensor, at ms, value].
create function sensing.newest_readings(sensors text[], since timestamptz, most integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_array(n.sensor_id, app.milliseconds(n.at), n.value) order by n.at), '[]'::jsonb)
  from unnest(sensors) s (id) cross join lateral (select r.sensor_id, r.at, r.value from sensing.sensor_reading r
    where r.sensor_id = s.id and r.at > newest_readings.since and r.quality = 0
    order by r.at desc limit newest_readings.most) n;
$$;

revoke all on function sensing.write_approaches(jsonb), sensing.newest_readings(text[], timestamptz, integer)
  from public, anon, authenticated;
grant execute on function sensing.write_approaches(jsonb), sensing.newest_readings(text[], timestamptz, integer)
  to lifeline_ingest;

-- Sensors on their way to a limit, the soonest first, and instruments that drift, of what the caller may see.
create function public.sensor_outlook() returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'approaches', (select coalesce(jsonb_agg(jsonb_build_object('sensorId', a.sensor_id, 'grade', a.grade,
        'direction', a.direction, 'value', a.value, 'reachesAt', app.milliseconds(a.reaches_at),
        'earliestAt', app.milliseconds(a.earliest_at), 'latestAt', app.milliseconds(a.latest_at),
        'slope_per_h', a.slope_per_h, 'toldAt', app.milliseconds(a.told_at)) order by a.reaches_at, a.sensor_id), '[]'::jsonb)
      from public.sensor_approach a),
    'drifts', (select coalesce(jsonb_agg(jsonb_build_object('sensorId', f.sensor_id, 'since', app.milliseconds(f.since),
        'departure', f.detail -> 'departure') order by f.since, f.sensor_id), '[]'::jsonb)
      from public.sensor_fault f where f.until is null and f.kind = 'drift'));
$$;
revoke all on function public.sensor_outlook() from public, anon;
grant execute on function public.sensor_outlook() to authenticated, service_role;
