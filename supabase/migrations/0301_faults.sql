-- Faults of instruments, kept apart from alarms: what is stuck, lone, drifting, silent or impossible. Alarms say when they
-- rest on readings that may be wrong (待复核), and can be shelved for a while with a reason.

create table public.sensor_fault (
  sensor_id text not null references public.sensor (id) on delete cascade,
  kind text not null check (kind in ('stale', 'offline', 'flat-line', 'spike', 'drift', 'out-of-range')),
  since timestamptz not null,
  -- null = it lasts
  until timestamptz check (until >= since),
  -- figures behind it, in the unit of the sensor's kind
  detail jsonb not null default '{}',
  primary key (sensor_id, kind, since)
);
create index sensor_fault_open on public.sensor_fault (sensor_id) where until is null;
create index sensor_fault_since on public.sensor_fault (since desc);
alter table public.sensor_fault enable row level security;
alter table public.sensor_fault force row level security;
revoke all on public.sensor_fault from public, anon, authenticated;
grant select on public.sensor_fault to authenticated;
-- who sees a sensor sees its faults
create policy sensor_fault_read on public.sensor_fault for select to authenticated
  using ((select app.role_of()) <> 'public' and exists (select from public.sensor s where s.id = sensor_id));

alter table public.alarm
  -- 待复核: opened on readings that may be wrong, nothing has confirmed them yet
  add column is_unconfirmed boolean not null default false,
  add column shelved_until timestamptz,
  add column shelved_at timestamptz,
  -- auth user id
  add column shelved_by uuid,
  add column shelve_reason text;

/* The judge's pen */

/*
 * As in 0100, with "isUnconfirmed" of each judgement. A judgement of the grade that an open alarm has already confirms it.
 * An alarm that rises is shelved no longer: what was put aside has become another matter.
 */
create or replace function sensing.write_judgements(judgements jsonb) returns jsonb
language sql security definer set search_path = '' as $$
  with judgement as materialized (
    select j ->> 'sensor' as sensor_id, j ->> 'grade' as grade, sensing.urgency(j ->> 'grade') as urgency,
      (j ->> 'value')::double precision as value, to_timestamp((j ->> 'at')::double precision / 1000) as at,
      coalesce((j ->> 'isUnconfirmed')::boolean, false) as is_unconfirmed
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
    update public.alarm a set grade = j.grade, value = j.value, is_unconfirmed = j.is_unconfirmed, shelved_until = null
    from judgement j where a.sensor_id = j.sensor_id and a.closed_at is null and j.urgency > sensing.urgency(a.grade)
    returning 1
  ), confirmed as (
    update public.alarm a set is_unconfirmed = false
    from judgement j where a.sensor_id = j.sensor_id and a.closed_at is null and a.is_unconfirmed
      and not j.is_unconfirmed and j.urgency > 0 and j.urgency <= sensing.urgency(a.grade)
    returning 1
  ), opened as (
    insert into public.alarm (sensor_id, grade, value, opened_at, is_unconfirmed)
    select sensor_id, grade, value, at, is_unconfirmed from judgement where urgency > 0
    on conflict (sensor_id) where closed_at is null do nothing
    returning 1
  )
  select jsonb_build_object('opened', (select count(*) from opened), 'raised', (select count(*) from raised),
    'closed', (select count(*) from closed));
$$;

/*
 * Faults as an array of { "sensor", "kind", "since": ms, "until": ms or null, "detail": {} }, and readings whose quality
 * is otherwise than it came as { "sensor", "at": ms, "quality": "good" or "suspect" }.
 */
