-- Roads and districts have a name in both languages: records and hits give both, and the page shows its own. Rights on
-- the functions stay as 0050_records.sql gave them.

create or replace function public.asset_record(asset_id text) returns jsonb
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

-- By id, name, feature or road in either language; an exact hit first, then names and ids that begin with the words, then
-- the rest. Of the words 100 characters count, of the hits 200 at most come back.
create or replace function public.search_assets(query text, max_rows integer default 20) returns jsonb
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
