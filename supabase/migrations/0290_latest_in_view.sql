-- The newest values of what a map shows, however many sensors the city has.

create index sensor_geometry on public.sensor using gist (geometry) where retired_at is null;

/*
 * { readings: [[sensor, at ms, value, quality code, grade code]], isWhole }: the newest reading of each sensor in a box of
 * degrees that the caller may read, in the form of the live batches. At most 5,000; isWhole = there are no more. Sensors
 * that never reported are left out. Security definer because the policies of the rows would keep the index from being used.
 */
create function public.latest_in_view(west double precision, south double precision, east double precision,
  north double precision) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public, extensions as $$
declare
  sees_all boolean := app.sees_all();
begin
  if app.role_of() = 'public' then
    return jsonb_build_object('readings', '[]'::jsonb, 'isWhole', true);
  end if;
  return (
    with seen as (
      select l.* from public.sensor s join public.sensor_latest l on l.sensor_id = s.id
      where s.retired_at is null and s.geometry && st_makeenvelope(west, south, east, north, 4490)
        and (sees_all or app.sees_sensor(s.id))
      limit 5001
    )
    select jsonb_build_object('readings', coalesce(jsonb_agg(jsonb_build_array(n.sensor_id, app.milliseconds(n.at), n.value,
        array_position(array['good', 'suspect', 'bad', 'maintenance'], n.quality) - 1, sensing.urgency(n.grade))),
      '[]'::jsonb), 'isWhole', (select count(*) from seen) <= 5000)
    from (select * from seen limit 5000) n);
end $$;
revoke all on function public.latest_in_view(double precision, double precision, double precision, double precision)
  from public, anon;
grant execute on function public.latest_in_view(double precision, double precision, double precision, double precision)
  to authenticated, service_role;
