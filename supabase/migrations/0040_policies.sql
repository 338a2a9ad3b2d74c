-- Default deny. Anonymous users read the city's name and build, nothing else; staff read all of the city; an enterprise
-- reads what belongs to its own organisation. Nobody writes tables: writing is done by functions.

do $$
declare
  name text;
begin
  foreach name in array array['discipline', 'asset_kind', 'sensor_kind', 'stage', 'required_document', 'city',
    'organisation', 'district', 'road', 'project', 'lifecycle_stage', 'document', 'asset', 'operation_record',
    'customer', 'entry', 'risk', 'sensor', 'sensor_threshold']
  loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    -- Supabase grants everything in public to its roles by default.
    execute format('revoke all on public.%I from public, anon, authenticated', name);
    execute format('grant select on public.%I to authenticated', name);
    if name <> 'city' then
      execute format('create policy staff_read on public.%I for select to authenticated
        using ((select app.is_staff()))', name);
    end if;
  end loop;
  foreach name in array array['discipline', 'asset_kind', 'sensor_kind', 'stage', 'required_document',
    'organisation', 'district', 'road']
  loop
    execute format('create policy enterprise_read on public.%I for select to authenticated
      using ((select app.role_of()) = ''enterprise'')', name);
  end loop;
end $$;

grant select on public.city to anon;
create policy everyone_reads on public.city for select to anon, authenticated using (true);

create policy enterprise_read on public.asset for select to authenticated
  using (owner_id = (select app.organisation_of()));
create policy enterprise_read on public.operation_record for select to authenticated
  using ((select app.organisation_of()) is not null and exists (select from public.asset a where a.id = asset_id));
create policy enterprise_read on public.project for select to authenticated
  using (builder_id = (select app.organisation_of()) or ((select app.organisation_of()) is not null
    and exists (select from public.asset a where a.project_id = project.id)));
create policy enterprise_read on public.lifecycle_stage for select to authenticated
  using ((select app.organisation_of()) is not null and exists (select from public.project p where p.id = project_id));
create policy enterprise_read on public.document for select to authenticated
  using ((select app.organisation_of()) is not null and exists (select from public.project p where p.id = project_id));
create policy enterprise_read on public.risk for select to authenticated
  using (responsible_id = (select app.organisation_of()));
create policy enterprise_read on public.sensor for select to authenticated
  using (owner_id = (select app.organisation_of()) or ((select app.organisation_of()) is not null
    and exists (select from public.asset a where a.id = asset_id)));
create policy enterprise_read on public.sensor_threshold for select to authenticated
  using ((select app.organisation_of()) is not null and exists (select from public.sensor s where s.id = sensor_id));
