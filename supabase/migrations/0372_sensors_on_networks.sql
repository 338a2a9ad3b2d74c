-- Where sensors sit on the pipe networks of the city, and how far from each other along them: alarms of one burst or leak
-- are grouped by connection. Worked out by the server from the networks of the build, once a build and set of sensors.

create table public.sensor_network (
  sensor_id text primary key references public.sensor (id) on delete cascade,
  discipline text not null
);
create table public.sensor_distance (
  sensor_id text not null references public.sensor (id) on delete cascade,
  -- the later of the two ids
  other_id text not null references public.sensor (id) on delete cascade,
  -- along the network [m]; pairs further than any cause reaches have no row
  along_m double precision not null check (along_m >= 0),
  primary key (sensor_id, other_id),
  check (sensor_id < other_id)
);
create index sensor_distance_other on public.sensor_distance (other_id);

-- Which build and sensors the rows are of; null = none yet.
create table sensing.network_revision (
  is_only boolean primary key default true check (is_only),
  stamp text
);
insert into sensing.network_revision (stamp) values (null);

alter table public.sensor_network enable row level security;
alter table public.sensor_network force row level security;
alter table public.sensor_distance enable row level security;
alter table public.sensor_distance force row level security;
alter table sensing.network_revision enable row level security;
alter table sensing.network_revision force row level security;
revoke all on public.sensor_network, public.sensor_distance, sensing.network_revision from public, anon, authenticated;
grant select on public.sensor_network, public.sensor_distance to authenticated;
-- who sees a sensor knows where it sits; how far two are apart, who sees both
create policy sensor_network_read on public.sensor_network for select to authenticated
  using ((select app.role_of()) <> 'public' and exists (select from public.sensor s where s.id = sensor_id));
create policy sensor_distance_read on public.sensor_distance for select to authenticated
  using ((select app.role_of()) <> 'public' and exists (select from public.sensor s where s.id = sensor_id)
    and exists (select from public.sensor s where s.id = other_id));

create function sensing.network_stamp() returns text
language sql stable security definer set search_path = '' as $$
  select r.stamp from sensing.network_revision r;
$$;

-- Begins anew: what was known is gone, until the stamp is set nothing counts as known.
create function sensing.clear_networks() returns void
language sql security definer set search_path = '' as $$
  delete from public.sensor_distance;
  delete from public.sensor_network;
  update sensing.network_revision set stamp = null where is_only;
$$;

-- Adds places as [sensor, discipline] and distances as [sensor, other, metres].
create function sensing.add_networks(places jsonb, distances jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.sensor_network (sensor_id, discipline)
  select j ->> 0, j ->> 1 from jsonb_array_elements(places) j
  where exists (select from public.sensor s where s.id = j ->> 0)
  on conflict (sensor_id) do update set discipline = excluded.discipline;
  insert into public.sensor_distance (sensor_id, other_id, along_m)
  select least(j ->> 0, j ->> 1), greatest(j ->> 0, j ->> 1), min((j ->> 2)::double precision)
  from jsonb_array_elements(distances) j
  where (j ->> 0) <> (j ->> 1) and exists (select from public.sensor s where s.id = j ->> 0)
    and exists (select from public.sensor s where s.id = j ->> 1)
  group by 1, 2
  on conflict (sensor_id, other_id) do update set along_m = least(excluded.along_m, public.sensor_distance.along_m);
$$;

create function sensing.stamp_networks(stamp text) returns void
language sql security definer set search_path = '' as $$
  update sensing.network_revision r set stamp = stamp_networks.stamp where r.is_only;
$$;

revoke all on function sensing.network_stamp(), sensing.clear_networks(), sensing.add_networks(jsonb, jsonb),
  sensing.stamp_networks(text) from public, anon, authenticated;
grant execute on function sensing.network_stamp(), sensing.clear_networks(), sensing.add_networks(jsonb, jsonb),
  sensing.stamp_networks(text) to lifeline_ingest;

-- Of some sensors: on which network those sit that do, [sensor, discipline], and how far two of them are apart along
-- it, [sensor, other, metres]. Empty = nothing is known, and distances in plan have to do.
create function public.sensor_connections(sensors text[]) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'places', (select coalesce(jsonb_agg(jsonb_build_array(n.sensor_id, n.discipline) order by n.sensor_id),
        '[]'::jsonb)
      from public.sensor_network n where n.sensor_id = any (sensors)),
    'distances', (select coalesce(jsonb_agg(jsonb_build_array(d.sensor_id, d.other_id, d.along_m)
        order by d.sensor_id, d.other_id), '[]'::jsonb)
      from public.sensor_distance d where d.sensor_id = any (sensors) and d.other_id = any (sensors)));
$$;
revoke all on function public.sensor_connections(text[]) from public, anon;
grant execute on function public.sensor_connections(text[]) to authenticated, service_role;
