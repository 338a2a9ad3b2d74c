-- What an administrator needs to keep the classes of 0231: what is classed and how, whom a change takes the sight of what,
-- and a reason with every change.

/*
 * { layers: [{ discipline, kind, class, assets }], fields: [{ column, class }], assets: [{ id, name, discipline, kind, class }],
 *   totalAssets }. Every layer that has assets or a class, every column that can have one, the first 500 single assets by id;
 * class null = none of its own: a layer is internal then, a field or asset as its layer. Of an asset that the build lacks name,
 * discipline and kind are null; its class holds again once it comes back.
 */
create function public.admin_secrecy() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_admin('admin_secrecy');
  return jsonb_build_object(
    'layers', (select coalesce(jsonb_agg(jsonb_build_object('discipline', l.discipline, 'kind', l.kind, 'class', l.class,
        'assets', l.assets) order by l.discipline, l.kind), '[]'::jsonb)
      from (select coalesce(a.discipline, s.discipline) as discipline, coalesce(a.kind, s.kind) as kind, s.class,
          coalesce(a.assets, 0) as assets
        from (select n.discipline, n.kind, count(*) as assets from public.asset n group by n.discipline, n.kind) a
        full join public.layer_secrecy s on s.discipline = a.discipline and s.kind = a.kind) l),
    'fields', (select jsonb_agg(jsonb_build_object('column', c.name, 'class', f.class) order by c.place)
      from unnest(app.classed_fields()) with ordinality c (name, place)
      left join public.field_secrecy f on f.column_name = c.name),
    'assets', (select coalesce(jsonb_agg(jsonb_build_object('id', s.asset_id, 'name', a.name, 'discipline', a.discipline,
        'kind', a.kind, 'class', s.class) order by s.asset_id), '[]'::jsonb)
      from (select * from public.asset_secrecy every_one order by every_one.asset_id limit 500) s
      left join public.asset a on a.id = s.asset_id),
    'totalAssets', (select count(*) from public.asset_secrecy));
end $$;

-- Columns that a class may close, in the order of the page.
create function app.classed_fields() returns text[]
language sql immutable set search_path = '' as $$
  select array['diameter_mm', 'width_mm', 'height_mm', 'material', 'pressure_mpa', 'voltage_kv', 'start_level_m',
    'end_level_m', 'start_depth_m', 'end_depth_m', 'attributes'];
$$;

-- Whatever is above somebody's clearance closes what is of the whole city to them: tiles, flat extract, networks. This is the
-- highest class of anything, were the class of one thing another one.
create function app.ceiling_if(of_table text, of_key text, its_class smallint) returns smallint
language sql stable security definer set search_path = '' as $$
  select greatest(
    (select max(case when of_table = 'layer' and of_key = d.id || '/' || k.id then coalesce(its_class, 1)
        else coalesce(s.class, 1) end)
      from public.discipline d cross join public.asset_kind k
      left join public.layer_secrecy s on s.discipline = d.id and s.kind = k.id),
    (select max(f.class) from public.field_secrecy f where of_table <> 'field' or f.column_name <> of_key),
    (select max(a.secrecy) from public.asset a where a.secrecy is not null and (of_table <> 'asset' or a.id <> of_key)),
    case when of_table = 'field' or of_table = 'asset' and exists (select from public.asset a where a.id = of_key)
      then its_class end);
$$;

/*
 * What another class of a layer ("gas/line"), a field ("diameter_mm") or an asset (its id) would do; null takes the class away.
 * { rows, people: [{ name, role, rows, sight, tiles }], total }: how many assets get another class (of a field: have a value);
 * for everybody whom it changes anything (the first 200 by name) how many assets they lose or gain the sight of, and whether
 * tiles, flat extract and networks close or open to them ('loses', 'gains', null). A level or depth closes with the others.
 */
