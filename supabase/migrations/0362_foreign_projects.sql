-- As in 0361. What mostly decides is asked first, and always of the index: once the planner knows how many assets a project
-- has, it takes reading the table until one comes for cheap, and that is 2 ms a project.
create or replace function app.is_foreign_project(of_project text, districts text[], clearance smallint) returns boolean
language sql stable security definer set search_path = '' set enable_seqscan = off as $$
  select not exists (select from public.asset a
      left join public.layer_secrecy l on l.discipline = a.discipline and l.kind = a.kind
      where a.project_id = of_project
        and (is_foreign_project.districts is null or a.district_id is null
          or a.district_id = any (is_foreign_project.districts))
        and greatest(coalesce(l.class, 1), a.secrecy) <= is_foreign_project.clearance)
    and exists (select from public.asset a where a.project_id = of_project);
$$;
