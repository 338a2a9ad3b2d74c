-- The reading store: hours beside the raw readings, both for as long as app.setting says; outcomes of every posted row;
-- what came in and what could not be stored, counted by the hour.

-- Days that raw readings are kept and taken, and that hours are kept; settings of app.setting.
create function app.days_kept(setting text) returns integer
language sql stable security definer set search_path = '' as $$
  select coalesce((select least(greatest(s.value::integer, 1), 36500) from app.setting s
    where s.key = setting and s.value ~ '^\d{1,6}$'), case setting when 'hour_days' then 1826 else 90 end);
$$;

/* Hours: what a chart of months shows; written with the readings, in the same transaction */

create table sensing.reading_hour (
  sensor_id text not null references public.sensor (id) on delete cascade,
  -- its begin
  hour timestamptz not null,
  -- readings that are not bad: lowest, highest and mean are of these
  count integer not null,
  suspect integer not null,
  bad integer not null,
  min double precision,
  max double precision,
  -- sum of the values; the mean is total / count
  total double precision not null,
  -- the earliest and the latest reading of whatever quality
  first double precision not null,
  first_at timestamptz not null,
  last double precision not null,
  last_at timestamptz not null,
  primary key (sensor_id, hour)
) partition by range (hour);
alter table sensing.reading_hour enable row level security;
alter table sensing.reading_hour force row level security;
revoke all on sensing.reading_hour from public, anon, authenticated;
grant select on sensing.reading_hour to authenticated;
-- Who sees a sensor sees its hours: they are asked for one sensor at a time.
create policy reading_hour_read on sensing.reading_hour for select to authenticated
  using ((select app.role_of()) <> 'public' and exists (select from public.sensor s where s.id = sensor_id));

-- Makes the partition of the UTC month that holds `day`; does nothing when it is there.
create function sensing.ensure_month(day date) returns void
language plpgsql security definer set search_path = '' as $$
declare
  month date := date_trunc('month', day)::date;
  name text := 'reading_hour_' || to_char(month, 'YYYYMM');
