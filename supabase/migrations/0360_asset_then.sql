-- What the record of an asset and its lifecycle were at an instant. As everywhere in history, to the millisecond.

-- Rows of a column's value, of now or of before, are found by these.
create index row_version_of_asset on history.row_version ((row ->> 'asset_id')) where table_name = 'operation_record';
create index row_version_of_project on history.row_version ((row ->> 'project_id'))
  where table_name in ('lifecycle_stage', 'document');

-- Since when the current row of a record is as it is; null = since before versions were kept, or there is none. Of all
-- versions: one that the caller may not read ends what they see all the same.
create function history.current_since(of_table text, of_record text) returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
declare
  since timestamptz;
begin
  execute format('select greatest(b.valid_since, (select max(v.valid_to) from history.row_version v
      where v.table_name = %L and v.record_id = $1)) from public.%I b where %s = $1',
    of_table, of_table, history.key_of(of_table)) into since using of_record;
  return since;
end $$;

-- { from, to: ms }: when a record that was not there at an instant had gone (null = it had not been there) and when it came
-- (null = it did not); null when it was there, whoever may see it.
create function history.absence_at(of_table text, of_record text, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  spans int8multirange;
  around int8multirange;
begin
  select range_agg(int8range(app.milliseconds(v.valid_from), app.milliseconds(v.valid_to))) into spans
  from history.row_version v where v.table_name = of_table and v.record_id = of_record;
  spans := coalesce(spans, '{}') + case when history.is_stored(of_table, of_record)
    then int8multirange(int8range(app.milliseconds(history.current_since(of_table, of_record)), null)) else '{}' end;
  around := int8multirange(int8range(null, null)) - spans;
  return (select jsonb_build_object('from', lower(s), 'to', upper(s)) from unnest(around) s
    where s @> app.milliseconds(absence_at.at));
end $$;

-- Records of a table that have or had a value in a column, whoever may see them.
create function history.records_of(of_table text, of_column text, of_value text) returns text[]
language plpgsql stable security definer set search_path = '' as $$
declare
  found text[];
begin
  execute format('select array(select v.record_id from history.row_version v where v.table_name = %L and v.row ->> %L = $1)',
    of_table, of_column) into found using of_value;
  return found;
end $$;

-- The rows of a table that had a value in a column at an instant, or have it now (at = null), as far as the caller may read
-- them.
create function history.rows_at(of_table text, of_column text, of_value text, at timestamptz) returns setof jsonb
language plpgsql stable set search_path = '' as $$
begin
  if rows_at.at is null then
    return query execute format('select pg_catalog.to_jsonb(b) from public.%I b where b.%I = $1', of_table, of_column)
      using of_value;
    return;
  end if;
  return query execute format(
    'select pg_catalog.to_jsonb(b) from public.%1$I b where b.%2$I = $1
       and not coalesce(app.milliseconds(history.current_since(%1$L, %3$s)) > $2, false)
     union all
     select v.row from history.row_version v
     where v.table_name = %1$L and v.record_id = any ($3) and v.row ->> %2$L = $1
       and not coalesce(app.milliseconds(v.valid_from) > $2, false) and app.milliseconds(v.valid_to) > $2',
    of_table, of_column, history.key_of(of_table))
  using of_value, app.milliseconds(rows_at.at), history.records_of(of_table, of_column, of_value);
end $$;

-- As in 0211, at an instant or now (at = null); organisations by the names that they have now.
drop function app.responsible_parties(text, text, text);
create function app.responsible_parties(of_discipline text, of_district text, of_owner text, at timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  with registered as materialized (
    select q.* from history.rows_at('responsibility', 'discipline', of_discipline, at) r,
      jsonb_populate_record(null::public.responsibility, r) q
  )
  select jsonb_agg(jsonb_build_object('party', p.party, 'organisation', coalesce(r.name, o.name),
    'basis', case when r.name is not null then r.basis when o.name is not null then 'owner' end) order by p.position)
  from (values ('government', 1), ('department', 2), ('enterprise', 3)) p (party, position)
  left join lateral (select n.name, case when q.district_id is null then 'city' else 'district' end as basis
    from registered q join public.organisation n on n.id = q.organisation_id
    where q.party = p.party and (q.district_id is null or q.district_id = of_district)
    order by q.district_id nulls last limit 1) r on true
  left join public.organisation o on p.party = 'enterprise' and o.id = of_owner and o.party = 'enterprise';
$$;

-- Project, stages, documents, the newest 200 records of operation and who is responsible, of an asset as it was at an
-- instant, or now (at = null). Without a project the required documents are not listed as missing: nobody knows which apply.
drop function app.stage_record(text, text);
create function app.lifecycle_of(a public.asset, at timestamptz) returns jsonb
language sql stable as $$
  with project as materialized (
    select p.* from history.rows_at('project', 'id', a.project_id, at) r,
      jsonb_populate_record(null::public.project, r) p
  ), part as materialized (
    select l.* from history.rows_at('lifecycle_stage', 'project_id', a.project_id, at) r,
      jsonb_populate_record(null::public.lifecycle_stage, r) l
  ), document as materialized (
    select d.* from history.rows_at('document', 'project_id', a.project_id, at) r,
      jsonb_populate_record(null::public.document, r) d
  ), operation as materialized (
    select o from history.rows_at('operation_record', 'asset_id', a.id, at) r,
      jsonb_populate_record(null::public.operation_record, r) o
    order by (o).done_on desc, (o).id limit 200
  )
  select jsonb_build_object(
    'project', (select jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'builder', b.name,
        'category', p.category, 'investment_10k_cny', p.investment_10k_cny, 'length_m', p.length_m)
      from project p left join public.organisation b on b.id = p.builder_id),
    'stages', (select jsonb_agg(jsonb_build_object(
        'stage', s.id,
        'startedOn', l.started_on,
        'endedOn', l.ended_on,
        'authority', l.authority,
        'fields', coalesce(l.fields, '{}'::jsonb),
        'documents', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'title', d.title,
            'number', d.number, 'issuedOn', d.issued_on, 'issuedBy', d.issued_by, 'url', '/documents/' || d.id)
            order by d.issued_on, d.id)
          from document d where d.stage = s.id), '[]'::jsonb),
        'missingDocuments', coalesce((select jsonb_agg(q.kind order by q.position)
          from public.required_document q where exists (select from project) and q.stage = s.id
            and not exists (select from document d where d.stage = s.id and d.kind = q.kind)), '[]'::jsonb))
        order by s.position)
      from public.stage s left join part l on l.stage = s.id),
    'operations', coalesce((select jsonb_agg(app.operation_as_record(n.o) order by (n.o).done_on desc, (n.o).id)
      from operation n), '[]'::jsonb),
    'responsible', app.responsible_parties(a.discipline, a.district_id, a.owner_id, at));
