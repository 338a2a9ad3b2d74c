-- The server beside a Supabase also forgets old faults; and reads those that last, where 0301 came after 0330.

grant execute on function sensing.prune_faults(integer) to lifeline_ingest;

do $$
begin
  if not exists (select from pg_policies where tablename = 'sensor_fault' and policyname = 'judge_reads') then
    grant select on public.sensor_fault to lifeline_judge;
    create policy judge_reads on public.sensor_fault for select to lifeline_judge using (true);
  end if;
end $$;

-- where a sensor lies, to judge neighbours together
grant execute on function app.lon_lat_height(geometry) to lifeline_judge;
