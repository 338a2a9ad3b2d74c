-- The database roles of a server of ours beside a Supabase (lifeline start --attach): what it needs and no more. It reads
-- the sensors and their limits to judge, and calls the functions that store, judge, send and keep house. Assets, documents
-- and people it does not see. An administrator lets it in: alter role lifeline_server login password '…'.

do $$
declare
  name text;
begin
  foreach name in array array['lifeline_judge', 'lifeline_server'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
  end loop;
end $$;
grant lifeline_ingest, lifeline_judge to lifeline_server;

grant usage on schema public, app, sensing, enquiry to lifeline_judge;
grant usage on schema enquiry to lifeline_ingest;

do $$
declare
  name text;
begin
  foreach name in array array['public.city', 'public.sensor', 'public.sensor_threshold', 'public.kind_threshold',
    'public.sensor_latest', 'public.sensor_fault', 'public.alarm', 'sensing.reading_hour', 'sensing.directory_revision']
  loop
    -- sensor_fault comes with 0301, which an early database may have applied after this one
    continue when to_regclass(name) is null;
    execute format('grant select on %s to lifeline_judge', name);
    execute format('create policy judge_reads on %s for select to lifeline_judge using (true)', name);
  end loop;
end $$;

-- Deletes what no budget needs any more, whoever keeps house.
alter function enquiry.prune() security definer;
grant execute on function enquiry.prune() to lifeline_ingest;
grant execute on function sensing.keep_house() to lifeline_ingest;
