-- The hours of the last 24 begin in 25 hours of the clock, the first and the last of them cut: so the bars of
-- city_figures add up to the alarms it counts. All else as in 0130.

create or replace function public.city_figures() returns jsonb
language sql stable set search_path = '' as $$
  with line as materialized (
    select a.discipline, a.length_m, a.built_year / 10 * 10 as decade
    from public.asset a where a.kind = 'line' and a.status not in ('planned', 'abandoned')
  ), sensor as (
    select case when l.sensor_id is null or l.at < now() - s.period_s * interval '10 seconds' then 'offline'
      when l.at < now() - s.period_s * interval '3 seconds' then 'stale'
      when l.quality <> 'good' then 'suspect' else 'live' end as state
    from public.sensor s left join public.sensor_latest l on l.sensor_id = s.id where s.retired_at is null
  ), hour as (
    select date_trunc('hour', now()) - n * interval '1 hour' as start from generate_series(0, 24) n
  ), recent as materialized (
    select a.grade, a.opened_at, a.acknowledged_at - a.opened_at as waited from public.alarm a
    where a.opened_at > now() - interval '24 hours'
  )
  select jsonb_build_object(
    'at', app.milliseconds(now()),
    'build', (select c.build from public.city c),
    'networks', coalesce((select jsonb_agg(jsonb_build_object('discipline', n.discipline, 'length_m', n.length,
        'lines', n.lines) order by n.discipline)
      from (select l.discipline, coalesce(sum(l.length_m), 0) as length, count(*) as lines from line l
        group by l.discipline) n), '[]'::jsonb),
    'ages', coalesce((select jsonb_agg(jsonb_build_object('decade', n.decade, 'length_m', n.length)
        order by n.decade nulls last)
      from (select l.decade, coalesce(sum(l.length_m), 0) as length from line l group by l.decade) n), '[]'::jsonb),
    'sensors', (select jsonb_build_object('total', count(*), 'live', count(*) filter (where s.state = 'live'),
        'stale', count(*) filter (where s.state = 'stale'), 'offline', count(*) filter (where s.state = 'offline'),
        'suspect', count(*) filter (where s.state = 'suspect')) from sensor s),
    'alarmHours', (select jsonb_agg(jsonb_build_object('from', app.milliseconds(h.start), 'grade', g.grade, 'count',
        (select count(*) from recent r where r.grade = g.grade and r.opened_at >= h.start
          and r.opened_at < h.start + interval '1 hour')) order by h.start, g.position)
      from hour h cross join (values ('blue', 1), ('yellow', 2), ('orange', 3), ('red', 4)) g (grade, position)),
    'response', (select jsonb_build_object('opened', count(*), 'acknowledged', count(r.waited), 'median_s',
        percentile_cont(0.5) within group (order by extract(epoch from r.waited)::double precision)) from recent r));
$$;
