-- What the client asks about the city: jsonb of the shapes in src/ports/records.ts, cut by the caller's policies.
-- What a caller may not see is null or absent, the same as what is not there.

create function app.lon_lat_height(point geometry) returns jsonb
language sql immutable as $$
  select jsonb_build_object('lon', st_x(point), 'lat', st_y(point), 'height', st_z(point));
$$;

create function app.vertices(shape geometry) returns jsonb
language sql immutable as $$
  select jsonb_agg(app.lon_lat_height(d.geom) order by d.path) from st_dumppoints(shape) d;
$$;

-- The point where a label or marker belongs: halfway along a line, the middle vertex of anything else.
create function app.middle(shape geometry) returns jsonb
language sql immutable as $$
  select app.lon_lat_height(case geometrytype(shape)
    when 'POINT' then shape
    when 'LINESTRING' then st_lineinterpolatepoint(shape, 0.5)
    else (select d.geom from st_dumppoints(shape) d order by d.path offset (st_npoints(shape) - 1) / 2 limit 1) end);
$$;

create function app.milliseconds(instant timestamptz) returns bigint
language sql immutable set search_path = '' as $$
  select round(extract(epoch from instant) * 1000)::bigint;
$$;

create function public.city_info() returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('city', c.id, 'build', c.build) from public.city c;
$$;

-- The caller's role as the database decides it; a page must not read it out of a token.
create function public.my_role() returns text
language sql stable set search_path = '' as $$
  select app.role_of();
$$;

create function public.asset_record(asset_id text) returns jsonb
language sql stable as $$
  select (to_jsonb(a) - array['geometry', 'road_id', 'district_id', 'owner_id', 'project_id', 'element_code'])
    || jsonb_build_object(
      'road', r.name_zh,
      'road_en', r.name_en,
      'district', d.name_zh,
      'district_en', d.name_en,
      'owner', o.name,
      'at', app.middle(a.geometry),
      'path', app.vertices(a.geometry),
      'attributes', case when a.element_code is null then a.attributes
        else a.attributes || jsonb_build_object('element_code', a.element_code) end,
      'sensorIds', coalesce((select jsonb_agg(s.id order by s.id) from public.sensor s
        where s.asset_id = a.id and s.retired_at is null), '[]'::jsonb))
  from public.asset a
  left join public.road r on r.id = a.road_id
  left join public.district d on d.id = a.district_id
  left join public.organisation o on o.id = a.owner_id
  where a.id = asset_record.asset_id;
$$;

-- Without a project the required documents are not listed as missing: nobody knows which apply.
create function app.stage_record(of_project text, of_stage text) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'stage', of_stage,
    'startedOn', l.started_on,
    'endedOn', l.ended_on,
    'authority', l.authority,
    'fields', coalesce(l.fields, '{}'::jsonb),
    'documents', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'title', d.title,
        'number', d.number, 'issuedOn', d.issued_on, 'issuedBy', d.issued_by, 'url', '/documents/' || d.id)
        order by d.issued_on, d.id)
      from public.document d where d.project_id = of_project and d.stage = of_stage), '[]'::jsonb),
    'missingDocuments', coalesce((select jsonb_agg(q.kind order by q.position)
      from public.required_document q
      where of_project is not null and q.stage = of_stage and not exists (select from public.document d
        where d.project_id = of_project and d.stage = of_stage and d.kind = q.kind)), '[]'::jsonb))
  from (select) as always
  left join public.lifecycle_stage l on l.project_id = of_project and l.stage = of_stage;
$$;

create function public.asset_lifecycle(asset_id text) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'project', case when p.id is not null then
      jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'builder', b.name) end,
    'stages', (select jsonb_agg(app.stage_record(p.id, s.id) order by s.position) from public.stage s),
    'operations', coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'doneOn', r.done_on,
        'finding', r.finding, 'grade', r.grade, 'nextDueOn', r.next_due_on) order by r.done_on desc, r.id)
      from public.operation_record r where r.asset_id = a.id), '[]'::jsonb))
  from public.asset a
  left join public.project p on p.id = a.project_id
  left join public.organisation b on b.id = p.builder_id
  where a.id = asset_lifecycle.asset_id;
$$;

-- By id, name, feature or road in either language; an exact hit first, then names and ids that begin with the words,
-- then the rest. Of the words 100 characters count, of the hits 200 at most come back.
create function public.search_assets(query text, max_rows integer default 20) returns jsonb
language sql stable as $$
  with words as (
    select left(trim(query), 100) as text
  ), wanted as (
    select text, replace(replace(replace(text, '\', '\\'), '%', '\%'), '_', '\_') as pattern from words
  ), found as (
    select a.id, a.gid, a.kind, a.discipline, a.name, a.feature, r.name_zh as road, r.name_en as road_en, a.geometry,
      case when a.id = w.text or a.name = w.text or split_part(a.id, '/', 3) = w.text then 0
        when a.name ilike w.pattern || '%' or split_part(a.id, '/', 3) ilike w.pattern || '%' then 1
        when a.name ilike '%' || w.pattern || '%' then 2
        when r.name_zh ilike w.pattern || '%' or r.name_en ilike w.pattern || '%' then 3
        else 4 end as rank
    from wanted w, public.asset a left join public.road r on r.id = a.road_id
    where w.text <> '' and (a.id ilike '%' || w.pattern || '%' or a.name ilike '%' || w.pattern || '%'
      or a.feature ilike '%' || w.pattern || '%' or r.name_zh ilike '%' || w.pattern || '%'
      or r.name_en ilike '%' || w.pattern || '%')
    order by rank, a.name nulls last, a.id
    limit least(greatest(coalesce(max_rows, 20), 1), 200)
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'gid', f.gid, 'kind', f.kind, 'discipline', f.discipline,
    'name', f.name, 'feature', f.feature, 'road', f.road, 'road_en', f.road_en, 'at', app.middle(f.geometry))
    order by f.rank, f.name nulls last, f.id), '[]'::jsonb) from found f;
$$;

revoke all on all functions in schema app from public, anon;
grant execute on all functions in schema app to authenticated, service_role;
revoke all on function public.my_role(), public.asset_record(text), public.asset_lifecycle(text),
  public.search_assets(text, integer) from public, anon;
grant execute on function public.my_role(), public.asset_record(text), public.asset_lifecycle(text),
  public.search_assets(text, integer) to authenticated, service_role;
