-- Who may receive live data, and how the server sends it. Works the same on hosted Supabase.

-- Staff see the whole city. An enterprise sees only its own assets, which a district's topic does not keep apart, so
-- it gets no sensor stream: its pages re-read instead.
create policy live_sensors_read on realtime.messages for select to authenticated
  using (extension = 'broadcast' and realtime.topic() ~ '^sensors:[^:]+:[^:]+$'
    and (select app.role_of()) in ('planner', 'duty', 'leader', 'admin'));
-- The wake-up has no content; the rows are cut by their own policy.
create policy live_alarms_read on realtime.messages for select to authenticated
  using (extension = 'broadcast' and realtime.topic() = 'alarms'
    and (select app.role_of()) in ('planner', 'duty', 'leader', 'admin', 'enterprise'));
-- No insert policy: clients send nothing.

-- Sends an array of { "topic", "event", "payload" } as private broadcasts.
create function sensing.publish(messages jsonb) returns void
language sql security definer set search_path = '' as $$
  select realtime.send(m -> 'payload', m ->> 'event', m ->> 'topic', true) from jsonb_array_elements(messages) as m;
$$;
revoke all on function sensing.publish(jsonb) from public, anon, authenticated;
grant execute on function sensing.publish(jsonb) to lifeline_ingest;

-- Whoever changes an alarm, judge or person: every page re-reads.
create function sensing.wake_alarm_readers() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from changed) then
    perform realtime.send('{}'::jsonb, 'changed', 'alarms', true);
  end if;
  return null;
end $$;
revoke all on function sensing.wake_alarm_readers() from public, anon, authenticated;
create trigger alarm_opened after insert on public.alarm referencing new table as changed
  for each statement execute function sensing.wake_alarm_readers();
create trigger alarm_changed after update on public.alarm referencing new table as changed
  for each statement execute function sensing.wake_alarm_readers();
