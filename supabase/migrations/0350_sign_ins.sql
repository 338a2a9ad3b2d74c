-- Sign-ins and refusals in the audit. A refusal takes its transaction back and a sign-in is no statement of ours, so the
-- server that stands in front writes them, under a role that can do nothing else. On hosted Supabase sign-ins are GoTrue's
-- (auth.audit_log_entries); the refusals of our own server come here too.

do $$
begin
  if not exists (select from pg_roles where rolname = 'lifeline_audit') then
    create role lifeline_audit nologin;
  end if;
end $$;
grant lifeline_audit to lifeline_server;
grant usage on schema audit to lifeline_audit;

-- Appends an entry as it is handed over. Writers take turns until their transactions end, so that the chain has no fork.
create function audit.append(actor uuid, actor_name text, role text, action text, object text, detail jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  e audit.entry;
begin
  perform pg_catalog.pg_advisory_xact_lock(7300200);
  select last.seq + 1, last.hash into e.seq, e.previous from audit.entry last order by last.seq desc limit 1;
  if not found then
    e.seq := 1;
    e.previous := ''::bytea;
  end if;
  e.at := pg_catalog.clock_timestamp();
  e.actor := append.actor;
  e.actor_name := append.actor_name;
  e.role := append.role;
  e.action := append.action;
  e.object := append.object;
  e.detail := coalesce(append.detail, '{}');
  e.hash := audit.hash_of(e);
  insert into audit.entry select e.*;
end $$;

-- As in 0200.
create or replace function audit.write(action text, object text, detail jsonb default '{}') returns void
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := app.user_id();
begin
  perform audit.append(person, app.user_name(person), case when person is null then 'server' else app.role_of() end,
    write.action, write.object, write.detail);
end $$;

-- Tells that it was the same e-mail again, and not which: nobody's password may stand here because it was typed into the
-- wrong field.
create function audit.digest_of(account text) returns text
language sql stable set search_path = '' as $$
  select pg_catalog.encode(extensions.hmac(pg_catalog.convert_to('account ' || account, 'UTF8'), s.key, 'sha256'), 'hex')
  from enquiry.secret s;
$$;

-- Keyed digests of clients' addresses, as the budgets of the public question keep them: addresses[i] lies in networks[i].
-- What is no address is left out.
create function audit.clients_of(addresses text[]) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  address text;
  visitors text[];
  answer jsonb := '{"addresses": [], "networks": []}';
begin
  foreach address in array addresses loop
    begin
      visitors := enquiry.visitors(pg_catalog.replace(address, '::ffff:', '')::inet);
      answer := pg_catalog.jsonb_build_object('addresses', answer -> 'addresses' || pg_catalog.to_jsonb(visitors[2]),
        'networks', answer -> 'networks' || pg_catalog.to_jsonb(visitors[1]));
    exception when invalid_text_representation then
      null;
    end;
  end loop;
  return answer;
end $$;

/*
 * What the server in front saw `count` times since an instant:
 *   sign-in, sign-out        of `person`
 *   sign-in-failed           a wrong password for the e-mail `account`, whether there is such an account or not; null = of
 *   locked-out               more e-mails than are told apart; or the attempt of somebody who must wait
 *   denied                   of `person` (null = nobody known) at `objects`, all of one kind, as <kind>/<name>
 * Whoever only claims to be somebody is not the actor, but the account is the object.
 */
create function audit.note(kind text, person uuid, account text, addresses text[], objects text[], count integer,
  since timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  claimed text := pg_catalog.lower(pg_catalog.btrim(account));
  of_user uuid;
  of_name text;
  object text;
  detail jsonb := audit.clients_of(coalesce(addresses, '{}'));
begin
  if kind is null or kind not in ('sign-in', 'sign-out', 'sign-in-failed', 'locked-out', 'denied')
    or (kind in ('sign-in', 'sign-out') and person is null)
    or (kind = 'denied' and coalesce(pg_catalog.cardinality(objects), 0) = 0) or coalesce(count, 0) < 1 then
    raise exception 'audit.note: expected a kind with its person or objects, and a count of at least 1'
      using errcode = '22023';
  end if;
  if kind in ('sign-in', 'sign-out') then
    object := 'user/' || person;
  elsif kind = 'denied' then
    object := case when pg_catalog.cardinality(objects) = 1 then objects[1] else pg_catalog.split_part(objects[1], '/', 1) end;
  else
    select u.id, r.name into of_user, of_name
    from auth.users u left join app.user_role r on r.user_id = u.id where pg_catalog.lower(u.email) = claimed;
    object := case when of_user is not null then 'user/' || of_user
      when claimed is null then 'account' else 'account/' || audit.digest_of(claimed) end;
    if of_name is not null then
      detail := detail || pg_catalog.jsonb_build_object('name', of_name);
    end if;
  end if;
  if kind in ('sign-in-failed', 'locked-out', 'denied') then
    detail := detail || pg_catalog.jsonb_build_object('count', count, 'since', app.milliseconds(since));
  end if;
  if kind = 'denied' and pg_catalog.cardinality(objects) > 1 then
    detail := detail || pg_catalog.jsonb_build_object('objects', objects);
  end if;
  perform audit.append(person, app.user_name(person),
    coalesce((select r.role from app.user_role r where r.user_id = person and r.disabled_at is null and not r.must_change),
      'public'), kind, object, detail);
end $$;

revoke all on function audit.append(uuid, text, text, text, text, jsonb), audit.digest_of(text), audit.clients_of(text[]),
  audit.note(text, uuid, text, text[], text[], integer, timestamptz) from public, anon, authenticated;
grant execute on function audit.note(text, uuid, text, text[], text[], integer, timestamptz) to lifeline_audit;

-- As in 0251, but the words are also looked for in the name of whom an entry is about: who signs in in vain is nobody yet.
create or replace function public.audit_entries(from_at timestamptz, to_at timestamptz, of_action text, of_actor text,
  before_seq bigint, max_rows integer default 50) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'at', app.milliseconds(e.at), 'actor', e.actor_name,
    'role', e.role, 'action', e.action, 'object', e.object, 'detail', e.detail) order by e.seq desc), '[]'::jsonb)
  from (
    select * from audit.entry n
    where (from_at is null or n.at >= from_at) and (to_at is null or n.at < to_at)
      and (of_action is null or n.action = of_action)
      and (of_actor is null or strpos(lower(coalesce(n.actor_name, n.role)), lower(of_actor)) > 0
        or strpos(lower(n.detail ->> 'name'), lower(of_actor)) > 0)
      and (before_seq is null or n.seq < before_seq)
    order by n.seq desc limit least(greatest(coalesce(max_rows, 50), 1), 200)
  ) e;
$$;
