-- 事件 and 预案卡: the closed loop 采集上报 → 派遣 → 处置 → 办结 → 核查 → 评价. Functions that fill them come later; what
-- may become of a case is held here already.

create table public.plan_card (
  id text primary key,
  name_zh text not null,
  name_en text not null,
  -- bound to alarms of this kind and grade; null = of every kind
  sensor_kind text references public.sensor_kind (id),
  grade text not null check (grade in ('blue', 'yellow', 'orange', 'red')),
  -- [{ "text_zh", "text_en", "party", "within_s" }] in the order of doing
  steps jsonb not null default '[]' check (jsonb_typeof(steps) = 'array'),
  -- document that asks for it; null = an example
  source text,
  valid_since timestamptz default now()
);
create index plan_card_alarm on public.plan_card (sensor_kind, grade);

create table public.case_file (
  id bigint generated always as identity primary key,
  source text not null check (source in ('sensor', 'ai', 'patrol', 'public', 'other')),
  -- the alarm that it came from; a case outlives it
  alarm_id bigint references public.alarm (id) on delete set null,
  -- no foreign key: a case outlives the build in which the asset was
  asset_id text,
  district_id text references public.district (id) on delete set null,
  title text not null check (char_length(title) between 1 and 200),
  grade text check (grade in ('blue', 'yellow', 'orange', 'red')),
  state text not null default 'reported'
    check (state in ('reported', 'dispatched', 'handling', 'completed', 'verified', 'rated')),
  -- when each state was last reached; those behind a return are empty again
  reported_at timestamptz not null default now(),
  dispatched_at timestamptz,
  handling_at timestamptz,
  completed_at timestamptz,
  verified_at timestamptz,
  rated_at timestamptz,
  -- how often it went back (回退), and when the last time
  returns smallint not null default 0 check (returns >= 0),
  returned_at timestamptz,
  -- why it went back; null again once it goes on (its versions keep the reason)
  return_reason text check (char_length(return_reason) between 1 and 1000),
  -- 三方责任
  government_id text references public.organisation (id) on delete set null,
  department_id text references public.organisation (id) on delete set null,
  enterprise_id text references public.organisation (id) on delete set null,
  plan_card_id text references public.plan_card (id) on delete set null,
  -- of 评价, 0 to 100
  score numeric(5, 2) check (score between 0 and 100),
  geometry geometry(PointZ, 4490),
  valid_since timestamptz default now(),
  check (dispatched_at >= reported_at and handling_at >= dispatched_at and completed_at >= handling_at
    and verified_at >= completed_at and rated_at >= verified_at),
  -- a state has its time and those of all before it, and none of those after it
  check ((state <> 'reported') = (dispatched_at is not null)
    and (state not in ('reported', 'dispatched')) = (handling_at is not null)
    and (state not in ('reported', 'dispatched', 'handling')) = (completed_at is not null)
    and (state in ('verified', 'rated')) = (verified_at is not null)
    and (state = 'rated') = (rated_at is not null)),
  check (score is null or state = 'rated'),
  check ((returns > 0) = (returned_at is not null) and (return_reason is null or returns > 0))
);
create index case_file_state on public.case_file (state, reported_at desc);
create index case_file_alarm on public.case_file (alarm_id);
create index case_file_asset on public.case_file (asset_id);

-- The moves of src/domain/cases/case-state.ts; a test holds the two together.
create function app.case_may_move(before text, after text) returns boolean
language sql immutable set search_path = '' as $$
  select (before, after) in (('reported', 'dispatched'), ('dispatched', 'handling'), ('dispatched', 'reported'),
    ('handling', 'completed'), ('handling', 'dispatched'), ('completed', 'verified'), ('completed', 'handling'),
    ('verified', 'rated'));
$$;

-- Keeps the moves, sets the times, and asks a reason for each return.
create function app.move_case() returns trigger
language plpgsql set search_path = '' as $$
declare
  states constant text[] := array['reported', 'dispatched', 'handling', 'completed', 'verified', 'rated'];
  place integer := array_position(states, new.state);
begin
  if tg_op = 'INSERT' then
    if new.state <> 'reported' then
      raise exception 'case_file: a case begins as "%", expected "reported"', new.state using errcode = '23514';
    end if;
    return new;
  end if;
  if new.state = old.state then
    return new;
  end if;
  if not app.case_may_move(old.state, new.state) then
    raise exception 'case_file %: "%" may not follow "%"', old.id, new.state, old.state using errcode = '23514';
  end if;
  if place < array_position(states, old.state) then
    if new.return_reason is null then
      raise exception 'case_file %: a return needs a reason', old.id using errcode = '23514';
    end if;
    new.returns := old.returns + 1;
    new.returned_at := now();
  else
    new.return_reason := null;
    -- a clock that was set back must not make a time before the last one
    case new.state
      when 'dispatched' then new.dispatched_at := greatest(now(), old.reported_at);
      when 'handling' then new.handling_at := greatest(now(), old.dispatched_at);
      when 'completed' then new.completed_at := greatest(now(), old.handling_at);
      when 'verified' then new.verified_at := greatest(now(), old.completed_at);
      else new.rated_at := greatest(now(), old.verified_at);
    end case;
  end if;
  if place < 2 then new.dispatched_at := null; end if;
  if place < 3 then new.handling_at := null; end if;
  if place < 4 then new.completed_at := null; end if;
  if place < 5 then new.verified_at := null; end if;
  if place < 6 then new.rated_at := null; end if;
  return new;
end $$;
create trigger move_case before insert or update on public.case_file
  for each row execute function app.move_case();

do $$
declare
  name text;
begin
  foreach name in array array['plan_card', 'case_file']
  loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('revoke all on public.%I from public, anon, authenticated', name);
    execute format('grant select on public.%I to authenticated', name);
    execute format('create policy staff_read on public.%I for select to authenticated
      using ((select app.is_staff()))', name);
    execute format('create trigger keep_updated after update on public.%I referencing old table as before
      for each statement execute function history.keep()', name);
    execute format('create trigger keep_deleted after delete on public.%I referencing old table as before
      for each statement execute function history.keep()', name);
  end loop;
end $$;
create policy enterprise_read on public.plan_card for select to authenticated
  using ((select app.role_of()) = 'enterprise');
create policy enterprise_read on public.case_file for select to authenticated
  using (enterprise_id = (select app.organisation_of()));
-- A person bound to districts sees the cases of those, and cases of none; nobody those of an asset above their clearance.
-- plpgsql, because what it asks is of a later migration.
create function app.reaches_case(of_district text, of_asset text) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return app.sees_all() or (history.is_in_scope(jsonb_build_object('district_id', of_district))
    and not app.is_above_clearance(array[of_asset]));
end $$;
create policy reach on public.case_file as restrictive for select to authenticated
  using (app.reaches_case(district_id, asset_id));

revoke all on function app.reaches_case(text, text) from public, anon;
grant execute on function app.reaches_case(text, text) to authenticated, service_role;
revoke all on function app.case_may_move(text, text), app.move_case() from public, anon, authenticated;
