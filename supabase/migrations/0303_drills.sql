-- 演练: in an example city those on duty let an incident happen in the made-up field. The alarms that come of it are judged
-- like any other, and pages say that they are of a drill.

create table public.drill (
  id bigint generated always as identity primary key,
  story text not null check (story in ('gas-in-wells', 'burst-main', 'storm', 'bridge-overload', 'gallery-gas')),
  started_at timestamptz not null default now(),
  -- auth user id
  started_by uuid,
  -- when it is over; null = the made-up field has not taken it up yet
  until timestamptz,
  sensor_ids text[] not null default '{}'
);
alter table public.drill enable row level security;
alter table public.drill force row level security;
revoke all on public.drill from public, anon, authenticated;
grant select on public.drill to authenticated;
create policy staff_read on public.drill for select to authenticated using ((select app.is_staff()));

-- Those that run, or that wait for at most a minute to be taken up; newest first.
create function public.drills() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'story', d.story, 'startedAt', app.milliseconds(d.started_at),
    'startedBy', coalesce(app.user_name(d.started_by), d.started_by::text), 'until', app.milliseconds(d.until),
    'sensorIds', to_jsonb(d.sensor_ids)) order by d.id desc), '[]'::jsonb)
  from public.drill d
  where case when d.until is null then d.started_at > now() - interval '1 minute' else d.until > now() end;
$$;

create function public.start_drill(story text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  begun public.drill;
begin
  if app.role_of() not in ('duty', 'admin') then
    raise exception 'start_drill: only duty officers and administrators may start a drill' using errcode = '42501';
  end if;
  if not coalesce((select c.is_example from public.city c), false) then
    raise exception 'start_drill: this is no example city' using errcode = '55000';
  end if;
  if (select count(*) from public.drill d where coalesce(d.until, d.started_at + interval '1 minute') > now()) >= 3 then
    raise exception 'start_drill: three drills run, expected one of them to end first' using errcode = '54000';
  end if;
  insert into public.drill (story, started_by) values (start_drill.story, app.user_id()) returning * into begun;
  perform audit.write('start', 'drill/' || begun.id, jsonb_build_object('story', begun.story));
  return jsonb_build_object('id', begun.id, 'story', begun.story, 'startedAt', app.milliseconds(begun.started_at),
    'startedBy', app.user_name(begun.started_by), 'until', null, 'sensorIds', '[]'::jsonb);
end $$;

revoke all on function public.drills(), public.start_drill(text) from public, anon;
grant execute on function public.drills(), public.start_drill(text) to authenticated, service_role;
