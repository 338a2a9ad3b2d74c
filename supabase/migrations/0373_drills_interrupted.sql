-- A drill outlives a restart of the server, or is told as interrupted (中断). Alarms that came of a drill say so as long as
-- they are told at all.

alter table public.drill
  -- when the made-up field took it up: its course is a function of this instant and the sensors
  add column begun_at timestamptz,
  -- it could not go on after a restart; `until` is then the same instant
  add column interrupted_at timestamptz;
-- taken up before this: within the two seconds in which the field looks
update public.drill set begun_at = started_at where until is not null;

-- Those that run, wait for at most a minute to be taken up, or were interrupted within the last hour; newest first.
create or replace function public.drills() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'story', d.story, 'startedAt', app.milliseconds(d.started_at),
    'startedBy', coalesce(app.user_name(d.started_by), d.started_by::text), 'until', app.milliseconds(d.until),
    'interruptedAt', app.milliseconds(d.interrupted_at), 'sensorIds', to_jsonb(d.sensor_ids)) order by d.id desc), '[]'::jsonb)
  from public.drill d
  where case when d.interrupted_at is not null then d.interrupted_at > now() - interval '1 hour'
    when d.until is null then d.started_at > now() - interval '1 minute' else d.until > now() end;
$$;

-- Of an alarm on a sensor that opened then: did a drill cause it? 'drill', or 'interrupted' where that drill broke off;
-- null = no drill. What a drill does to a sensor may last for an hour after it. Everybody who sees the alarm is told.
create function app.drill_of(of_sensor text, opened_at timestamptz) returns text
language sql stable security definer set search_path = '' as $$
  select case when d.interrupted_at is null then 'drill' else 'interrupted' end from public.drill d
  where of_sensor = any (d.sensor_ids) and drill_of.opened_at >= d.started_at
    and drill_of.opened_at <= coalesce(d.until, 'infinity') + interval '1 hour'
  order by d.id desc limit 1;
$$;
revoke all on function app.drill_of(text, timestamptz) from public, anon;
grant execute on function app.drill_of(text, timestamptz) to authenticated, service_role;

create or replace function app.alarm_record(a public.alarm) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', a.id, 'sensorId', a.sensor_id, 'grade', a.grade, 'value', a.value,
    'openedAt', app.milliseconds(a.opened_at), 'closedAt', app.milliseconds(a.closed_at),
    'acknowledgedAt', app.milliseconds(a.acknowledged_at),
    'acknowledgedBy', coalesce(app.user_name(a.acknowledged_by), a.acknowledged_by::text),
    'isUnconfirmed', a.is_unconfirmed,
    'drill', app.drill_of(a.sensor_id, a.opened_at),
    'shelvedUntil', app.milliseconds(a.shelved_until),
    'shelvedBy', coalesce(app.user_name(a.shelved_by), a.shelved_by::text),
    'shelveReason', a.shelve_reason);
$$;
