-- One city a database. Columns are those of src/domain/records/rows.ts; geometry is lon, lat [degrees] and normal
-- height H [m], SRID 4490 (CGCS2000).

create table public.city (
  id text primary key,
  -- hash of what the rows were built from; compared with the tiles' build
  build text not null,
  name_zh text not null,
  name_en text not null,
  is_example boolean not null,
  loaded_at timestamptz not null default now()
);

create table public.organisation (
  id text primary key,
  name text not null,
  party text not null check (party in ('government', 'department', 'enterprise', 'contractor')),
  credit_code text
);

create table public.district (
  id text primary key,
  name_zh text not null,
  name_en text not null,
  population integer,
  geometry geometry(GeometryZ, 4490) not null
);

create table public.road (
  id text primary key,
  name_zh text not null,
  name_en text not null,
  class text not null,
  width_m double precision not null,
  geometry geometry(GeometryZ, 4490) not null
);

create table public.project (
  id text primary key,
  code text,
  name text not null,
  builder_id text references public.organisation (id) on delete set null,
  category text not null,
  investment_10k_cny double precision,
  length_m double precision
);

create table public.lifecycle_stage (
  project_id text not null references public.project (id) on delete cascade,
  stage text not null references public.stage (id),
  started_on date,
  ended_on date,
  authority text,
  fields jsonb not null default '{}',
  primary key (project_id, stage)
);

create table public.document (
  id text primary key,
  project_id text not null references public.project (id) on delete cascade,
  stage text not null references public.stage (id),
  kind text not null,
  title text not null,
  number text,
  issued_on date,
  issued_by text,
  file text not null
);
create index document_project on public.document (project_id);

create table public.asset (
  id text primary key,
  gid integer not null unique deferrable initially deferred check (gid between 1 and 16000000),
  kind text not null references public.asset_kind (id),
  discipline text not null references public.discipline (id),
  subclass text,
  element_code text,
  name text,
  feature text,
  road_id text references public.road (id) on delete set null,
  district_id text references public.district (id) on delete set null,
  -- ids of points; the pipeline reports the ones that are missing
  start_point_id text,
  end_point_id text,
  diameter_mm double precision,
  width_mm double precision,
  height_mm double precision,
  section text not null check (section in ('circle', 'rectangle', 'egg', 'none')),
  material text,
  built_year integer,
  burial text,
  owner_id text references public.organisation (id) on delete set null,
  status text not null check (status in ('planned', 'building', 'in-use', 'abandoned', 'empty', 'other')),
  pressure_mpa double precision,
  voltage_kv double precision,
  start_level_m double precision,
  end_level_m double precision,
  start_ground_m double precision,
  end_ground_m double precision,
  start_depth_m double precision,
  end_depth_m double precision,
  length_m double precision,
  quality_level text check (quality_level in ('A', 'B', 'C', 'D')),
  horizontal_error_m double precision,
  vertical_error_m double precision,
  project_id text references public.project (id) on delete set null,
  is_operable boolean,
  attributes jsonb not null default '{}',
  source text not null,
  geometry geometry(GeometryZ, 4490) not null
);
create index asset_geometry on public.asset using gist (geometry);
create index asset_project on public.asset (project_id);
create index asset_owner on public.asset (owner_id);
create index asset_road on public.asset (road_id);

create table public.operation_record (
  id text primary key,
  asset_id text not null references public.asset (id) on delete cascade,
  kind text not null check (kind in ('patrol', 'inspection', 'repair', 'leak', 'renovation', 'scrapping')),
  done_on date not null,
  finding text,
  grade text,
  cost_10k_cny double precision,
  next_due_on date
);
create index operation_record_asset on public.operation_record (asset_id);

create table public.customer (
  id text primary key,
  name text not null,
  class text not null,
  water_point_id text references public.asset (id) on delete set null,
  gas_point_id text references public.asset (id) on delete set null,
  people double precision not null,
  water_demand_l_s double precision not null,
  geometry geometry(GeometryZ, 4490) not null
);
create index customer_water_point on public.customer (water_point_id);
create index customer_gas_point on public.customer (gas_point_id);

create table public.entry (
  id text primary key,
  name text not null,
  kind text not null,
  sill_level_m double precision not null,
  volume_m3 double precision,
  geometry geometry(GeometryZ, 4490) not null
);

create table public.risk (
  id text primary key,
  name text not null,
  discipline text not null references public.discipline (id),
  cause text not null,
  consequence text not null,
  likelihood double precision not null,
  severity double precision not null,
  grade text not null check (grade in ('red', 'orange', 'yellow', 'blue')),
  asset_ids text[] not null default '{}',
  required_sensor_kinds text[] not null default '{}',
  responsible_id text references public.organisation (id) on delete set null,
  measures text not null,
  review_on date,
  geometry geometry(GeometryZ, 4490) not null
);

create table public.sensor (
  id text primary key,
  kind text not null references public.sensor_kind (id),
  name text not null,
  asset_id text references public.asset (id) on delete set null,
  -- null only on a retired sensor whose district is gone
  district_id text references public.district (id) on delete set null,
  period_s double precision not null check (period_s > 0),
  owner_id text references public.organisation (id) on delete set null,
  level_m double precision,
  geometry geometry(GeometryZ, 4490) not null,
  -- since when the city's data no longer has it; the row stays because its readings and alarms stay
  retired_at timestamptz
);
create index sensor_asset on public.sensor (asset_id);

create table public.sensor_threshold (
  sensor_id text not null references public.sensor (id) on delete cascade,
  grade text not null check (grade in ('blue', 'yellow', 'orange', 'red')),
  direction text not null check (direction in ('above', 'below')),
  value double precision not null,
  delay_s double precision not null check (delay_s >= 0),
  primary key (sensor_id, grade, direction)
);
