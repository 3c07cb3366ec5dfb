-- 筛查图斑: patches of cells that a survey makes suspicious. The same survey gives the same patches by their keys, so that a screening can
-- be run again and what people found stays with the patch.
create table territory.screening_patch (
  id uuid primary key default gen_random_uuid(),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  -- Survey, class and first cell.
  key text not null unique,
  code text not null unique,
  name text not null,
  topic text not null check (topic in ('steep-land', 'sloping-cropland', 'vegetation-loss')),
  class text not null check (class in ('steep-cropland', 'steep-orchard', 'sloping-5-8', 'sloping-8-15', 'sloping-15-25',
    'vegetation-converted', 'cover-declined')),
  -- As the survey's zones name it; null where the zone has no code.
  division_code text,
  survey_run_id text not null,
  survey_year integer not null,
  survey_number integer not null,
  is_demonstration boolean not null,
  -- The earlier survey of a loss of vegetation.
  baseline_run_id text,
  baseline_year integer,
  cells integer not null check (cells > 0),
  -- Geodesic, of its cells.
  area_hm2 double precision not null check (area_hm2 > 0),
  mean_slope_degrees double precision,
  land_use text not null,
  land_use_before text,
  -- Mean of the biological factor B in either survey.
  biological_factor double precision,
  biological_factor_before double precision,
  -- The protected zone in force of which most lies in it, as it was when it was screened.
  zone_kind text,
  zone_name text,
  -- The thresholds that made it, with their sources, as they were printed.
  rules text not null,
  has_unconfirmed boolean not null,
  -- Whether the latest screening of its survey still has it.
  is_current boolean not null default true,
  screened_at timestamptz not null default now(),
  state text not null default 'pending' check (state in ('pending', 'confirmed', 'refuted', 'handled')),
  verdict_reason text,
  verdict_by uuid,
  verdict_by_name text,
  verdict_at timestamptz,
  geometry geometry(MultiPolygon, 4490) not null,
  constraint baseline_of_a_loss check ((topic = 'vegetation-loss') = (baseline_run_id is not null)),
  constraint found_with_reason check (state = 'pending' or (btrim(coalesce(verdict_reason, '')) <> '' and verdict_at is not null))
);
create index screening_patch_geometry on territory.screening_patch using gist (geometry);
create index screening_patch_division on territory.screening_patch (division_code, code);
create index screening_patch_survey on territory.screening_patch (survey_run_id, topic);

-- What people found, one line a verdict. Lines are only added.
create table territory.screening_verdict (
  id uuid primary key default gen_random_uuid(),
  patch_id uuid not null references territory.screening_patch,
  division_code text,
  at timestamptz not null default clock_timestamp(),
  actor_id uuid not null default access.current_user_id(),
  actor text not null default coalesce(access.setting('actor'), ''),
  from_state text not null,
  to_state text not null,
  reason text not null check (btrim(reason) <> '')
);
create index screening_verdict_patch on territory.screening_verdict (patch_id, at);

-- A patch is what the screening made of it; people change its verdict alone, along the arrows of `verdictsFrom` in the model, with a reason
-- and in their own name. A screening leaves alone what has a verdict, but may say that it found it no more.
create function territory.guard_screening_patch() returns trigger
language plpgsql
as $$
declare
  verdict constant text[] := array['state', 'verdict_reason', 'verdict_by', 'verdict_by_name', 'verdict_at', 'version', 'updated_at'];
  found constant text[] := array['is_current', 'screened_at', 'version', 'updated_at'];
  may_screen constant boolean := access.current_user_id() is null
    or (access.is_city() and access.has_permission('territory.screen'));
begin
  if tg_op = 'DELETE' then
    raise exception 'a screening patch is not deleted' using errcode = '42501';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'pending' then
      raise exception 'a screening patch begins without a verdict' using errcode = '42501';
    end if;
    return new;
  end if;
  if to_jsonb(new) - verdict <> to_jsonb(old) - verdict then
    if not may_screen then
      raise exception 'a screening patch is changed by a screening only' using errcode = '42501';
    end if;
    if old.state <> 'pending' and to_jsonb(new) - found <> to_jsonb(old) - found then
      raise exception 'a screening patch with a verdict stays as it was found' using errcode = '42501';
    end if;
  end if;
  if (new.state, new.verdict_reason, new.verdict_by, new.verdict_at) is distinct from
    (old.state, old.verdict_reason, old.verdict_by, old.verdict_at) then
    if not access.has_permission('territory.edit') or new.verdict_by is distinct from access.current_user_id()
      or btrim(coalesce(new.verdict_reason, '')) = '' or new.verdict_at is null then
      raise exception 'a verdict has a reason and a name' using errcode = '42501';
    end if;
    if old.state || '>' || new.state not in ('pending>confirmed', 'pending>refuted', 'confirmed>handled', 'confirmed>refuted',
      'confirmed>pending', 'refuted>confirmed', 'refuted>pending', 'handled>confirmed') then
      raise exception 'a screening patch does not go from % to %', old.state, new.state using errcode = '42501';
    end if;
  end if;
  return new;
end
$$;
create trigger guard_screening_patch before insert or update or delete on territory.screening_patch
  for each row execute function territory.guard_screening_patch();

alter table territory.screening_patch enable row level security;
alter table territory.screening_verdict enable row level security;
grant select, insert, update on territory.screening_patch to terrace_user;
grant select, insert on territory.screening_verdict to terrace_user;

create policy patches_seen on territory.screening_patch for select to terrace_user
  using ((select access.has_permission('territory.view'))
    and ((select access.is_city()) or division_code = any ((select access.own_divisions())::text[])));
create policy patches_found on territory.screening_patch for insert to terrace_user
  with check (access.is_city() and access.has_permission('territory.screen'));
create policy patches_judged on territory.screening_patch for update to terrace_user
  using ((select access.is_city()) or division_code = any ((select access.own_divisions())::text[]))
  with check ((select access.is_city()) or division_code = any ((select access.own_divisions())::text[]));

create policy verdicts_of_patches_seen on territory.screening_verdict for select to terrace_user
  using (exists (select 1 from territory.screening_patch p where p.id = screening_verdict.patch_id));
create policy own_verdicts on territory.screening_verdict for insert to terrace_user
  with check (actor_id = access.current_user_id() and access.has_permission('territory.edit')
    and exists (select 1 from territory.screening_patch p
      where p.id = screening_verdict.patch_id and p.division_code is not distinct from screening_verdict.division_code));

select audit_trail.keep_history('territory.screening_patch', 'division_code', null);
select audit_trail.keep_history('territory.screening_verdict', 'division_code', null);
