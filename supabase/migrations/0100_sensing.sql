-- Live data: readings, the newest value per sensor, alarms, and the functions that alone may write them.
-- Needs public.sensor and app.role_of() of the core migrations.

do $$
begin
  if not exists (select from pg_roles where rolname = 'lifeline_ingest') then
    create role lifeline_ingest nologin;
  end if;
end $$;

-- Not exposed through REST: partitions would otherwise each be an address of their own.
create schema if not exists sensing;
grant usage on schema sensing to authenticated, lifeline_ingest;

/* Readings */

create table sensing.sensor_reading (
  sensor_id text not null references public.sensor (id) on delete cascade,
  at timestamptz not null,
  -- in the unit of the sensor's kind
  value double precision not null,
  -- code of QUALITIES in src/domain/sensing/reading.ts: 0 good, 1 suspect, 2 bad, 3 maintenance
  quality smallint not null default 0 check (quality between 0 and 3),
  primary key (sensor_id, at)
) partition by range (at);
create index sensor_reading_at on sensing.sensor_reading using brin (at);

-- The only table that maps and lists read: one row a sensor.
create table public.sensor_latest (
  sensor_id text primary key references public.sensor (id) on delete cascade,
  at timestamptz not null,
  value double precision not null,
  quality text not null default 'good' check (quality in ('good', 'suspect', 'bad', 'maintenance')),
  -- written by the server's judge only
  grade text not null default 'normal' check (grade in ('normal', 'blue', 'yellow', 'orange', 'red'))
) with (fillfactor = 70);

create table public.alarm (
  id bigint generated always as identity primary key,
  sensor_id text not null references public.sensor (id) on delete cascade,
  -- the highest grade it has had
  grade text not null check (grade in ('blue', 'yellow', 'orange', 'red')),
  -- the value that gave it that grade
  value double precision not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  acknowledged_at timestamptz,
  -- auth user id
  acknowledged_by uuid,
  note text,
  check (closed_at >= opened_at)
);
create unique index alarm_one_open on public.alarm (sensor_id) where closed_at is null;
create index alarm_opened_at on public.alarm (opened_at desc);

/* Who may read: staff all of the city, an enterprise the sensors that its own policy shows; anonymous nothing. */

alter table sensing.sensor_reading enable row level security;
alter table sensing.sensor_reading force row level security;
alter table public.sensor_latest enable row level security;
alter table public.sensor_latest force row level security;
alter table public.alarm enable row level security;
alter table public.alarm force row level security;

-- Supabase grants everything in public to its roles by default.
revoke all on public.sensor_latest, public.alarm from anon, authenticated;
revoke all on sensing.sensor_reading from anon, authenticated;
grant select on public.sensor_latest, public.alarm, sensing.sensor_reading to authenticated;

create policy sensor_reading_read on sensing.sensor_reading for select to authenticated
  using ((select app.role_of()) in ('planner', 'duty', 'leader', 'admin')
    or ((select app.role_of()) = 'enterprise' and exists (select from public.sensor s where s.id = sensor_id)));
create policy sensor_latest_read on public.sensor_latest for select to authenticated
  using ((select app.role_of()) in ('planner', 'duty', 'leader', 'admin')
    or ((select app.role_of()) = 'enterprise' and exists (select from public.sensor s where s.id = sensor_id)));
create policy alarm_read on public.alarm for select to authenticated
  using ((select app.role_of()) in ('planner', 'duty', 'leader', 'admin')
    or ((select app.role_of()) = 'enterprise' and exists (select from public.sensor s where s.id = sensor_id)));

/* Partitions: one a UTC day */

-- Makes the partition that holds `day`; does nothing when it is there.
create function sensing.ensure_partition(day date) returns void
language plpgsql security definer set search_path = '' as $$
declare
  name text := 'sensor_reading_' || to_char(day, 'YYYYMMDD');
