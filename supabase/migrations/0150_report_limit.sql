-- As before, but the limit of open reports is told as HTTP 429: 54000 came out as a failure of the server.
create or replace function public.report_fault(asset text, field text, text text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  words text := trim(report_fault.text);
  stored public.fault_report;
begin
  if app.role_of() = 'public' then
    raise exception 'report_fault: only staff and enterprises may report' using errcode = '42501';
  end if;
  if words is null or char_length(words) not between 1 and 1000 or char_length(report_fault.field) > 100 then
    raise exception 'report_fault: expected a text of 1 to 1000 characters and a field of at most 100'
      using errcode = '22001';
  end if;
  if not exists (select from public.asset a where a.id = report_fault.asset
    and (app.is_staff() or a.owner_id = app.organisation_of())) then
    return null;
  end if;
  if (select count(*) from public.fault_report r where r.reported_by = app.user_id() and r.state = 'open') >= 20 then
    raise exception 'report_fault: 20 reports of this person are open, expected some of them to be settled first'
      using errcode = 'PT429';
  end if;
  insert into public.fault_report (asset_id, field, text, reported_by)
  values (report_fault.asset, report_fault.field, words, app.user_id()) returning * into stored;
  return app.fault_record(stored);
end $$;
