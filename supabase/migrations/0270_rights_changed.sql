-- Whoever changes what people may do: open channels are asked for again at once, instead of at their next turn. Nobody
-- listens on hosted Supabase, which goes by the life of tokens.

create function app.tell_rights_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_notify('realtime_rights', '');
  return null;
end $$;
revoke all on function app.tell_rights_changed() from public, anon, authenticated;

-- What the policies on realtime.messages go by: people, and the classes of what sensors stand on.
do $$
declare
  name text;
begin
  foreach name in array array['app.user_role', 'public.layer_secrecy', 'public.asset_secrecy'] loop
    if to_regclass(name) is not null then
      execute format('create trigger rights_changed after insert or update or delete or truncate on %s
        for each statement execute function app.tell_rights_changed()', name);
    end if;
  end loop;
end $$;