begin
  if to_regclass('sensing.' || name) is not null then
    return;
  end if;
  -- An hour is written again with every reading in it: free room on the page keeps that off the index.
  execute format('create table if not exists sensing.%I partition of sensing.reading_hour for values from (%L) to (%L)
    with (fillfactor = 80)', name, month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
  execute format('alter table sensing.%I enable row level security', name);
  execute format('alter table sensing.%I force row level security', name);
end $$;

-- Drops whole months of hours older than `days_kept`; returns how many.
create function sensing.drop_old_months(days_kept integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  name text;
  dropped integer := 0;
begin
  for name in
    select c.relname from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'sensing.reading_hour'::regclass
      and c.relname < 'reading_hour_' || to_char((now() at time zone 'UTC')::date - days_kept, 'YYYYMM')
  loop
    execute format('drop table sensing.%I', name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

-- Hours of the readings that were stored before there were hours.
select sensing.ensure_month(month::date) from (
  select distinct date_trunc('month', r.at at time zone 'UTC') as month from sensing.sensor_reading r) as months;
insert into sensing.reading_hour
select r.sensor_id, date_trunc('hour', r.at at time zone 'UTC') at time zone 'UTC',
  count(*) filter (where r.quality <> 2), count(*) filter (where r.quality in (1, 3)), count(*) filter (where r.quality = 2),
  min(r.value) filter (where r.quality <> 2), max(r.value) filter (where r.quality <> 2),
  coalesce(sum(r.value) filter (where r.quality <> 2), 0),
  (array_agg(r.value order by r.at))[1], min(r.at), (array_agg(r.value order by r.at desc))[1], max(r.at)
from sensing.sensor_reading r group by 1, 2;

/* What came in, by the hour of its coming */

create table sensing.ingest_hour (
  hour timestamptz primary key,
  accepted bigint not null default 0,
  late bigint not null default 0,
  duplicate bigint not null default 0,
  unknown bigint not null default 0,
  bad bigint not null default 0
);
-- The newest rows that were not stored, as they came.
create table sensing.ingest_example (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  reason text not null check (reason in ('unknown', 'bad')),
  -- who posted it, as far as known
  source text not null,
  row_text text not null,
  expected text not null
);
do $$
declare
  name text;
begin
  foreach name in array array['ingest_hour', 'ingest_example'] loop
    execute format('alter table sensing.%I enable row level security', name);
    execute format('alter table sensing.%I force row level security', name);
    execute format('revoke all on sensing.%I from public, anon, authenticated', name);
    execute format('grant select on sensing.%I to authenticated', name);
  end loop;
end $$;
create policy staff_read on sensing.ingest_hour for select to authenticated using ((select app.role_of())
  in ('planner', 'duty', 'leader', 'admin'));
create policy admin_reads on sensing.ingest_example for select to authenticated using ((select app.role_of()) = 'admin');

/*
 * Counts a batch, in its transaction: { accepted, late, duplicate, unknown, bad, examples: [{ reason, source, row,
 * expected }] }. Of the examples the newest 20 of each reason are kept.
 */
create function sensing.count_ingest(counts jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into sensing.ingest_hour as h (hour, accepted, late, duplicate, unknown, bad)
  values (date_trunc('hour', now(), 'UTC'), (counts ->> 'accepted')::bigint, (counts ->> 'late')::bigint,
    (counts ->> 'duplicate')::bigint, (counts ->> 'unknown')::bigint, (counts ->> 'bad')::bigint)
  on conflict (hour) do update set accepted = h.accepted + excluded.accepted, late = h.late + excluded.late,
    duplicate = h.duplicate + excluded.duplicate, unknown = h.unknown + excluded.unknown, bad = h.bad + excluded.bad;
  if jsonb_array_length(counts -> 'examples') > 0 then
    insert into sensing.ingest_example (reason, source, row_text, expected)
    select e ->> 'reason', left(e ->> 'source', 100), left(e ->> 'row', 300), left(e ->> 'expected', 200)
    from jsonb_array_elements(counts -> 'examples') as e;
    delete from sensing.ingest_example e where (select count(*) from sensing.ingest_example n
      where n.reason = e.reason and n.id > e.id) >= 20;
  end if;
end $$;

-- What devices sent in the last 24 hours: { since [ms], accepted, late, duplicate, unknown, bad, examples: the newest
-- 20 of each reason, for administrators }. Since = begin of the first hour counted. Null to who is not staff.
create function public.ingest_state() returns jsonb
language sql stable set search_path = '' as $$
  select case when (select app.role_of()) in ('planner', 'duty', 'leader', 'admin') then jsonb_build_object('since', app.milliseconds(date_trunc('hour', now(), 'UTC') - interval '23 hours'),
    'accepted', coalesce(sum(h.accepted), 0), 'late', coalesce(sum(h.late), 0),
    'duplicate', coalesce(sum(h.duplicate), 0), 'unknown', coalesce(sum(h.unknown), 0),
    'bad', coalesce(sum(h.bad), 0),
    'examples', (select coalesce(jsonb_agg(jsonb_build_object('at', app.milliseconds(e.at), 'reason', e.reason,
      'source', e.source, 'row', e.row_text, 'expected', e.expected) order by e.id desc), '[]'::jsonb)
      from sensing.ingest_example e)) end
  from sensing.ingest_hour h where h.hour >= date_trunc('hour', now(), 'UTC') - interval '23 hours';
$$;

-- Partitions ahead, old ones dropped, old counts removed. Called by the server every six hours, or by pg_cron.
create function sensing.keep_house() returns void
language sql security definer set search_path = '' as $$
  select sensing.ensure_partitions();
  select sensing.ensure_month((now() at time zone 'UTC')::date + ahead) from unnest(array[0, 3]) as ahead;
  select sensing.drop_old_partitions(app.days_kept('raw_days'));
  select sensing.drop_old_months(app.days_kept('hour_days'));
  delete from sensing.ingest_hour where hour < now() - interval '400 days';
$$;

/* The way in */

/*
 * Stores a batch: an array of { "sensor": id, "at": ms since 1970 UTC, "value": number, "quality": 0…3 }.
 * Idempotent on (sensor, at); late data is stored but never moves the latest value back. Every row is counted once and
 * told in `outcomes`, one letter a row in their order: a accepted, d duplicate, l late (stored, older than the latest),
 * u unknown (no such sensor, or retired), b bad (unreadable, more than 10 minutes in the future or older than raw
 * readings are kept: not stored), m stored and marked bad (counted as bad).
 * `fresh` holds the stored rows that were not late as [sensor, at, value, quality], by time, for the judge.
 */
create or replace function public.ingest(batch jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  answer jsonb;
  oldest double precision := (extract(epoch from now()) - app.days_kept('raw_days') * 86400) * 1000;
  newest double precision := (extract(epoch from now()) + 600) * 1000;
begin
  if jsonb_typeof(batch) is distinct from 'array' then
    raise exception 'ingest: batch is %, expected an array of readings', coalesce(jsonb_typeof(batch), 'null')
      using errcode = '22023';
  end if;

  perform sensing.ensure_partition(days.day), sensing.ensure_month(days.day) from (
    select distinct (to_timestamp((item ->> 'at')::double precision / 1000) at time zone 'UTC')::date as day
    from jsonb_array_elements(batch) as item
    where case when jsonb_typeof(item -> 'at') = 'number' then (item ->> 'at')::double precision
      between oldest and newest else false end
  ) as days;

  with posted as materialized (
    select n, item ->> 'sensor' as sensor_id,
      case when jsonb_typeof(item -> 'at') = 'number' then (item ->> 'at')::double precision end as ms,
      case when jsonb_typeof(item -> 'value') = 'number' then (item ->> 'value')::numeric end as number,
      case when jsonb_typeof(item -> 'quality') = 'number' and (item ->> 'quality') in ('0', '1', '2', '3')
        then (item ->> 'quality')::smallint
        when item -> 'quality' is null then 0::smallint end as quality
    from jsonb_array_elements(batch) with ordinality as posted (item, n)
  ), readable as materialized (
    select p.n, p.sensor_id, p.quality, s.id is not null as is_known,
      case when p.sensor_id is not null and p.quality is not null and abs(p.number) < 1e300
        and p.ms between oldest and newest then to_timestamp(p.ms / 1000) end as at,
      case when abs(p.number) < 1e300 then p.number::double precision end as value
    from posted p left join public.sensor s on s.id = p.sensor_id and s.retired_at is null
  ), stored as (
    insert into sensing.sensor_reading (sensor_id, at, value, quality)
    select sensor_id, at, value, quality from readable where at is not null and is_known
    on conflict do nothing
    returning sensor_id, at, value, quality
  ), marked as materialized (
    select t.*, coalesce(t.at < l.at, false) as is_late
    from stored t left join public.sensor_latest l on l.sensor_id = t.sensor_id
  ), moved as (
    insert into public.sensor_latest as l (sensor_id, at, value, quality)
    select distinct on (sensor_id) sensor_id, at, value,
      (array['good', 'suspect', 'bad', 'maintenance'])[quality + 1]
    from marked where not is_late
    order by sensor_id, at desc
    on conflict (sensor_id) do update set at = excluded.at, value = excluded.value, quality = excluded.quality
    where excluded.at > l.at
  ), rolled as (
    insert into sensing.reading_hour as h
    select sensor_id, date_trunc('hour', at, 'UTC') as hour, count(*) filter (where quality <> 2),
      count(*) filter (where quality in (1, 3)), count(*) filter (where quality = 2),
      min(value) filter (where quality <> 2), max(value) filter (where quality <> 2),
      coalesce(sum(value) filter (where quality <> 2), 0),
      (array_agg(value order by at))[1], min(at), (array_agg(value order by at desc))[1], max(at)
    from stored group by 1, 2 order by 1, 2
    on conflict (sensor_id, hour) do update set count = h.count + excluded.count,
      suspect = h.suspect + excluded.suspect, bad = h.bad + excluded.bad, min = least(h.min, excluded.min),
      max = greatest(h.max, excluded.max), total = h.total + excluded.total,
      first = case when excluded.first_at < h.first_at then excluded.first else h.first end,
      first_at = least(h.first_at, excluded.first_at),
      last = case when excluded.last_at > h.last_at then excluded.last else h.last end,
      last_at = greatest(h.last_at, excluded.last_at)
  ), told as (
    select r.n, case when r.at is null then 'b' when not r.is_known then 'u'
      -- of rows with one sensor and time the first is the one that was stored, if any was
      when m.at is null or row_number() over (partition by r.sensor_id, r.at order by r.n) > 1 then 'd'
      when m.quality = 2 then 'm' when m.is_late then 'l' else 'a' end as outcome
    from readable r left join marked m on m.sensor_id = r.sensor_id and m.at = r.at
  )
  select jsonb_build_object(
    'accepted', count(*) filter (where outcome = 'a'),
    'late', count(*) filter (where outcome = 'l'),
    'duplicate', count(*) filter (where outcome = 'd'),
    'unknown', count(*) filter (where outcome = 'u'),
    'bad', count(*) filter (where outcome in ('b', 'm')),
    'outcomes', coalesce(string_agg(outcome, '' order by n), ''),
    'fresh', coalesce((select jsonb_agg(
      jsonb_build_array(sensor_id, (extract(epoch from at) * 1000)::bigint, value, quality) order by at)
      from marked where not is_late), '[]'::jsonb)
  ) into answer from told;
  return answer;
end $$;

/* Looking back */

/*
 * { sensor, at: [ms], value: [], quality: [code], low?: [], high?: [] }, ascending, at most 5,000 points.
 * Up to 20,000 readings that are still kept are told as they are; above max_points they are cut into runs of equal
 * length and each gives its lowest and its highest one, so that no peak is lost. What is more, or older than raw
 * readings are kept, is told by hours, or by runs of hours: `value` is the mean, `low` and `high` the lowest and highest
 * reading in it, `at` its middle; quality is bad when it has no other readings, suspect when it has any that are not good.
 */
create or replace function public.reading_history(sensor text, from_at timestamptz, to_at timestamptz,
  max_points integer default 2000) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  most integer := least(greatest(coalesce(max_points, 2000), 2), 5000);
  hours integer;
  readings bigint;
  earliest timestamptz;
begin
  select count(*), coalesce(sum(h.count + h.bad), 0), min(h.hour) into hours, readings, earliest
  from sensing.reading_hour h where h.sensor_id = reading_history.sensor
    and h.hour > from_at - interval '1 hour' and h.hour <= to_at;
  if readings <= 20000 and (earliest is null
    or earliest >= now() - app.days_kept('raw_days') * interval '1 day') then
    return (
      with newest as (
        select r.at, r.value, r.quality from sensing.sensor_reading r
        where r.sensor_id = reading_history.sensor and r.at >= from_at and r.at <= to_at
        order by r.at desc limit 200000
      ), stored as (
        select n.*, row_number() over (order by n.at) - 1 as position, count(*) over () as total from newest n
      ), ranked as (
        select s.*, row_number() over (partition by s.position * (most / 2) / s.total order by s.value, s.at) as from_lowest,
          row_number() over (partition by s.position * (most / 2) / s.total order by s.value desc, s.at) as from_highest
        from stored s
      ), kept as (
        select k.* from ranked k where k.total <= most or k.from_lowest = 1 or k.from_highest = 1
      )
      select jsonb_build_object('sensor', sensor,
        'at', coalesce(jsonb_agg(app.milliseconds(k.at) order by k.at), '[]'::jsonb),
        'value', coalesce(jsonb_agg(k.value order by k.at), '[]'::jsonb),
        'quality', coalesce(jsonb_agg(k.quality order by k.at), '[]'::jsonb)) from kept k);
  end if;
  return (
    with numbered as (
      select h.*, (row_number() over (order by h.hour) - 1) * least(most, hours) / hours as run
      from sensing.reading_hour h where h.sensor_id = reading_history.sensor
        and h.hour > from_at - interval '1 hour' and h.hour <= to_at
    ), run as (
      select min(n.hour) + (least(max(n.hour) + interval '1 hour', max(n.last_at)) - min(n.hour)) / 2 as at,
        -- of readings that are all bad, the last one: it is drawn as missing
        coalesce(sum(n.total) / nullif(sum(n.count), 0), (array_agg(n.last order by n.hour desc))[1]) as value,
        min(n.min) as low, max(n.max) as high,
        case when sum(n.count) = 0 then 2 when sum(n.suspect) > 0 then 1 else 0 end as quality
      from numbered n group by n.run
    )
    select jsonb_build_object('sensor', sensor,
      'at', jsonb_agg(app.milliseconds(r.at) order by r.at),
      'value', jsonb_agg(r.value order by r.at),
      'quality', jsonb_agg(r.quality order by r.at),
      'low', jsonb_agg(coalesce(r.low, r.value) order by r.at),
      'high', jsonb_agg(coalesce(r.high, r.value) order by r.at)) from run r);
end $$;

revoke all on function app.days_kept(text) from public, anon;
grant execute on function app.days_kept(text) to authenticated, service_role;
revoke all on function sensing.ensure_month(date), sensing.drop_old_months(integer),
  sensing.count_ingest(jsonb), sensing.keep_house() from public, anon, authenticated;
grant execute on function sensing.count_ingest(jsonb), sensing.keep_house() to lifeline_ingest;
revoke all on function public.ingest_state() from public, anon;
grant execute on function public.ingest_state() to authenticated, service_role;
