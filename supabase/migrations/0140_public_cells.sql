-- The one public question: which kinds of pipe lie in the 200 m cell of a place, and whom to call. Answers depend on the
-- cell alone; how many cells anybody may have is cut by budgets, and a day on which too much of the city was asked for
-- raises an alarm. What is answered must be harmless even when all of it is collected.

alter table public.district
  add column office_zh text,
  add column office_en text,
  add column phone text;

-- Rows of the pipeline: every cell in the bounds of the city, also those that hold nothing.
create table public.public_cell (
  -- row/column in a grid fixed to the globe
  id text primary key,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  -- disciplines with at least 3 lines in the cell
  kinds text[] not null,
  has_others boolean not null,
  office_zh text not null,
  office_en text not null,
  phone text
);
create index public_cell_corner on public.public_cell (south, west);

create table public.enquiry_alarm (
  day date primary key,
  -- distinct cells that everybody together asked for, of so many in the city
  cells integer not null,
  of_cells integer not null,
  raised_at timestamptz not null default now()
);

-- Not exposed through REST, and nobody's to read: who asked is kept as keyed digests, and for 30 days.
create schema enquiry;
create table enquiry.secret (
  is_only boolean primary key default true check (is_only),
  key bytea not null
);
insert into enquiry.secret (key) values (extensions.gen_random_bytes(32));

-- The last ten questions of an address or network, oldest first.
create table enquiry.pace (
  visitor text primary key,
  asked timestamptz[] not null
);

-- Cells that an address or network knows, and since when.
create table enquiry.known (
  visitor text not null,
  cell text not null,
  first_on date not null,
  primary key (visitor, cell)
);
create index known_first_on on enquiry.known (first_on);

-- Cells that anybody asked for on a day.
create table enquiry.day_cell (
  day date not null,
  cell text not null,
  primary key (day, cell)
);

do $$
declare
  name text;
begin
  foreach name in array array['public.public_cell', 'public.enquiry_alarm', 'enquiry.secret', 'enquiry.pace',
    'enquiry.known', 'enquiry.day_cell']
  loop
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format('revoke all on %s from public, anon, authenticated', name);
  end loop;
end $$;
grant select on public.public_cell, public.enquiry_alarm to authenticated;
create policy staff_read on public.public_cell for select to authenticated using ((select app.is_staff()));
create policy watch_read on public.enquiry_alarm for select to authenticated
  using ((select app.role_of()) in ('duty', 'admin'));

/* Who asks */

-- The address that our own gateway adds as the last of x-forwarded-for; what stands before it the client may have made
-- up. null when there is none. PostgREST sets request.headers, the embedded server writes the socket's address there.
create function enquiry.address() returns inet
language plpgsql stable set search_path = '' as $$
declare
  forwarded text[] := string_to_array(
    nullif(current_setting('request.headers', true), '')::jsonb ->> 'x-forwarded-for', ',');
begin
  return replace(trim(forwarded[cardinality(forwarded)]), '::ffff:', '')::inet;
exception when invalid_text_representation then
  return null;
end $$;

-- Keyed digests of the address and of its network: /24, or for IPv6 the /64 of a household and its /48.
create function enquiry.visitors(address inet) returns text[]
language sql stable set search_path = '' as $$
  select array(select encode(extensions.hmac(convert_to(network(set_masklen(address, bits))::text, 'UTF8'), s.key,
      'sha256'), 'hex')
    from enquiry.secret s, unnest(case family(address) when 4 then array[24, 32] else array[48, 64] end) bits);
$$;

create function enquiry.over_budget(message text, wait interval) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('code', 'over_budget', 'message', message,
    'retry_after_s', greatest(1, ceil(extract(epoch from wait)))::integer);
$$;

/* Budgets: the same of an address and of its network. null = within them. */