create function public.admin_secrecy_effect(of_table text, of_key text, new_class smallint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  vertical text[] := array['start_level_m', 'end_level_m', 'start_depth_m', 'end_depth_m'];
  own smallint;
  class_before smallint;
  class_after smallint;
  ceiling_before smallint;
  ceiling_after smallint;
begin
  perform app.require_admin('admin_secrecy_effect');
  if coalesce(of_table, '') not in ('layer', 'field', 'asset') or of_key is null
    or coalesce(new_class, 0) not between 0 and 2 or of_table = 'field' and of_key <> all (app.classed_fields()) then
    raise exception 'admin_secrecy_effect: expected layer, field or asset, its key and a class of 0 to 2, or null'
      using errcode = '22023';
  end if;
  own := case of_table
    when 'layer' then (select l.class from public.layer_secrecy l where l.discipline || '/' || l.kind = of_key)
    when 'field' then (select f.class from public.field_secrecy f where f.column_name = of_key)
    else (select s.class from public.asset_secrecy s where s.asset_id = of_key) end;
  class_before := coalesce(own, case when of_table = 'layer' then 1 else 0 end);
  class_after := coalesce(new_class, case when of_table = 'layer' then 1 else 0 end);
  if of_table = 'field' and of_key = any (vertical) then
    class_before := greatest(class_before, (select max(f.class) from public.field_secrecy f where f.column_name = any (vertical)));
    class_after := greatest(class_after, (select max(f.class) from public.field_secrecy f
      where f.column_name = any (vertical) and f.column_name <> of_key));
  end if;
  ceiling_before := app.ceiling_if(of_table, of_key, own);
  ceiling_after := app.ceiling_if(of_table, of_key, new_class);
  return (
    with touched as (
      select a.district_id, a.owner_id, coalesce(l.class, 1) as of_layer, coalesce(a.secrecy, 0) as of_asset, count(*) as n
      from public.asset a left join public.layer_secrecy l on l.discipline = a.discipline and l.kind = a.kind
      where case of_table when 'layer' then a.discipline || '/' || a.kind = of_key when 'asset' then a.id = of_key
        else case of_key when 'diameter_mm' then a.diameter_mm is not null when 'width_mm' then a.width_mm is not null
          when 'height_mm' then a.height_mm is not null when 'material' then a.material is not null
          when 'pressure_mpa' then a.pressure_mpa is not null when 'voltage_kv' then a.voltage_kv is not null
          when 'start_level_m' then a.start_level_m is not null when 'end_level_m' then a.end_level_m is not null
          when 'start_depth_m' then a.start_depth_m is not null when 'end_depth_m' then a.end_depth_m is not null
          else a.attributes <> '{}' end end
      group by 1, 2, 3, 4
    ), moved as (
      -- seen_from: who does not see the asset at all loses no field of it
      select t.district_id, t.owner_id, t.n, case when of_table = 'field' then greatest(t.of_layer, t.of_asset) else 0 end as seen_from,
        case of_table when 'layer' then greatest(class_before, t.of_asset) when 'asset' then greatest(t.of_layer, class_before)
          else class_before end as was,
        case of_table when 'layer' then greatest(class_after, t.of_asset) when 'asset' then greatest(t.of_layer, class_after)
          else class_after end as becomes
      from touched t
    ), person as (
      select r.user_id, r.name, r.role, r.clearance, r.district_ids,
        case when r.role = 'enterprise' then r.organisation_id end as owner_id,
        case when r.role = 'enterprise' or r.district_ids is not null then null
          when ceiling_before <= r.clearance and r.clearance < ceiling_after then 'loses'
          when ceiling_after <= r.clearance and r.clearance < ceiling_before then 'gains' end as tiles
      from app.user_role r where r.disabled_at is null
    ), changed as (
      select p.user_id, p.name, p.role, p.tiles, sum(m.n) as rows, case when min(m.was) <= p.clearance then 'loses' else 'gains' end as sight
      from person p join moved m on m.seen_from <= p.clearance and (m.was <= p.clearance) <> (m.becomes <= p.clearance)
        and (p.role <> 'enterprise' or m.owner_id = p.owner_id)
        and (p.district_ids is null or m.district_id is null or m.district_id = any (p.district_ids))
      group by p.user_id, p.name, p.role, p.tiles, p.clearance
    ), told as (
      select p.user_id, p.name, p.role, p.tiles, coalesce(c.rows, 0) as rows, c.sight
      from person p left join changed c on c.user_id = p.user_id where c.user_id is not null or p.tiles is not null
    )
    select jsonb_build_object('rows', coalesce((select sum(m.n) from moved m where m.was <> m.becomes), 0),
      'people', coalesce((select jsonb_agg(jsonb_build_object('name', t.name, 'role', t.role, 'rows', t.rows, 'sight', t.sight,
          'tiles', t.tiles) order by t.name, t.user_id)
        from (select * from told every_one order by every_one.name, every_one.user_id limit 200) t), '[]'::jsonb),
      'total', (select count(*) from told)));
end $$;

/* Every change says why */

-- What was given as a reason, without blanks around it.
create function app.reason_of(what text, reason text) returns text
language plpgsql immutable set search_path = '' as $$
begin
  if reason is null or char_length(trim(reason)) not between 1 and 500 then
    raise exception '%: expected a reason of 1 to 500 characters', what using errcode = '22023';
  end if;
  return trim(reason);
end $$;

drop function public.set_layer_secrecy(text, text, smallint);
drop function public.set_field_secrecy(text, smallint);
drop function public.set_asset_secrecy(text, smallint);

-- null takes the class away: the layer is internal (1) again.
create function public.set_layer_secrecy(of_discipline text, of_kind text, new_class smallint, reason text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  before smallint;
  why text;
begin
  perform app.require_admin('set_layer_secrecy');
  why := app.reason_of('set_layer_secrecy', reason);
  select l.class into before from public.layer_secrecy l where l.discipline = of_discipline and l.kind = of_kind;
  delete from public.layer_secrecy l where l.discipline = of_discipline and l.kind = of_kind and new_class is null;
  insert into public.layer_secrecy (discipline, kind, class)
  select of_discipline, of_kind, new_class where new_class is not null
  on conflict (discipline, kind) do update set class = excluded.class;
  perform audit.write('change', 'layer_secrecy/' || of_discipline || '/' || of_kind,
    jsonb_build_object('class', new_class, 'reason', why, 'before', jsonb_build_object('class', before)));
end $$;

-- null takes the class away: the field is as its layer again.
create function public.set_field_secrecy(of_column text, new_class smallint, reason text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  before smallint;
  why text;
begin
  perform app.require_admin('set_field_secrecy');
  why := app.reason_of('set_field_secrecy', reason);
  select f.class into before from public.field_secrecy f where f.column_name = of_column;
  delete from public.field_secrecy f where f.column_name = of_column and new_class is null;
  insert into public.field_secrecy (table_name, column_name, class)
  select 'asset', of_column, new_class where new_class is not null
  on conflict (table_name, column_name) do update set class = excluded.class;
  perform audit.write('change', 'field_secrecy/asset.' || of_column,
    jsonb_build_object('class', new_class, 'reason', why, 'before', jsonb_build_object('class', before)));
end $$;

-- null takes the class away: the asset is of its layer's class again.
create function public.set_asset_secrecy(of_asset text, new_class smallint, reason text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  before smallint;
  why text;
begin
  perform app.require_admin('set_asset_secrecy');
  why := app.reason_of('set_asset_secrecy', reason);
  select s.class into before from public.asset_secrecy s where s.asset_id = of_asset;
  delete from public.asset_secrecy s where s.asset_id = of_asset and new_class is null;
  insert into public.asset_secrecy (asset_id, class)
  select of_asset, new_class where new_class is not null
  on conflict (asset_id) do update set class = excluded.class;
  perform audit.write('change', 'asset_secrecy/' || of_asset,
    jsonb_build_object('class', new_class, 'reason', why, 'before', jsonb_build_object('class', before)));
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['public.admin_secrecy()', 'public.admin_secrecy_effect(text, text, smallint)',
    'public.set_layer_secrecy(text, text, smallint, text)', 'public.set_field_secrecy(text, smallint, text)',
    'public.set_asset_secrecy(text, smallint, text)']
  loop
    execute format('revoke all on function %s from public, anon', name);
    execute format('grant execute on function %s to authenticated, service_role', name);
  end loop;
end $$;
revoke all on function app.classed_fields(), app.ceiling_if(text, text, smallint), app.reason_of(text, text)
  from public, anon, authenticated;
