create schema territory;
grant usage on schema territory to terrace_user;

-- Reporting units, which are not all administrative divisions. Loaded from the region's data; past ones stay with their last day.
create table territory.division (
  id uuid primary key default gen_random_uuid(),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  code text not null unique,
  code_kind text not null check (code_kind in ('county', 'statistical', 'internal')),
  name_zh text not null,
  short_name_zh text not null,
  name_en text not null,
  within_code text,
  position integer not null,
  valid_from text,
  valid_to text,
  source text not null,
  confidence text not null,
  note_zh text,
  geometry geometry(MultiPolygon, 4490),
  -- On the ellipsoid; never a sum over projection belts.
  area_km2 double precision generated always as (ST_Area(geometry::geography) / 1e6) stored
);
create index division_geometry on territory.division using gist (geometry);

-- Units that became another one, so that a series over the years can follow them.
create table territory.division_change (
  id uuid primary key default gen_random_uuid(),
  effective_from text not null,
  from_code text not null,
  from_name_zh text not null,
  to_code text not null references territory.division (code),
  source text not null,
  confidence text not null,
  unique (from_code, to_code)
);

create table territory.watershed (
  id uuid primary key default gen_random_uuid(),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  code text not null unique,
  name text not null,
  division_code text,
  river text,
  is_clean boolean,
  built_year integer check (built_year between 1950 and 2100),
  source text,
  geometry geometry(MultiPolygon, 4490),
  area_km2 double precision generated always as (ST_Area(geometry::geography) / 1e6) stored
);

-- 重点预防区, 重点治理区, 生态保护红线 and other zones with a legal ground, as published. A later publication is a row of its own.
create table territory.protected_zone (
  id uuid primary key default gen_random_uuid(),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  code text not null unique,
  name text not null,
  kind text not null check (kind in ('key-prevention', 'key-treatment', 'red-line', 'water-source', 'steep-land-ban', 'nature-reserve')),
  grade text check (grade in ('national', 'provincial', 'city', 'county')),
  division_code text,
  approved_by text,
  document_number text,
  valid_from date,
  valid_to date,
  stated_area_km2 double precision check (stated_area_km2 >= 0),
  source text,
  geometry geometry(MultiPolygon, 4490),
  area_km2 double precision generated always as (ST_Area(geometry::geography) / 1e6) stored
);

-- 一脊、两带、七廊、多点
create table territory.pattern_element (
  id uuid primary key default gen_random_uuid(),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  code text not null unique,
  name text not null,
  kind text not null check (kind in ('ridge', 'belt', 'corridor', 'node')),
  division_code text,
  source text,
  geometry geometry(MultiPolygon, 4490),
  area_km2 double precision generated always as (ST_Area(geometry::geography) / 1e6) stored
);

create table territory.enclosure (
  id uuid primary key default gen_random_uuid(),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  code text not null unique,
  name text not null,
  division_code text,
  organisation_id uuid,
  method text check (method in ('full', 'half', 'rotational')),
  closed_on date,
  ends_on date,
  keeper text,
  stated_area_hm2 double precision check (stated_area_hm2 >= 0),
  note text,
  geometry geometry(MultiPolygon, 4490),
  area_hm2 double precision generated always as (ST_Area(geometry::geography) / 1e4) stored,
  check (ends_on is null or closed_on is null or ends_on >= closed_on)
);

create table territory.vegetation_facility (
  id uuid primary key default gen_random_uuid(),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  code text not null unique,
  name text not null,
  kind text not null check (kind in ('tree-belt', 'shrub', 'grass', 'buffer-strip', 'cropland-shelter', 'mixed')),
  division_code text,
  organisation_id uuid,
  built_year integer check (built_year between 1950 and 2100),
  keeper text,
  condition text check (condition in ('good', 'damaged', 'lost')),
  checked_on date,
  note text,
  geometry geometry(MultiPolygon, 4490),
  area_hm2 double precision generated always as (ST_Area(geometry::geography) / 1e4) stored
);

do $$
declare
  name text;
begin
  foreach name in array array['watershed', 'protected_zone', 'pattern_element', 'enclosure', 'vegetation_facility'] loop
    execute format('create index %1$s_geometry on territory.%1$s using gist (geometry)', name);
    execute format('create index %1$s_division on territory.%1$s (division_code, code)', name);
  end loop;
end
$$;

-- Boundaries and legal zones are the same for all who have the permission: a district must see a red line that crosses its border.
-- What districts keep themselves is seen and changed by division.
alter table territory.division enable row level security;
alter table territory.division_change enable row level security;
alter table territory.watershed enable row level security;
alter table territory.protected_zone enable row level security;
alter table territory.pattern_element enable row level security;
alter table territory.enclosure enable row level security;
alter table territory.vegetation_facility enable row level security;
grant select on all tables in schema territory to terrace_user;
grant insert, update on territory.watershed, territory.protected_zone, territory.pattern_element, territory.enclosure,
  territory.vegetation_facility to terrace_user;

create policy divisions_known on territory.division for select to terrace_user using (access.current_user_id() is not null);
create policy changes_known on territory.division_change for select to terrace_user using (access.current_user_id() is not null);

create policy zones_seen on territory.protected_zone for select to terrace_user using (access.has_permission('territory.view'));
create policy zones_added on territory.protected_zone for insert to terrace_user
  with check (access.is_city() and access.has_permission('territory.edit'));
create policy zones_changed on territory.protected_zone for update to terrace_user
  using (access.is_city() and access.has_permission('territory.edit'));
create policy pattern_seen on territory.pattern_element for select to terrace_user using (access.has_permission('territory.view'));
create policy pattern_added on territory.pattern_element for insert to terrace_user
  with check (access.is_city() and access.has_permission('territory.edit'));
create policy pattern_changed on territory.pattern_element for update to terrace_user
  using (access.is_city() and access.has_permission('territory.edit'));

do $$
declare
  name text;
  seen constant text := '((select access.is_city()) or division_code = any ((select access.own_divisions())::text[]))';
begin
  foreach name in array array['watershed', 'enclosure', 'vegetation_facility'] loop
    execute format('create policy seen on territory.%I for select to terrace_user using (%s)', name, seen);
    execute format('create policy added on territory.%I for insert to terrace_user with check (%s and access.has_permission(''territory.edit''))', name, seen);
    execute format('create policy changed on territory.%I for update to terrace_user using (%s and access.has_permission(''territory.edit'')) with check (%s)', name, seen, seen);
  end loop;
end
$$;

select audit_trail.keep_history('territory.division', 'code', null);
select audit_trail.keep_history('territory.watershed', 'division_code', null);
select audit_trail.keep_history('territory.protected_zone', 'division_code', null);
select audit_trail.keep_history('territory.pattern_element', 'division_code', null);
select audit_trail.keep_history('territory.enclosure', 'division_code', 'organisation_id');
select audit_trail.keep_history('territory.vegetation_facility', 'division_code', 'organisation_id');