create function sensing.write_faults(faults jsonb, qualities jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.sensor_fault as f (sensor_id, kind, since, until, detail)
  select distinct on (1, 2, 3) j ->> 'sensor', j ->> 'kind', to_timestamp((j ->> 'since')::double precision / 1000),
    to_timestamp((j ->> 'until')::double precision / 1000), coalesce(j -> 'detail', '{}')
  from jsonb_array_elements(faults) with ordinality as t (j, position)
  where exists (select from public.sensor s where s.id = j ->> 'sensor')
  order by 1, 2, 3, position desc
  on conflict (sensor_id, kind, since) do update set until = excluded.until, detail = excluded.detail;

  with told as materialized (
    select distinct on (1, 2) j ->> 'sensor' as sensor_id, (j ->> 'at')::double precision as ms,
      j ->> 'quality' as quality, case j ->> 'quality' when 'suspect' then 1 else 0 end::smallint as code
    from jsonb_array_elements(qualities) with ordinality as t (j, position)
    order by 1, 2, position desc
  ), stored as (
    -- a device may send fractions of a millisecond
    update sensing.sensor_reading r set quality = t.code from told t
    where r.sensor_id = t.sensor_id and r.at >= to_timestamp((t.ms - 1) / 1000)
      and r.at <= to_timestamp((t.ms + 1) / 1000) and r.quality <> t.code
    returning r.sensor_id, r.at, t.code
  ), newest as (
    update public.sensor_latest l set quality = t.quality from told t
    where l.sensor_id = t.sensor_id and l.at >= to_timestamp((t.ms - 1) / 1000)
      and l.at <= to_timestamp((t.ms + 1) / 1000) and l.quality <> t.quality
  )
  update sensing.reading_hour h set suspect = greatest(0, h.suspect + c.change)
  from (select s.sensor_id, date_trunc('hour', s.at, 'UTC') as hour, sum(case s.code when 1 then 1 else -1 end)::integer
      as change from stored s group by 1, 2) c
  where h.sensor_id = c.sensor_id and h.hour = c.hour;
end $$;

-- Faults that ended more than `days_kept` ago go; returns how many.
create function sensing.prune_faults(days_kept integer default 365) returns bigint
language sql security definer set search_path = '' as $$
  with gone as (delete from public.sensor_fault f where f.until < now() - days_kept * interval '1 day' returning 1)
  select count(*) from gone;
$$;

revoke all on function sensing.write_faults(jsonb, jsonb), sensing.prune_faults(integer) from public, anon, authenticated;
grant execute on function sensing.write_faults(jsonb, jsonb) to lifeline_ingest;

/* What pages read and do */

-- The faults of a sensor, those that last first, then the newest: at most 50.
create function public.sensor_faults(sensor text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'since', app.milliseconds(f.since),
    'until', app.milliseconds(f.until), 'detail', f.detail) order by f.until is null desc, f.since desc), '[]'::jsonb)
  from (select * from public.sensor_fault n where n.sensor_id = sensor_faults.sensor
    order by n.until is null desc, n.since desc limit 50) f;
$$;

create or replace function app.alarm_record(a public.alarm) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', a.id, 'sensorId', a.sensor_id, 'grade', a.grade, 'value', a.value,
    'openedAt', app.milliseconds(a.opened_at), 'closedAt', app.milliseconds(a.closed_at),
    'acknowledgedAt', app.milliseconds(a.acknowledged_at),
    'acknowledgedBy', coalesce(app.user_name(a.acknowledged_by), a.acknowledged_by::text),
    'isUnconfirmed', a.is_unconfirmed,
    'shelvedUntil', app.milliseconds(a.shelved_until),
    'shelvedBy', coalesce(app.user_name(a.shelved_by), a.shelved_by::text),
    'shelveReason', a.shelve_reason);
$$;

-- Puts an open alarm aside until an instant, at most 7 days ahead, with a reason; null ends it. It comes back by itself,
-- and at once when its grade rises. Who, until when and why is in the audit and on the alarm.
create function public.shelve_alarm(alarm bigint, until timestamptz, reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  words text := trim(shelve_alarm.reason);
  changed public.alarm;
begin
  if app.role_of() not in ('duty', 'admin') then
    raise exception 'shelve_alarm: only duty officers and administrators may shelve' using errcode = '42501';
  end if;
  if coalesce(char_length(words), 0) not between 1 and 500 then
    raise exception 'shelve_alarm: expected a reason of 1 to 500 characters' using errcode = '22001';
  end if;
  if shelve_alarm.until <= now() or shelve_alarm.until > now() + interval '7 days' then
    raise exception 'shelve_alarm: expected an end within 7 days from now' using errcode = '22023';
  end if;
  select * into changed from public.alarm a where a.id = shelve_alarm.alarm;
  if changed.id is null or not app.sees_sensor(changed.sensor_id) then
    return null;
  end if;
  update public.alarm a set shelved_until = shelve_alarm.until, shelved_at = now(), shelved_by = app.user_id(),
    shelve_reason = words
  where a.id = shelve_alarm.alarm and a.closed_at is null returning * into changed;
  if not found then
    raise exception 'shelve_alarm: alarm % is closed, expected an open one', shelve_alarm.alarm using errcode = '55000';
  end if;
  perform audit.write('shelve', 'alarm/' || changed.id, jsonb_build_object('sensor', changed.sensor_id,
    'until', shelve_alarm.until, 'reason', words));
  return app.alarm_record(changed);
end $$;

revoke all on function public.sensor_faults(text), public.shelve_alarm(bigint, timestamptz, text) from public, anon;
grant execute on function public.sensor_faults(text), public.shelve_alarm(bigint, timestamptz, text)
  to authenticated, service_role;
