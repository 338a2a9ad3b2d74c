-- Two neighbouring cells are answered together (docs/decisions/0012): the kinds, the office and the bounds told are those
-- of the area of both, the same bytes for either, so that nobody learns which half holds a pipe. Budgets and the alarm
-- still count cells of 200 m, and an answer tells of both: both are spent.

-- Rows of an earlier pipeline tell the half. Without rows the answer is 503 until the city is built and loaded again.
delete from public.public_cell;
alter table public.public_cell
  -- of the area of the cell and the one beside it in the same row; its south and north are the cell's
  add column area_west double precision not null,
  add column area_east double precision not null;
comment on column public.public_cell.kinds is 'disciplines with at least 3 lines in the area';

drop function enquiry.spend(text[], text, timestamptz);
drop function enquiry.watch(text, timestamptz);

-- 200 new cells a day and 625 (25 km²) in 30 days, days of China. A cell that one has had in these days costs nothing.
create function enquiry.spend(visitors text[], of_cells text[], at timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  today date := (at at time zone 'Asia/Shanghai')::date;
  free_on date;
begin
  select max(case when spent.in_all + wanted.cells > 625 then spent.oldest + 30
    when spent.on_day + wanted.cells > 200 then today + 1 end)
  into free_on
  from unnest(visitors) v cross join lateral (
    select count(*) as in_all, count(*) filter (where k.first_on = today) as on_day, min(k.first_on) as oldest
    from enquiry.known k where k.visitor = v and k.first_on > today - 30) spent
  cross join lateral (
    select count(*) as cells from unnest(of_cells) c
    where not exists (select from enquiry.known k
      where k.visitor = v and k.cell = c and k.first_on > today - 30)) wanted
  where wanted.cells > 0;
  if free_on is not null then
    return enquiry.over_budget('at most 200 new cells a day and 625 in 30 days',
      free_on::timestamp at time zone 'Asia/Shanghai' - at);
  end if;
  insert into enquiry.known as k (visitor, cell, first_on)
  select v, c, today from unnest(visitors) v cross join unnest(of_cells) c
  on conflict (visitor, cell) do update set first_on = excluded.first_on where k.first_on <= today - 30;
  return null;
end $$;

-- Notes the cells of an answer for the day; past 5 % of the city they raise the day's alarm.
create function enquiry.watch(of_cells text[], at timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  today date := (at at time zone 'Asia/Shanghai')::date;
  asked integer;
  total integer;
begin
  insert into enquiry.day_cell (day, cell) select today, c from unnest(of_cells) c on conflict do nothing;
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

create or replace function enquiry.answer(of_cell text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('bounds', jsonb_build_array(c.area_west, c.south, c.area_east, c.north),
    'kinds', to_jsonb(c.kinds), 'hasOthers', c.has_others, 'call', jsonb_build_object('office',
      jsonb_build_object('zh', c.office_zh, 'en', c.office_en), 'phone', c.phone),
    'build', (select t.build from public.city t))
  from public.public_cell c where c.id = of_cell;
$$;

-- As in 0140, but for the cells: those of the area that the place lies in.
create or replace function enquiry.ask(lon double precision, lat double precision, address inet, at timestamptz)
returns jsonb
language plpgsql set search_path = '' as $$
declare
  visitors text[] := enquiry.visitors(address);
  of_cells text[];
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
  select array_agg(c.id order by c.west) into of_cells from public.public_cell c
  where c.south between lat - 0.002 and lat and lat < c.north and c.area_west <= lon and lon < c.area_east;
  if of_cells is null then
    -- Without rows "outside the city" would be a lie.
    return case when not exists (select from public.public_cell)
      then jsonb_build_object('code', 'no_cells', 'message', 'the public cells of the city are not loaded') end;
  end if;
  refusal := enquiry.spend(visitors, of_cells, at);
  if refusal is not null then
    return refusal;
  end if;
  perform enquiry.watch(of_cells, at);
  return enquiry.answer(of_cells[1]);
end $$;

revoke all on all functions in schema enquiry from public, anon, authenticated;
