-- Versions of an asset are cut by the class of its layer too, as history.is_in_scope of 0210 does by district and its own.
create or replace function history.is_in_scope(version jsonb) returns boolean
language sql stable set search_path = '' as $$
  select (app.districts_of() is null or version ->> 'district_id' is null
      or version ->> 'district_id' = any (app.districts_of()))
    and coalesce((version ->> 'secrecy')::smallint, 0) <= app.clearance_of()
    and (not version ? 'discipline' or not version ? 'gid'
      or (version ->> 'discipline') || '/' || (version ->> 'kind') <> all (app.closed_layers()));
$$;
