-- A row that only moved in its file is no new version: a survey table with one row more would make one of every row below.

create or replace function history.keep() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  key text := history.key_of(tg_table_name);
  stored text := history.row_of(tg_table_name);
  -- keys are unique, so the rows of both tables pair
  pairs text := case tg_op when 'UPDATE'
    then format('from before b join (select %1$s as id, (%2$s) as row from after b) n on n.id = %1$s
      where n.row - array[''source'', ''gid''] <> (%2$s) - array[''source'', ''gid'']', key, stored)
    else 'from before b' end;
begin
  execute format(
    'insert into history.row_version
       (table_name, record_id, valid_from, valid_to, change, changed_by, changed_by_name, build, row)
     select %1$L, k.id, k.since, case when k.since > now() then clock_timestamp() else now() end, $1, $2, $3, $4, k.row
     from (select %2$s as id, %3$s as row, greatest(b.valid_since, (select max(v.valid_to) from history.row_version v
         where v.table_name = %1$L and v.record_id = %2$s)) as since %4$s) k
     where k.since is distinct from now()',
    tg_table_name, key, stored, pairs)
  using lower(tg_op), app.user_id(), app.user_name(app.user_id()), nullif(current_setting('history.build', true), '');
  return null;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['asset', 'project', 'lifecycle_stage', 'document', 'operation_record', 'organisation',
    'sensor', 'sensor_threshold', 'risk', 'responsibility', 'case_file', 'plan_card']
  loop
    execute format('drop trigger keep_updated on public.%I', name);
    execute format('create trigger keep_updated after update on public.%I
      referencing old table as before new table as after for each statement execute function history.keep()', name);
  end loop;
end $$;

-- What a column refers to by the name that it has now; the value itself where it refers to nothing.
create function history.named(of_column text, value jsonb) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(case of_column
    when 'owner_id' then (select to_jsonb(o.name) from public.organisation o where o.id = value #>> '{}')
    when 'road_id' then (select to_jsonb(r.name_zh) from public.road r where r.id = value #>> '{}')
    when 'district_id' then (select to_jsonb(d.name_zh) from public.district d where d.id = value #>> '{}')
    when 'project_id' then (select to_jsonb(p.name) from public.project p where p.id = value #>> '{}')
  end, value);
$$;

-- Columns that differ, each [before, after]; of geometry the places halfway along, of references the names.
create or replace function history.changes(before jsonb, after jsonb, hidden text[]) returns jsonb
language sql stable as $$
  select coalesce(jsonb_object_agg(n.key, case when n.key = 'geometry' then jsonb_build_array(
        app.middle((before ->> 'geometry')::geometry), app.middle((after ->> 'geometry')::geometry))
      else jsonb_build_array(history.named(n.key, before -> n.key), history.named(n.key, n.value)) end), '{}'::jsonb)
  from jsonb_each(after) n
  -- a column that a later migration brought is no change while it is empty
  where coalesce(before -> n.key, 'null') is distinct from n.value
    and n.key <> all (hidden || array['gid', 'source', 'valid_since']);
$$;
revoke all on function history.named(text, jsonb) from public, anon;
grant execute on function history.named(text, jsonb) to authenticated, service_role;
