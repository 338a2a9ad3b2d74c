-- Who is heated by which points of a heat network: a building is without when its flow or its return is shut.

alter table public.customer
  add column heat_point_id text references public.asset (id) on delete set null,
  add column heat_return_point_id text references public.asset (id) on delete set null,
  -- that its heating is laid out for; null = not known
  add column heat_load_kw double precision;
create index customer_heat_point on public.customer (heat_point_id);
create index customer_heat_return_point on public.customer (heat_return_point_id);
