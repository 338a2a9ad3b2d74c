-- Lists that tell a cleared person something secret are in the audit, as reads of one secret record are: one entry a call.
-- The functions stay as they are; in front of each stands one that notes. They may write, so none is stable any more.

-- Columns of class 2, with what follows from them (app.closed_fields says which).
create function app.secret_fields() returns text[]
language sql stable security definer set search_path = '' as $$
  with secret as (
    select f.column_name from public.field_secrecy f where f.class = 2
  ), vertical as (
    select unnest(array['start_level_m', 'end_level_m', 'start_depth_m', 'end_depth_m', 'path', 'geometry']) as column_name
  )
  select array(select s.column_name from secret s union select v.column_name from vertical v
    where exists (select from secret s join vertical w using (column_name)) order by 1);
$$;

/*
 * Writes `query-secret` with how many of these assets were secret: all of them where one of the fields that the list tells
 * is (`told`; "path" stands for heights). One asset may come more than once, for each sensor that stands on it.
 */
create function app.note_list(list text, asset_ids text[], told text[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  fields text[];
  secret integer;
begin
  -- nobody else was told anything secret
  if app.clearance_of() < 2 or coalesce(cardinality(asset_ids), 0) = 0 then
    return;
  end if;
  fields := array(select unnest(told) intersect select unnest(app.secret_fields()) order by 1);
  if cardinality(fields) > 0 then
    secret := cardinality(asset_ids);
  elsif exists (select from public.layer_secrecy l where l.class = 2)
    or exists (select from public.asset_secrecy s where s.class = 2) then
    select count(*) into secret from unnest(asset_ids) i (id) join public.asset a on a.id = i.id
      left join public.layer_secrecy l on l.discipline = a.discipline and l.kind = a.kind
    where greatest(l.class, a.secrecy) = 2;
  end if;
  if secret > 0 then
    perform audit.write('query-secret', 'list/' || list, jsonb_build_object('class', 2, 'rows', secret,
      'fields', to_jsonb(fields)));
  end if;
end $$;

-- The same of a list of sensors: of the assets that they stand on.
create function app.note_sensor_list(list text, sensor_ids text[]) returns void
language sql volatile security definer set search_path = '' as $$
  select app.note_list(note_sensor_list.list, array(select s.asset_id from public.sensor s
    where s.id = any (note_sensor_list.sensor_ids) and s.asset_id is not null), '{}');
$$;

alter function public.search_assets(text, integer) set schema app;
alter function public.assets_near(double precision, double precision, double precision, integer) set schema app;
alter function public.asset_neighbours(text, double precision) set schema app;
alter function public.latest_in_view(double precision, double precision, double precision, double precision) set schema app;

create function public.search_assets(query text, max_rows integer default 20) returns jsonb
language plpgsql volatile as $$
declare
  answer jsonb := app.search_assets(query, max_rows);
begin
  if app.clearance_of() = 2 then
    perform app.note_list('search_assets', array(select r ->> 'id' from jsonb_array_elements(answer) r), '{path}');
  end if;
  return answer;
end $$;

create function public.assets_near(lon double precision, lat double precision, radius_m double precision,
  max_rows integer default 50) returns jsonb
language plpgsql volatile as $$
declare
  answer jsonb := app.assets_near(lon, lat, radius_m, max_rows);
begin
  if app.clearance_of() = 2 then
    perform app.note_list('assets_near', array(select r ->> 'id' from jsonb_array_elements(answer) r),
      '{path,diameter_mm}');
  end if;
  return answer;
end $$;

create function public.asset_neighbours(asset_id text, radius_m double precision default 5) returns jsonb
language plpgsql volatile as $$
declare
  answer jsonb := app.asset_neighbours(asset_id, radius_m);
begin
  if app.clearance_of() = 2 then
    perform app.note_list('asset_neighbours',
      array(select r ->> 'id' from jsonb_array_elements(answer -> 'nearest') r), '{path,diameter_mm}');
  end if;
  return answer;
end $$;

create function public.latest_in_view(west double precision, south double precision, east double precision,
  north double precision) returns jsonb
language plpgsql volatile as $$
declare
  answer jsonb := app.latest_in_view(west, south, east, north);
begin
  if app.clearance_of() = 2 then
    perform app.note_sensor_list('latest_in_view',
      array(select r ->> 0 from jsonb_array_elements(answer -> 'readings') r));
  end if;
  return answer;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['app.secret_fields()', 'app.note_list(text, text[], text[])',
    'app.note_sensor_list(text, text[])', 'public.search_assets(text, integer)',
    'public.assets_near(double precision, double precision, double precision, integer)',
    'public.asset_neighbours(text, double precision)',
    'public.latest_in_view(double precision, double precision, double precision, double precision)']
  loop
    execute format('revoke all on function %s from public, anon', name);
    execute format('grant execute on function %s to authenticated, service_role', name);
  end loop;
end $$;
