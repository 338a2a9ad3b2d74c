-- As in 0301, but each reading is found by its key: joined as a set, every partition was read from end to end.
create or replace function sensing.write_faults(faults jsonb, qualities jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  told jsonb;
  of_sensor text;
  quality_code smallint;
  from_at timestamptz;
  to_at timestamptz;
  changed integer;
begin
  insert into public.sensor_fault as f (sensor_id, kind, since, until, detail)
  select distinct on (1, 2, 3) j ->> 'sensor', j ->> 'kind', to_timestamp((j ->> 'since')::double precision / 1000),
    to_timestamp((j ->> 'until')::double precision / 1000), coalesce(j -> 'detail', '{}')
  from jsonb_array_elements(faults) with ordinality as t (j, position)
  where exists (select from public.sensor s where s.id = j ->> 'sensor')
  order by 1, 2, 3, position desc
  on conflict (sensor_id, kind, since) do update set until = excluded.until, detail = excluded.detail;

  for told in select j from jsonb_array_elements(qualities) with ordinality as t (j, position) order by position loop
    of_sensor := told ->> 'sensor';
    quality_code := case told ->> 'quality' when 'suspect' then 1 else 0 end;
    -- a device may send fractions of a millisecond
    from_at := to_timestamp(((told ->> 'at')::double precision - 1) / 1000);
    to_at := to_timestamp(((told ->> 'at')::double precision + 1) / 1000);
    update sensing.sensor_reading r set quality = quality_code
    where r.sensor_id = of_sensor and r.at >= from_at and r.at <= to_at and r.quality <> quality_code;
    get diagnostics changed = row_count;
    if changed > 0 then
      update sensing.reading_hour h
      set suspect = greatest(0, h.suspect + case quality_code when 1 then changed else -changed end)
      where h.sensor_id = of_sensor
        and h.hour = date_trunc('hour', from_at + interval '1 millisecond', 'UTC');
      update public.sensor_latest l set quality = told ->> 'quality'
      where l.sensor_id = of_sensor and l.at >= from_at and l.at <= to_at;
    end if;
  end loop;
end $$;
