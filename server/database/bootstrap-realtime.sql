-- What hosted Supabase brings with it under the schema `realtime`, as far as we use it, for the embedded database.
-- Differences: partitions of an hour kept for three (hosted: a day, three days), because a replay reaches back 25
-- messages and the embedded database has no vacuum; `seq` gives our gateway's pump its order.

create schema realtime;
create sequence realtime.messages_seq;
create table realtime.messages (
  id uuid not null default gen_random_uuid(),
  seq bigint not null default nextval('realtime.messages_seq'),
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp not null default (now() at time zone 'UTC'),
  inserted_at timestamp not null default (now() at time zone 'UTC'),
  primary key (id, inserted_at)
) partition by range (inserted_at);
create index messages_topic on realtime.messages (topic, seq);
create index messages_seq_order on realtime.messages (seq);
-- Default deny: policies come with the migrations.
alter table realtime.messages enable row level security;

grant usage on schema realtime to anon, authenticated, service_role;
grant select, insert on realtime.messages to anon, authenticated, service_role;
grant usage on sequence realtime.messages_seq to anon, authenticated, service_role;

-- Makes the partitions of this hour and the next two and drops those of more than three hours ago. The gateway calls
-- it when it starts and every 10 minutes.
create function realtime.roll_partitions() returns void
language plpgsql security definer set search_path = '' as $$
declare
  start_at timestamp;
  name text;
begin
  for ahead in 0..2 loop
    start_at := date_trunc('hour', now() at time zone 'UTC') + ahead * interval '1 hour';
    name := 'messages_' || to_char(start_at, 'YYYYMMDDHH24');
    if to_regclass('realtime.' || name) is null then
      execute format('create table realtime.%I partition of realtime.messages for values from (%L) to (%L)',
        name, start_at, start_at + interval '1 hour');
      execute format('alter table realtime.%I enable row level security', name);
    end if;
  end loop;
  for name in
    select c.relname from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'realtime.messages'::regclass
      and c.relname < 'messages_' || to_char((now() at time zone 'UTC') - interval '3 hours', 'YYYYMMDDHH24')
  loop
    execute format('drop table realtime.%I', name);
  end loop;
end $$;
revoke all on function realtime.roll_partitions() from public;
select realtime.roll_partitions();

-- The topic that is being asked for, inside a policy on realtime.messages.
create function realtime.topic() returns text
language sql stable as $$ select nullif(current_setting('realtime.topic', true), '') $$;

-- Same signature and failure behaviour as hosted: a broadcast that cannot be stored warns and is lost.
create function realtime.send(payload jsonb, event text, topic text, private boolean default true) returns void
language plpgsql as $$
declare
  message uuid := gen_random_uuid();
begin
  insert into realtime.messages (id, payload, event, topic, private, extension)
  values (message,
    case when jsonb_typeof(payload) = 'object' and not payload ? 'id' then payload || jsonb_build_object('id', message)
      else payload end,
    event, topic, private, 'broadcast');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end $$;

/*
 * Of `topics`, those that the caller may receive or send on (`action` 'read' or 'write'), by the policies on
 * realtime.messages, with a probe row as hosted Realtime does it. Run it as owner in a transaction and roll back.
 */
create function realtime.permitted_topics(topics text[], caller text, claims jsonb, action text) returns text[]
language plpgsql as $$
declare
  candidate text;
  probe uuid;
  is_permitted boolean;
  permitted text[] := '{}';
begin
  perform set_config('request.jwt.claims', claims::text, true),
    set_config('request.jwt.claim.sub', coalesce(claims ->> 'sub', ''), true),
    set_config('request.jwt.claim.role', caller, true),
    set_config('request.jwt.claim.email', coalesce(claims ->> 'email', ''), true);
  foreach candidate in array topics loop
    perform set_config('realtime.topic', candidate, true);
    if action = 'read' then
      insert into realtime.messages (topic, extension, private) values (candidate, 'broadcast', true)
      returning id into probe;
      execute format('set local role %I', caller);
      select exists (select from realtime.messages m where m.id = probe) into is_permitted;
      reset role;
    else
      begin
        execute format('set local role %I', caller);
        insert into realtime.messages (topic, extension, private) values (candidate, 'broadcast', true);
        reset role;
        is_permitted := true;
      exception when insufficient_privilege then
        reset role;
        is_permitted := false;
      end;
    end if;
    if is_permitted then
      permitted := permitted || candidate;
    end if;
  end loop;
  return permitted;
end $$;
revoke all on function realtime.permitted_topics(text[], text, jsonb, text) from public;
