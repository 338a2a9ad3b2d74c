-- Who did what, kept so that a later change of it shows: every entry holds the hash of the one before. Nobody but the
-- functions here writes or removes entries.

create schema audit;
grant usage on schema audit to authenticated, service_role, lifeline_ingest;

create table audit.entry (
  seq bigint primary key,
  at timestamptz not null,
  -- auth user id; null = the server itself or an anonymous caller
  actor uuid,
  -- as they were then, because both may change
  actor_name text,
  role text not null,
  -- verb: sign-in, change, read-secret, export, denied, …
  action text not null check (action <> ''),
  -- what it was done to, as <table>/<id>
  object text not null,
  detail jsonb not null default '{}',
  -- hash of the entry before; of the first one that is kept, the hash of the last one that was pruned
  previous bytea not null,
  hash bytea not null
);
create index entry_at on audit.entry (at desc);
create index entry_object on audit.entry (object, seq desc);
alter table audit.entry enable row level security;
alter table audit.entry force row level security;
revoke all on audit.entry from public, anon, authenticated;
grant select on audit.entry to authenticated;
create policy admin_reads on audit.entry for select to authenticated using ((select app.role_of()) = 'admin');

-- SHA-256 over the entry before and everything of this one. A city bound to SM3 replaces this one function, before its
-- first entry.
create function audit.hash_of(e audit.entry) returns bytea
language sql immutable set search_path = '' as $$
  select pg_catalog.sha256(e.previous || pg_catalog.convert_to(pg_catalog.jsonb_build_array(e.seq,
    pg_catalog.round(extract(epoch from e.at) * 1000000)::bigint, e.actor, e.actor_name, e.role, e.action, e.object,
    e.detail)::text, 'UTF8'));
$$;

-- Appends an entry about the caller. Writers take turns until their transactions end, so that the chain has no fork.
create function audit.write(action text, object text, detail jsonb default '{}') returns void
language plpgsql security definer set search_path = '' as $$
declare
  e audit.entry;
  person uuid := app.user_id();
begin
  perform pg_catalog.pg_advisory_xact_lock(7300200);
  select last.seq + 1, last.hash into e.seq, e.previous from audit.entry last order by last.seq desc limit 1;
  if not found then
    e.seq := 1;
    e.previous := ''::bytea;
  end if;
  e.at := pg_catalog.clock_timestamp();
  e.actor := person;
  e.actor_name := app.user_name(person);
  e.role := case when person is null then 'server' else app.role_of() end;
  e.action := action;
  e.object := object;
  e.detail := coalesce(detail, '{}');
  e.hash := audit.hash_of(e);
  insert into audit.entry select e.*;
end $$;

-- The first entry that does not follow from the one before, null when all do. One that is gone breaks the next; one that
-- was taken from the end cannot be told from here: compare the newest seq with a copy kept elsewhere.
create function audit.first_broken() returns bigint
language sql stable security definer set search_path = '' as $$
  select c.seq from (
    select e.seq, e.hash <> audit.hash_of(e) as is_altered,
      e.previous <> lag(e.hash) over (order by e.seq) or e.seq <> lag(e.seq) over (order by e.seq) + 1 as is_unlinked
    from audit.entry e) c
  where c.is_altered or coalesce(c.is_unlinked, false) order by c.seq limit 1;
$$;

-- Removes entries older than `days_kept` (180 at least; the newest always stays) and says so in the chain; returns how many.
create function audit.prune(days_kept integer default 1095) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  pruned bigint;
begin
  if days_kept is null or days_kept < 180 then
    raise exception 'audit.prune: days_kept is %, expected at least 180', days_kept using errcode = '22023';
  end if;
  with gone as (
    delete from audit.entry e where e.at < now() - days_kept * interval '1 day'
      and e.seq < (select max(newest.seq) from audit.entry newest) returning 1)
  select count(*) into pruned from gone;
  if pruned > 0 then
    perform audit.write('prune', 'audit.entry', pg_catalog.jsonb_build_object('count', pruned, 'days_kept', days_kept));
  end if;
  return pruned;
end $$;

revoke all on all functions in schema audit from public, anon, authenticated;
-- An invoker function may tell of its caller; the schema is not exposed, so no client can call it by itself.
grant execute on function audit.write(text, text, jsonb) to authenticated, lifeline_ingest, service_role;
