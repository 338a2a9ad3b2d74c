-- A lost second factor. The factors themselves are Supabase's own; our server takes them away (server/accounts).

-- Called by our server with the administrator's claims before it takes a person's factors away. The role waits for a new
-- password too: who knows the old one alone must not be able to bind a device of their own.
create function public.admin_reset_second_factor(person uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  of_name text;
begin
  perform app.require_admin('admin_reset_second_factor');
  if person = app.user_id() then
    raise exception 'own-second-factor: another administrator must reset it' using errcode = 'PT409';
  end if;
  update app.user_role r set must_change = true where r.user_id = person returning r.name into of_name;
  if not found then
    raise exception 'unknown-person: no role of %', person using errcode = 'PT404';
  end if;
  perform audit.write('reset-second-factor', 'user/' || person, jsonb_build_object('name', of_name));
end $$;

revoke all on function public.admin_reset_second_factor(uuid) from public, anon, authenticated;
grant execute on function public.admin_reset_second_factor(uuid) to authenticated, service_role;