begin
  if to_regclass('sensing.' || name) is not null then
    return;
  end if;
  execute format('create table if not exists sensing.%I partition of sensing.sensor_reading for values from (%L) to (%L)',
    name, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
  execute format('alter table sensing.%I enable row level security', name);
  execute format('alter table sensing.%I force row level security', name);
end $$;

-- Partitions from today on for `days_ahead` days, so that ingest rarely has to make one. Called daily by the server,
-- or by pg_cron where that is installed.
create function sensing.ensure_partitions(days_ahead integer default 3) returns void
language sql security definer set search_path = '' as $$
  select sensing.ensure_partition((now() at time zone 'UTC')::date + ahead)
  from generate_series(0, days_ahead) as ahead;
$$;

-- Drops whole days older than `days_kept`; returns how many.
create function sensing.drop_old_partitions(days_kept integer default 90) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  name text;
  dropped integer := 0;
begin
  for name in
    select c.relname from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'sensing.sensor_reading'::regclass
      and c.relname < 'sensor_reading_' || to_char((now() at time zone 'UTC')::date - days_kept, 'YYYYMMDD')
  loop
    execute format('drop table sensing.%I', name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

/* The way in */

/*
 * Stores a batch: an array of { "sensor": id, "at": ms since 1970 UTC, "value": number, "quality": 0…3 }.
 * Idempotent on (sensor, at); late data is stored but never moves the latest value back. Every row is counted once:
 * accepted, duplicate, late (stored, older than the latest), unknown (no such sensor, or retired), bad (unreadable, more than
 * 10 minutes in the future or 90 days old: not stored; or stored and marked bad).
 * `fresh` holds the stored rows that were not late as [sensor, at, value, quality], by time, for the judge.
 */
create function public.ingest(batch jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  answer jsonb;
begin
  if jsonb_typeof(batch) is distinct from 'array' then
    raise exception 'ingest: batch is %, expected an array of readings', coalesce(jsonb_typeof(batch), 'null')
      using errcode = '22023';
  end if;

  perform sensing.ensure_partition(day) from (
    select distinct (to_timestamp((item ->> 'at')::double precision / 1000) at time zone 'UTC')::date as day
    from jsonb_array_elements(batch) as item
    where case when jsonb_typeof(item -> 'at') = 'number' then (item ->> 'at')::double precision
      between (extract(epoch from now()) - 90 * 86400) * 1000 and (extract(epoch from now()) + 600) * 1000
      else false end
  ) as days;

  with posted as materialized (
    select
      item ->> 'sensor' as sensor_id,
      case when jsonb_typeof(item -> 'at') = 'number' then (item ->> 'at')::double precision end as ms,
      case when jsonb_typeof(item -> 'value') = 'number' then (item ->> 'value')::numeric end as number,
      case when jsonb_typeof(item -> 'quality') = 'number' and (item ->> 'quality') in ('0', '1', '2', '3')
        then (item ->> 'quality')::smallint
        when item -> 'quality' is null then 0::smallint end as quality
    from jsonb_array_elements(batch) as item
  ), judged as materialized (
    select p.*, s.id is not null as is_known,
      coalesce(p.sensor_id is not null and p.quality is not null and abs(p.number) < 1e300
        and p.ms between (extract(epoch from now()) - 90 * 86400) * 1000 and (extract(epoch from now()) + 600) * 1000,
        false) as is_readable
    from posted p left join public.sensor s on s.id = p.sensor_id and s.retired_at is null
  ), stored as (
    insert into sensing.sensor_reading (sensor_id, at, value, quality)
    select sensor_id, to_timestamp(ms / 1000), number::double precision, quality
    from judged where is_readable and is_known
    on conflict do nothing
    returning sensor_id, at, value, quality
  ), marked as (
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
  )
  select jsonb_build_object(
    'accepted', (select count(*) from marked where not is_late and quality <> 2),
    'late', (select count(*) from marked where is_late and quality <> 2),
    'duplicate', (select count(*) from judged where is_readable and is_known) - (select count(*) from stored),
    'unknown', (select count(*) from judged where is_readable and not is_known),
    'bad', (select count(*) from judged where not is_readable) + (select count(*) from marked where quality = 2),
    'fresh', coalesce((select jsonb_agg(
      jsonb_build_array(sensor_id, (extract(epoch from at) * 1000)::bigint, value, quality) order by at)
      from marked where not is_late), '[]'::jsonb)
  ) into answer;
  return answer;
end $$;

/* The judge's pen */

-- Order of urgency: 0 normal … 4 red.
create function sensing.urgency(grade text) returns integer
language sql immutable set search_path = '' as $$
  select array_position(array['normal', 'blue', 'yellow', 'orange', 'red'], grade) - 1;
$$;

/*
 * Writes what the judge decided: an array of { "sensor", "grade", "value", "at": ms }, one a sensor, in any order.
 * Sets the grade of the latest value; opens an alarm on a grade above normal, raises an open one, closes it on normal.
 * Returns how many alarms were opened, raised and closed.
 */
create function sensing.write_judgements(judgements jsonb) returns jsonb
language sql security definer set search_path = '' as $$
  with judgement as materialized (
    select j ->> 'sensor' as sensor_id, j ->> 'grade' as grade, sensing.urgency(j ->> 'grade') as urgency,
      (j ->> 'value')::double precision as value, to_timestamp((j ->> 'at')::double precision / 1000) as at
    from jsonb_array_elements(judgements) as j
    where exists (select from public.sensor s where s.id = j ->> 'sensor')
  ), graded as (
    update public.sensor_latest l set grade = j.grade
    from judgement j where l.sensor_id = j.sensor_id and l.grade <> j.grade
  ), closed as (
    update public.alarm a set closed_at = greatest(j.at, a.opened_at)
    from judgement j where a.sensor_id = j.sensor_id and a.closed_at is null and j.urgency = 0
    returning 1
  ), raised as (
    update public.alarm a set grade = j.grade, value = j.value
    from judgement j where a.sensor_id = j.sensor_id and a.closed_at is null and j.urgency > sensing.urgency(a.grade)
    returning 1
  ), opened as (
    insert into public.alarm (sensor_id, grade, value, opened_at)
    select sensor_id, grade, value, at from judgement where urgency > 0
    on conflict (sensor_id) where closed_at is null do nothing
    returning 1
  )
  select jsonb_build_object('opened', (select count(*) from opened), 'raised', (select count(*) from raised),
    'closed', (select count(*) from closed));
$$;

revoke all on all functions in schema sensing from public, anon, authenticated;
revoke all on function public.ingest(jsonb) from public, anon, authenticated;
grant execute on function public.ingest(jsonb) to lifeline_ingest;
grant execute on all functions in schema sensing to lifeline_ingest;
