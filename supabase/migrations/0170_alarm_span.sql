-- Alarms that opened within a span, whatever became of them: the time bar marks them all. Oldest first, at most the
-- 2,000 newest. As in 0130, grade and acknowledgement are those known now.

create function public.alarms_between(from_at timestamptz, to_at timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  with opened as (
    select * from public.alarm a where a.opened_at >= from_at and a.opened_at <= to_at
    order by a.opened_at desc, a.id desc limit 2000
  )
  select coalesce(jsonb_agg(app.alarm_record(a) order by a.opened_at, a.id), '[]'::jsonb)
  from public.alarm a where a.id in (select o.id from opened o);
$$;

revoke all on function public.alarms_between(timestamptz, timestamptz) from public, anon;
grant execute on function public.alarms_between(timestamptz, timestamptz) to authenticated, service_role;