$$;

create or replace function public.asset_lifecycle(asset_id text) returns jsonb
language sql stable as $$
  select app.lifecycle_of(a, null) from app.asset_row(asset_lifecycle.asset_id) a where a.id is not null;
$$;

/*
 * { from, to, asset, lifecycle }: an asset at an instant, in the shapes of asset_record and asset_lifecycle, and since and
 * until when it is that record [ms] (null = since before versions were kept, still). Where there was none, asset and
 * lifecycle are null, from tells when it had been removed (null = it had not been there) and to when it came (null = it did
 * not). null for an asset that is not theirs, or was not then. Names of roads, districts and organisations are those of now.
 */
drop function public.asset_record_at(text, timestamptz);
create function public.asset_then(asset_id text, at timestamptz) returns jsonb
language plpgsql volatile as $$
declare
  instant bigint := app.milliseconds(asset_then.at);
  -- tells the audit of what is secret
  was public.asset := app.read_asset(asset_then.asset_id);
  since timestamptz := history.current_since('asset', asset_then.asset_id);
  until timestamptz;
  version history.row_version;
begin
  if instant is null or not history.may_read('asset', asset_then.asset_id) then
    return null;
  end if;
  if was.id is null or app.milliseconds(since) > instant then
    select * into version from history.row_version v
    where v.table_name = 'asset' and v.record_id = asset_then.asset_id and app.milliseconds(v.valid_to) > instant
      and not coalesce(app.milliseconds(v.valid_from) > instant, false)
    order by v.valid_to limit 1;
    if version.record_id is null then
      return history.absence_at('asset', asset_then.asset_id, asset_then.at)
        || jsonb_build_object('asset', null, 'lifecycle', null);
    end if;
    was := jsonb_populate_record(null::public.asset, version.row);
    since := version.valid_from;
    until := version.valid_to;
  end if;
  return jsonb_build_object('from', app.milliseconds(since), 'to', app.milliseconds(until),
    'asset', app.asset_as_record(was), 'lifecycle', app.lifecycle_of(was, asset_then.at));
end $$;

revoke all on function history.current_since(text, text), history.absence_at(text, text, timestamptz),
  history.records_of(text, text, text), history.rows_at(text, text, text, timestamptz),
  app.responsible_parties(text, text, text, timestamptz), app.lifecycle_of(public.asset, timestamptz),
  public.asset_then(text, timestamptz) from public, anon;
grant execute on function history.current_since(text, text), history.absence_at(text, text, timestamptz),
  history.records_of(text, text, text), history.rows_at(text, text, text, timestamptz),
  app.responsible_parties(text, text, text, timestamptz), app.lifecycle_of(public.asset, timestamptz),
  public.asset_then(text, timestamptz) to authenticated, service_role;