-- 10 questions in any 60 s. A question that is refused does not count.
create function enquiry.keep_pace(visitors text[], at timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  wait interval;
begin
  select max(p.asked[1] + interval '60 seconds' - at) into wait from enquiry.pace p
  where p.visitor = any (visitors) and cardinality(p.asked) = 10;
  if wait > interval '0' then
    return enquiry.over_budget('at most 10 questions a minute', wait);
  end if;
  insert into enquiry.pace as p (visitor, asked) select v, array[at] from unnest(visitors) v
  on conflict (visitor) do update set asked = (p.asked || excluded.asked)[cardinality(p.asked) - 8 :];
  return null;
end $$;

-- 200 new cells a day and 625 (25 km²) in 30 days, days of China. A cell that one has had in these days costs nothing.
create function enquiry.spend(visitors text[], of_cell text, at timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  today date := (at at time zone 'Asia/Shanghai')::date;
  free_on date;
begin
  select max(case when spent.in_all >= 625 then spent.oldest + 30 when spent.on_day >= 200 then today + 1 end)
  into free_on
  from unnest(visitors) v cross join lateral (
    select count(*) as in_all, count(*) filter (where k.first_on = today) as on_day, min(k.first_on) as oldest
    from enquiry.known k where k.visitor = v and k.first_on > today - 30) spent
  where not exists (select from enquiry.known k
    where k.visitor = v and k.cell = of_cell and k.first_on > today - 30);
  if free_on is not null then
    return enquiry.over_budget('at most 200 new cells a day and 625 in 30 days',
      free_on::timestamp at time zone 'Asia/Shanghai' - at);
  end if;
  insert into enquiry.known as k (visitor, cell, first_on) select v, of_cell, today from unnest(visitors) v
  on conflict (visitor, cell) do update set first_on = excluded.first_on where k.first_on <= today - 30;
  return null;
end $$;

-- Notes a cell of the day; past 5 % of the city it raises the day's alarm.
create function enquiry.watch(of_cell text, at timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  today date := (at at time zone 'Asia/Shanghai')::date;
  asked integer;
  total integer;
begin
  insert into enquiry.day_cell (day, cell) values (today, of_cell) on conflict do nothing;
  if not found then
    return;
  end if;
  select count(*) into asked from enquiry.day_cell d where d.day = today;
  select count(*) into total from public.public_cell;
  if asked > 0.05 * total then
    insert into public.enquiry_alarm (day, cells, of_cells, raised_at) values (today, asked, total, at)
    on conflict (day) do update set cells = excluded.cells, of_cells = excluded.of_cells;
  end if;
end $$;

create function enquiry.answer(of_cell text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('bounds', jsonb_build_array(c.west, c.south, c.east, c.north), 'kinds', to_jsonb(c.kinds),
    'hasOthers', c.has_others, 'call', jsonb_build_object('office',
      jsonb_build_object('zh', c.office_zh, 'en', c.office_en), 'phone', c.phone),
    'build', (select t.build from public.city t))
  from public.public_cell c where c.id = of_cell;
$$;

-- The answer to an address at an instant: a CellAnswer of src/ports/enquiry.ts, null outside the city, or why there is
-- none: { code, message }, over budget also retry_after_s.
create function enquiry.ask(lon double precision, lat double precision, address inet, at timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  visitors text[] := enquiry.visitors(address);
  of_cell text;
  refusal jsonb;
begin
  if address is null then
    return jsonb_build_object('code', 'no_address', 'message', 'the gateway does not say who asks');
  end if;
  -- One question of a network at a time, so that many at once do not all find the budget unspent.
  perform pg_advisory_xact_lock(hashtextextended(visitors[1], 0));
  refusal := enquiry.keep_pace(visitors, at);
  if refusal is not null then
    return refusal;
  end if;
  -- A cell is 0.0018° high: the index gives one row of cells.
  select c.id into of_cell from public.public_cell c
  where c.south between lat - 0.002 and lat and lat < c.north and c.west <= lon and lon < c.east;
  if of_cell is null then
    -- Without rows "outside the city" would be a lie.
    return case when not exists (select from public.public_cell)
      then jsonb_build_object('code', 'no_cells', 'message', 'the public cells of the city are not loaded') end;
  end if;
  refusal := enquiry.spend(visitors, of_cell, at);
  if refusal is not null then
    return refusal;
  end if;
  perform enquiry.watch(of_cell, at);
  return enquiry.answer(of_cell);
end $$;

-- Security definer: anybody may ask, nobody may read the tables. Sets the status of a refusal as PostgREST wants it.
create function public.public_cell(lon double precision, lat double precision) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  answer jsonb := enquiry.ask(public_cell.lon, public_cell.lat, enquiry.address(), now());
  status text := case answer ->> 'code' when 'over_budget' then '429' when 'no_address' then '400'
    when 'no_cells' then '503' end;
begin
  if status is not null then
    perform set_config('response.status', status, true);
  end if;
  if answer ? 'retry_after_s' then
    perform set_config('response.headers',
      jsonb_build_array(jsonb_build_object('Retry-After', answer ->> 'retry_after_s'))::text, true);
  end if;
  return answer;
end $$;

-- Forgets what no budget needs any more. Called by the server's housekeeping, or by pg_cron where that is installed.
create function enquiry.prune() returns void
language sql set search_path = '' as $$
  delete from enquiry.pace where asked[cardinality(asked)] < now() - interval '60 seconds';
  delete from enquiry.known where first_on <= (now() at time zone 'Asia/Shanghai')::date - 30;
  delete from enquiry.day_cell where day < (now() at time zone 'Asia/Shanghai')::date;
$$;

revoke all on all functions in schema enquiry from public, anon, authenticated;
revoke all on function public.public_cell(double precision, double precision) from public, authenticated;
grant execute on function public.public_cell(double precision, double precision) to anon, authenticated, service_role;
