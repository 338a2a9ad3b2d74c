-- Limits as an administrator sees them: those that count, whether they are the sensor's own, and who set them.

-- Sensors in the order of their ids, `max_rows` (100 at most) after the first `skipped`; of one kind, and whose id or name
-- holds the words, where these are given. total = how many there are in all pages.
create function public.admin_thresholds(words text, of_kind text, skipped integer, max_rows integer default 50)
returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_admin('admin_thresholds');
  return (
    with found as materialized (
      select s.id, s.name, s.kind, s.district_id, count(*) over () as total from public.sensor s
      where s.retired_at is null and (of_kind is null or s.kind = of_kind)
        and (coalesce(words, '') = '' or strpos(lower(s.id || ' ' || s.name), lower(left(words, 100))) > 0)
      order by s.id offset greatest(coalesce(skipped, 0), 0) limit least(greatest(coalesce(max_rows, 50), 1), 100)
    )
    select jsonb_build_object('total', coalesce(max(f.total), 0), 'sensors', coalesce(jsonb_agg(jsonb_build_object(
        'id', f.id, 'name', f.name, 'kind', f.kind, 'district', f.district_id,
        'isOwn', exists (select from public.sensor_threshold h where h.sensor_id = f.id),
        'thresholds', app.thresholds_of(f.id),
        'editedAt', app.milliseconds(e.edited_at), 'editedBy', app.user_name(e.edited_by)) order by f.id), '[]'::jsonb))
    from found f left join lateral (select h.edited_at, h.edited_by from public.sensor_threshold h
      where h.sensor_id = f.id and h.edited_at is not null order by h.edited_at desc limit 1) e on true);
end $$;

-- The limits of every kind, and how many sensors go by them for want of their own.
create function public.admin_kind_thresholds() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_admin('admin_kind_thresholds');
  return (
    with using_kind as (
      select s.kind, count(*) as sensors, count(*) filter (where not exists (
        select from public.sensor_threshold h where h.sensor_id = s.id)) as relying
      from public.sensor s where s.retired_at is null group by s.kind
    )
    select coalesce(jsonb_agg(jsonb_build_object('kind', k.id, 'sensors', coalesce(u.sensors, 0),
        'relying', coalesce(u.relying, 0), 'thresholds', coalesce((select jsonb_agg(jsonb_build_object('grade', h.grade,
          'direction', h.direction, 'value', h.value, 'delay_s', h.delay_s, 'hysteresis', h.hysteresis)
          order by h.direction, h.value) from public.kind_threshold h where h.kind = k.id), '[]'::jsonb),
        'editedAt', app.milliseconds(e.edited_at), 'editedBy', app.user_name(e.edited_by)) order by k.id), '[]'::jsonb)
    from public.sensor_kind k left join using_kind u on u.kind = k.id
    left join lateral (select h.edited_at, h.edited_by from public.kind_threshold h
      where h.kind = k.id and h.edited_at is not null order by h.edited_at desc limit 1) e on true);
end $$;

revoke all on function public.admin_thresholds(text, text, integer, integer), public.admin_kind_thresholds()
  from public, anon;
grant execute on function public.admin_thresholds(text, text, integer, integer), public.admin_kind_thresholds()
  to authenticated, service_role;
