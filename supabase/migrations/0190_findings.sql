-- What the quality report of the build says: of each rule the first few thousand findings, and how many there are.
-- Staff read all of it; an enterprise reads a finding only when every asset that it names is its own.

create table public.finding (
  id text primary key,
  severity text not null check (severity in ('error', 'warning', 'note')),
  rule text not null,
  message_zh text not null,
  message_en text not null,
  file text,
  source_row integer,
  column_name text,
  value text,
  expected text,
  -- null: no limit of a standard, or one that was not verified
  clause text,
  is_example boolean not null,
  asset_ids text[] not null default '{}',
  geometry geometry(GeometryZ, 4490)
);
create index finding_rule_of on public.finding (rule, severity);
create index finding_assets on public.finding using gin (asset_ids);

create table public.finding_rule (
  rule text not null,
  severity text not null check (severity in ('error', 'warning', 'note')),
  total integer not null,
  primary key (rule, severity)
);

do $$
declare
  name text;
begin
  foreach name in array array['finding', 'finding_rule']
  loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('revoke all on public.%I from public, anon, authenticated', name);
    execute format('grant select on public.%I to authenticated', name);
    execute format('create policy staff_read on public.%I for select to authenticated
      using ((select app.is_staff()))', name);
  end loop;
end $$;

create policy enterprise_read on public.finding for select to authenticated
  using ((select app.organisation_of()) is not null and cardinality(asset_ids) > 0
    and not exists (select from unnest(asset_ids) n (id)
      where not exists (select from public.asset a where a.id = n.id)));

-- How many findings of each rule the caller may read, and how many the city has, where the caller may know.
create function public.finding_summary() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('rule', s.rule, 'severity', s.severity, 'listed', s.listed,
    'total', s.total, 'clause', s.clause, 'isExample', s.is_example) order by s.severity, s.rule), '[]'::jsonb)
  from (
    select f.rule, f.severity, count(*) as listed, coalesce(max(r.total), count(*)) as total,
      case when count(distinct coalesce(f.clause, '')) = 1 then max(f.clause) end as clause,
      bool_and(f.is_example) as is_example
    from public.finding f left join public.finding_rule r on r.rule = f.rule and r.severity = f.severity
    group by f.rule, f.severity
  ) s;
$$;

-- Findings of one rule in the order of the report, at most 500.
create function public.findings(of_rule text, of_severity text, max_rows integer default 200) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'severity', f.severity, 'rule', f.rule,
    'message', jsonb_build_object('zh', f.message_zh, 'en', f.message_en), 'file', f.file, 'row', f.source_row,
    'column', f.column_name, 'value', f.value, 'expected', f.expected, 'clause', f.clause,
    'isExample', f.is_example, 'assetIds', f.asset_ids, 'at',
    case when f.geometry is not null then app.lon_lat_height(f.geometry) end)
    order by length(f.id), f.id), '[]'::jsonb)
  from (
    select * from public.finding q where q.rule = of_rule and q.severity = of_severity
    order by length(q.id), q.id limit least(greatest(coalesce(max_rows, 200), 1), 500)
  ) f;
$$;

revoke all on function public.finding_summary() from public, anon;
revoke all on function public.findings(text, text, integer) from public, anon;
grant execute on function public.finding_summary() to authenticated, service_role;
grant execute on function public.findings(text, text, integer) to authenticated, service_role;
