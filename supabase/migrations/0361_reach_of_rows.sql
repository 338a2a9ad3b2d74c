-- As in 0231 and 0290, but what the caller may is asked once a statement also for projects, sensors, risks and findings of
-- people who are bound to districts or to a low clearance: to count 200 projects took 0.6 s.

create function app.is_above_clearance(asset_ids text[], clearance smallint) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.asset a
    left join public.layer_secrecy l on l.discipline = a.discipline and l.kind = a.kind
    where a.id = any (asset_ids) and greatest(coalesce(l.class, 1), a.secrecy) > is_above_clearance.clearance);
$$;

create or replace function app.is_above_clearance(asset_ids text[]) returns boolean
language sql stable security definer set search_path = '' as $$
  select app.is_above_clearance(asset_ids, app.clearance_of());
$$;

-- A project none of whose assets lies in these districts (null = all) and below this clearance, though it has some.
create function app.is_foreign_project(of_project text, districts text[], clearance smallint) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.asset a where a.project_id = of_project)
    and not exists (select from public.asset a
      left join public.layer_secrecy l on l.discipline = a.discipline and l.kind = a.kind
      where a.project_id = of_project
        and (is_foreign_project.districts is null or a.district_id is null
          or a.district_id = any (is_foreign_project.districts))
        and greatest(coalesce(l.class, 1), a.secrecy) <= is_foreign_project.clearance);
$$;

-- As in 0239. The highest class is the end of the partial index whatever the planner knows: without statistics `exists` read
-- every asset, in every statement over a table whose policy asks.
create or replace function app.sees_every_class() returns boolean
language sql stable security definer set search_path = '' as $$
  select cardinality(app.closed_layers()) = 0
    and coalesce((select max(a.secrecy) from public.asset a where a.secrecy is not null), 0) <= app.clearance_of();
$$;

-- why `is not null`: 0233
alter policy reach on public.project
  using (nullif((select app.sees_all())
    or not app.is_foreign_project(id, (select app.districts_of()), (select app.clearance_of())), false) is not null);
alter policy reach on public.sensor
  using (nullif(((select app.districts_of()) is null or district_id is null
      or district_id = any ((select app.districts_of())::text[]))
    and ((select app.sees_every_class()) or not app.is_above_clearance(array[asset_id], (select app.clearance_of()))),
    false) is not null);
alter policy reach on public.risk
  using (nullif((select app.sees_all()) or (not app.is_above_clearance(asset_ids, (select app.clearance_of()))
    and ((select app.districts_of()) is null or exists (select from public.asset a where a.id = any (asset_ids))
      or exists (select from public.district d where d.id = any ((select app.districts_of())::text[])
        and st_intersects(d.geometry, risk.geometry)))), false) is not null);
alter policy reach on public.finding
  using (nullif(cardinality((select app.closed_fields())) = 0
    and ((select app.sees_all()) or (not app.is_above_clearance(asset_ids, (select app.clearance_of()))
      and ((select app.districts_of()) is null or cardinality(asset_ids) = 0 and geometry is null
        or exists (select from public.asset a where a.id = any (asset_ids))
        or exists (select from public.district d where d.id = any ((select app.districts_of())::text[])
          and st_intersects(d.geometry, finding.geometry))))), false) is not null);
drop function app.is_foreign_project(text);

-- As in 0290 (0351 calls it). What is asked of a row for those who do not see all is what app.sees_sensor asks of one sensor.
create or replace function app.latest_in_view(west double precision, south double precision, east double precision,
  north double precision) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public, extensions as $$
declare
  sees_all boolean := app.sees_all();
  is_staff boolean := app.is_staff();
  organisation text := app.organisation_of();
  districts text[] := app.districts_of();
  clearance smallint := app.clearance_of();
begin
  if app.role_of() = 'public' then
    return jsonb_build_object('readings', '[]'::jsonb, 'isWhole', true);
  end if;
  return (
    with seen as (
      select l.* from public.sensor s join public.sensor_latest l on l.sensor_id = s.id
      left join public.asset a on not sees_all and a.id = s.asset_id
      left join public.layer_secrecy c on c.discipline = a.discipline and c.kind = a.kind
      where s.retired_at is null and s.geometry && st_makeenvelope(west, south, east, north, 4490)
        and (sees_all or ((is_staff or organisation in (s.owner_id, a.owner_id))
          and (districts is null or s.district_id is null or s.district_id = any (districts))
          and (a.id is null or greatest(coalesce(c.class, 1), a.secrecy) <= clearance)))
      limit 5001
    )
    select jsonb_build_object('readings', coalesce(jsonb_agg(jsonb_build_array(n.sensor_id, app.milliseconds(n.at), n.value,
        array_position(array['good', 'suspect', 'bad', 'maintenance'], n.quality) - 1, sensing.urgency(n.grade))),
      '[]'::jsonb), 'isWhole', (select count(*) from seen) <= 5000)
    from (select * from seen limit 5000) n);
end $$;

revoke all on function app.is_above_clearance(text[], smallint), app.is_foreign_project(text, text[], smallint)
  from public, anon;
grant execute on function app.is_above_clearance(text[], smallint), app.is_foreign_project(text, text[], smallint)
  to authenticated, service_role;
