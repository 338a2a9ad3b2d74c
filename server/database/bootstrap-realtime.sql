-- What hosted Supabase brings with it under the schema `realtime`, as far as supabase-js can use it, for the embedded
-- database and for a PostgreSQL of one's own. It is applied again at every start, so that a data folder made by an
-- earlier version gets what is new: every statement must bear that.
-- Differences from hosted: partitions of an hour kept for three (hosted: a day, three days), because a replay reaches
-- back 25 messages and the embedded database has no vacuum; `seq` gives our gateway its order; table changes come from
-- statement triggers (change_log) where hosted reads the write-ahead log.

create schema if not exists realtime;
create sequence if not exists realtime.messages_seq;
create table if not exists realtime.messages (
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
alter table realtime.messages add column if not exists binary_payload bytea;
create index if not exists messages_topic on realtime.messages (topic, seq);
create index if not exists messages_seq_order on realtime.messages (seq);
-- Default deny: policies come with the migrations.
alter table realtime.messages enable row level security;

grant usage on schema realtime to anon, authenticated, service_role;
grant select, insert on realtime.messages to anon, authenticated, service_role;
grant usage on sequence realtime.messages_seq to anon, authenticated, service_role;

-- Makes the partitions of this hour and the next two and drops those of more than three hours ago. Called at every
-- start, and by the gateway every hour.
create or replace function realtime.roll_partitions() returns void
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
create or replace function realtime.topic() returns text
language sql stable as $$ select nullif(current_setting('realtime.topic', true), '') $$;

-- Same signatures and failure behaviour as hosted: a broadcast that cannot be stored warns and is lost. The wake-up is
-- empty and one a transaction, however many broadcasts it holds.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void language plpgsql as $$
declare
  message uuid := gen_random_uuid();
begin
  -- for the policies on who may send
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (id, payload, event, topic, private, extension)
  values (message,
    case when jsonb_typeof(payload) = 'object' and not payload ? 'id' then payload || jsonb_build_object('id', message)
      else payload end,
    event, topic, private, 'broadcast');
  perform pg_notify('realtime', '');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end $$;

create or replace function realtime.send_binary(payload bytea, event text, topic text, private boolean default true)
returns void language plpgsql as $$
begin
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (binary_payload, event, topic, private, extension)
  values (payload, event, topic, private, 'broadcast');
  perform pg_notify('realtime', '');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end $$;

-- For a row trigger of one's own: sends what happened to the row.
create or replace function realtime.broadcast_changes(topic_name text, event_name text, operation text,
  table_name text, table_schema text, new record, old record, level text default 'ROW')
returns void language plpgsql as $$
begin
  if level = 'STATEMENT' then
    raise exception 'function can only be triggered for each row, not for each statement';
  end if;
  perform realtime.send(jsonb_build_object('operation', operation, 'schema', table_schema, 'table', table_name,
    'record', case when operation <> 'DELETE' then to_jsonb(new) end,
    'old_record', case when operation <> 'INSERT' then to_jsonb(old) end), event_name, topic_name);
end $$;

/* Rights */

drop function if exists realtime.permitted_topics(text[], text, jsonb, text);

/*
 * Of `questions` ([{ "topic", "extension" }]) those whose topic the caller may receive from or send to (`action` 'read'
 * or 'write') by the policies on realtime.messages, with probe rows as hosted Realtime does it. Run it as owner in a
 * transaction and roll back.
 */
create or replace function realtime.permitted(questions jsonb, caller text, claims jsonb, action text) returns jsonb
language plpgsql as $$
declare
  question jsonb;
  probe uuid;
  probes uuid[] := '{}';
  is_permitted boolean;
  permitted jsonb := '[]';
  counter integer := 0;
begin
  perform set_config('request.jwt.claims', claims::text, true),
    set_config('request.jwt.claim.sub', coalesce(claims ->> 'sub', ''), true),
    set_config('request.jwt.claim.role', caller, true),
    set_config('request.jwt.claim.email', coalesce(claims ->> 'email', ''), true);
  if action = 'read' then
    for question in select jsonb_array_elements(questions) loop
      insert into realtime.messages (topic, extension, private)
      values (question ->> 'topic', question ->> 'extension', true) returning id into probe;
      probes := probes || probe;
    end loop;
  end if;
  execute format('set local role %I', caller);
  for question in select jsonb_array_elements(questions) loop
    counter := counter + 1;
    perform set_config('realtime.topic', question ->> 'topic', true);
    if action = 'read' then
      select exists (select from realtime.messages m
        where m.id = probes[counter] and m.inserted_at = now() at time zone 'UTC') into is_permitted;
    else
      begin
        insert into realtime.messages (topic, extension, private)
        values (question ->> 'topic', question ->> 'extension', true);
        is_permitted := true;
      exception when insufficient_privilege then
        is_permitted := false;
      end;
    end if;
    if is_permitted then
      permitted := permitted || question;
    end if;
  end loop;
  reset role;
  return permitted;
end $$;
revoke all on function realtime.permitted(jsonb, text, jsonb, text) from public;

/* Changes of published tables */

create sequence if not exists realtime.change_seq;
create unlogged table if not exists realtime.change_log (
  seq bigint primary key default nextval('realtime.change_seq'),
  at timestamptz not null default now(),
  entity oid not null,
  operation text not null,
  new_row jsonb,
  old_row jsonb
);
alter table realtime.change_log enable row level security;

-- One statement's rows, in its order. Both transition tables of an update hold a row's two versions at the same place.
create or replace function realtime.log_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into realtime.change_log (entity, operation, new_row)
    select tg_relid, tg_op, to_jsonb(n) from new_rows n;
  elsif tg_op = 'UPDATE' then
    insert into realtime.change_log (entity, operation, new_row, old_row)
    select tg_relid, tg_op, n.row, o.row
    from (select row_number() over () as place, to_jsonb(r) as row from new_rows r) n
    join (select row_number() over () as place, to_jsonb(r) as row from old_rows r) o using (place)
    order by place;
  else
    insert into realtime.change_log (entity, operation, old_row)
    select tg_relid, tg_op, to_jsonb(o) from old_rows o;
  end if;
  perform pg_notify('realtime', '');
  return null;
end $$;
revoke all on function realtime.log_change() from public;

-- Gives the tables of the publication `supabase_realtime` their triggers and takes them from those that left it. A
-- partition is captured at its root. Returns how many tables changed.
create or replace function realtime.capture_published() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  entity oid;
  changed integer := 0;
begin
  for entity in
    select distinct coalesce(pg_catalog.pg_partition_root(c.oid), c.oid)
    from pg_catalog.pg_publication_tables p
    join pg_catalog.pg_namespace n on n.nspname = p.schemaname
    join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = p.tablename
    where p.pubname = 'supabase_realtime'
    except select tgrelid from pg_catalog.pg_trigger where tgname = 'realtime_insert'
  loop
    execute format('create trigger realtime_insert after insert on %s referencing new table as new_rows
      for each statement execute function realtime.log_change()', entity::regclass);
    execute format('create trigger realtime_update after update on %s referencing new table as new_rows
      old table as old_rows for each statement execute function realtime.log_change()', entity::regclass);
    execute format('create trigger realtime_delete after delete on %s referencing old table as old_rows
      for each statement execute function realtime.log_change()', entity::regclass);
    changed := changed + 1;
  end loop;
  for entity in
    select tgrelid from pg_catalog.pg_trigger where tgname = 'realtime_insert'
    except select coalesce(pg_catalog.pg_partition_root(c.oid), c.oid)
    from pg_catalog.pg_publication_tables p
    join pg_catalog.pg_namespace n on n.nspname = p.schemaname
    join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = p.tablename
    where p.pubname = 'supabase_realtime'
  loop
    execute format('drop trigger if exists realtime_insert on %s', entity::regclass);
    execute format('drop trigger if exists realtime_update on %s', entity::regclass);
    execute format('drop trigger if exists realtime_delete on %s', entity::regclass);
    changed := changed + 1;
  end loop;
  return changed;
end $$;
revoke all on function realtime.capture_published() from public;

-- The tables of a subscription's schema and name ('*' for any) that are published, by oid.
create or replace function realtime.published(of_schema text, of_table text) returns oid[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(distinct coalesce(pg_catalog.pg_partition_root(c.oid)::oid, c.oid)), '{}')
  from pg_catalog.pg_publication_tables p
  join pg_catalog.pg_namespace n on n.nspname = p.schemaname
  join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = p.tablename
  where p.pubname = 'supabase_realtime' and of_schema in ('*', p.schemaname) and of_table in ('*', p.tablename);
$$;
revoke all on function realtime.published(text, text) from public;

-- What a change of a table tells: its columns in order with key and the roles that may select them.
create or replace function realtime.describe(entity oid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('schema', n.nspname, 'table', c.relname, 'isRls', c.relrowsecurity,
    'isFull', c.relreplident = 'f',
    'columns', (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', t.typname,
        'isKey', coalesce(a.attnum = any (i.indkey), false),
        'roles', (select coalesce(jsonb_agg(r.name), '[]') from unnest(array['anon', 'authenticated', 'service_role'])
          as r (name) where pg_catalog.has_column_privilege(r.name, a.attrelid, a.attnum, 'select')))
        order by a.attnum)
      from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
      left join pg_catalog.pg_index i on i.indrelid = a.attrelid and i.indisprimary
      where a.attrelid = entity and a.attnum > 0 and not a.attisdropped))
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = entity;
$$;
revoke all on function realtime.describe(oid) from public;

/*
 * The condition of filters ([{ "column", "operator", "value", "isNegated" }]) on a row `r` of the table; null compares as
 * not matching.
 *
 * Raises 22023 for a column that is not there, an operator that is unknown or does not suit its type, and for patterns
 * that could take long: the embedded database has no statement timeout.
 */
create or replace function realtime.condition(entity oid, filters jsonb) returns text
language plpgsql stable set search_path = '' as $$
declare
  filter jsonb;
  type text;
  value text;
  operator text;
  part text;
  parts text[] := '{true}';
begin
  for filter in select jsonb_array_elements(filters) loop
    value := filter ->> 'value';
    operator := filter ->> 'operator';
    select pg_catalog.format_type(a.atttypid, null) into type from pg_catalog.pg_attribute a
    where a.attrelid = entity and a.attname = filter ->> 'column' and a.attnum > 0 and not a.attisdropped;
    if type is null then
      raise exception 'invalid column for filter %', filter ->> 'column' using errcode = '22023';
    end if;
    if operator in ('like', 'ilike', 'match', 'imatch') then
      if type not in ('text', 'character varying', 'character', '"char"', 'name') then
        raise exception 'operator % requires a text-compatible column type, got %', operator, type
          using errcode = '22023';
      end if;
      if length(value) > 200 or (operator like '%match' and value ~ '\\[1-9]') then
        raise exception 'pattern of % is longer than 200 characters or refers back to itself', operator
          using errcode = '22023';
      end if;
    end if;
    if operator = 'is' and value not in ('null', 'true', 'false', 'unknown') then
      raise exception 'invalid value for is filter: must be null, true, false, or unknown' using errcode = '22023';
    end if;
    if operator = 'in' and cardinality(value::text[]) > 100 then
      raise exception 'too many values for `in` filter. Maximum 100' using errcode = '22023';
    end if;
    part := case operator
      when 'eq' then format('r.%I = %L::%s', filter ->> 'column', value, type)
      when 'neq' then format('r.%I <> %L::%s', filter ->> 'column', value, type)
      when 'lt' then format('r.%I < %L::%s', filter ->> 'column', value, type)
      when 'lte' then format('r.%I <= %L::%s', filter ->> 'column', value, type)
      when 'gt' then format('r.%I > %L::%s', filter ->> 'column', value, type)
      when 'gte' then format('r.%I >= %L::%s', filter ->> 'column', value, type)
      when 'in' then format('r.%I = any (%L::%s[])', filter ->> 'column', value, type)
      when 'like' then format('r.%I like %L', filter ->> 'column', value)
      when 'ilike' then format('r.%I ilike %L', filter ->> 'column', value)
      when 'match' then format('r.%I ~ %L', filter ->> 'column', value)
      when 'imatch' then format('r.%I ~* %L', filter ->> 'column', value)
      when 'is' then format('r.%I is %s', filter ->> 'column', value)
      when 'isdistinct' then format('r.%I is distinct from %L::%s', filter ->> 'column', value, type)
    end;
    if part is null then
      raise exception 'unsupported equality operator: %', operator using errcode = '22023';
    end if;
    parts := parts || format(case when (filter ->> 'isNegated')::boolean then 'not (%s)' else '(%s)' end, part);
  end loop;
  return format('coalesce(%s, false)', array_to_string(parts, ' and '));
end $$;
revoke all on function realtime.condition(oid, jsonb) from public;

-- Raises what is wrong with a subscription: a column that is not there or not for this role, a value of another type.
create or replace function realtime.check_subscription(entity oid, caller text, filters jsonb, selected jsonb)
returns void language plpgsql stable set search_path = '' as $$
declare
  name text;
begin
  for name in
    select f ->> 'column' from jsonb_array_elements(filters) f
    where not exists (select from pg_catalog.pg_attribute a where a.attrelid = entity and a.attname = f ->> 'column'
      and a.attnum > 0 and not a.attisdropped
      and pg_catalog.has_column_privilege(caller, entity, a.attnum, 'select'))
  loop
    raise exception 'invalid column for filter %', name using errcode = '22023';
  end loop;
  for name in
    select s from jsonb_array_elements_text(selected) s
    where not exists (select from pg_catalog.pg_attribute a where a.attrelid = entity and a.attname = s
      and a.attnum > 0 and not a.attisdropped
      and pg_catalog.has_column_privilege(caller, entity, a.attnum, 'select'))
  loop
    raise exception 'invalid column for select %', name using errcode = '22023';
  end loop;
  perform '' ~ (f ->> 'value') from jsonb_array_elements(filters) f where f ->> 'operator' in ('match', 'imatch');
  execute format('select from (select null::%s as one) x, lateral (select (x.one).*) r where %s',
    entity::regclass, realtime.condition(entity, filters));
end $$;
revoke all on function realtime.check_subscription(oid, text, jsonb, jsonb) from public;

-- Of the changes `seqs` of one table those that pass the filters. Of a deleted row, and where a table has no replica
-- identity but its key, only the key can be compared: what else it held is nobody's to ask for.
create or replace function realtime.filtered(of_entity oid, seqs bigint[], filters jsonb) returns bigint[]
language plpgsql stable set search_path = '' as $$
declare
  passing bigint[];
begin
  execute format(
    'select array_agg(c.seq) from realtime.change_log c, lateral jsonb_populate_record(null::%s,
       case when c.operation <> ''DELETE'' then c.new_row when $2 then c.old_row
         else (select jsonb_object_agg(key, value) from jsonb_each(c.old_row) where key = any ($3)) end) r
     where c.seq = any ($1) and (c.operation <> ''DELETE'' or $2 or $4 <@ $3) and %s',
    of_entity::regclass, realtime.condition(of_entity, filters))
  into passing
  using seqs, (select relreplident = 'f' from pg_catalog.pg_class where oid = of_entity),
    (select coalesce(array_agg(a.attname::text), '{}') from pg_catalog.pg_index i join pg_catalog.pg_attribute a
     on a.attrelid = i.indrelid and a.attnum = any (i.indkey) where i.indrelid = of_entity and i.indisprimary),
    (select coalesce(array_agg(f ->> 'column'), '{}') from jsonb_array_elements(filters) f);
  return coalesce(passing, '{}');
end $$;
revoke all on function realtime.filtered(oid, bigint[], jsonb) from public;

-- Of the inserts and updates `seqs` of one table those whose row the caller sees now, by the table's own policies: one
-- question for all of them. Run it as owner in a transaction.
create or replace function realtime.visible(of_entity oid, seqs bigint[], caller text, claims jsonb) returns bigint[]
language plpgsql as $$
declare
  keys jsonb;
  definition text;
  joined text;
  seen bigint[];
begin
  select string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', '),
    string_agg(format('t.%1$I = k.%1$I', a.attname), ' and ')
  into definition, joined
  from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
  where i.indrelid = of_entity and i.indisprimary;
  if definition is null then
    return '{}';
  end if;
  select jsonb_agg(c.new_row || jsonb_build_object('#', c.seq)) into keys
  from realtime.change_log c where c.seq = any (seqs);
  perform set_config('request.jwt.claims', claims::text, true),
    set_config('request.jwt.claim.sub', coalesce(claims ->> 'sub', ''), true),
    set_config('request.jwt.claim.role', caller, true),
    set_config('request.jwt.claim.email', coalesce(claims ->> 'email', ''), true);
  begin
    execute format('set local role %I', caller);
    execute format('select array_agg(k."#") from jsonb_to_recordset($1) as k ("#" bigint, %s)
      where exists (select from %s t where %s)', definition, of_entity::regclass, joined) into seen using keys;
    reset role;
  exception when insufficient_privilege then
    reset role;
  end;
  return coalesce(seen, '{}');
end $$;
revoke all on function realtime.visible(oid, bigint[], text, jsonb) from public;
