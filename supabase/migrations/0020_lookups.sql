-- Kinds are text with foreign keys to these; their rows come from the registries in src/domain (server/load/lookups.ts), so
-- a new kind needs no migration.

create table public.discipline (
  id text primary key,
  position smallint not null unique,
  name_zh text not null,
  name_en text not null
);

create table public.asset_kind (
  id text primary key,
  position smallint not null unique
);

create table public.sensor_kind (
  id text primary key,
  name_zh text not null,
  name_en text not null,
  unit text not null
);

create table public.stage (
  id text primary key,
  position smallint not null unique,
  name_zh text not null,
  name_en text not null
);

-- Documents that a stage must have; one that is absent is shown as 缺失.
create table public.required_document (
  stage text not null references public.stage (id) on delete cascade,
  kind text not null,
  position smallint not null,
  name_zh text not null,
  name_en text not null,
  primary key (stage, kind)
);
