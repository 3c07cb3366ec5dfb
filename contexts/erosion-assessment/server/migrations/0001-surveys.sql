create schema erosion_assessment;
grant usage on schema erosion_assessment to terrace_user;

-- A finished survey of the whole city. Its rasters and files lie in its folder; what is here is what lists, figures and rules ask for.
-- Surveys of one year are versions of each other, numbered in the order in which they were finished.
create table erosion_assessment.survey (
  id uuid primary key default gen_random_uuid(),
  -- The name in addresses. A rerun with the same content gets one of its own.
  run_id text not null unique,
  -- The digest of inputs, parameters and program: the same content gives the same rasters, bit for bit.
  content_id text not null,
  title text not null,
  year integer not null check (year between 1900 and 2200),
  number integer not null check (number > 0),
  product text not null check (product in ('multi-year-mean', 'actual-year')),
  is_demonstration boolean not null,
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  -- Relative to the data folder, or absolute for one that was opened where it lay.
  folder text not null,
  -- Of the folder's provenance.json, which holds the digest of every file: other files are not this survey.
  provenance_sha256 text not null check (provenance_sha256 ~ '^[0-9a-f]{64}$'),
  finished_at timestamptz not null,
  -- Geodesic, exact.
  area_cm2 bigint not null check (area_cm2 >= 0),
  soil_water_loss_cm2 bigint not null check (soil_water_loss_cm2 between 0 and area_cm2),
  job_id uuid,
  -- Null where the program itself took it in.
  made_by uuid,
  made_by_name text not null,
  organisation_id uuid,
  made_at timestamptz not null default now(),
  -- Who published or withdrew it last, and why.
  state_by uuid,
  state_by_name text,
  state_at timestamptz,
  state_reason text,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  constraint one_number_a_year unique (year, number),
  constraint decided_with_reason check ((state = 'draft') = (state_at is null)
    and (state = 'draft' or (btrim(coalesce(state_reason, '')) <> '' and state_by_name is not null)))
);
-- One truth a year: who publishes another version withdraws this one with it. Demonstrations stand beside, never in place of, real ones.
create unique index one_published_a_year on erosion_assessment.survey (year, product, is_demonstration) where state = 'published';
create index survey_content on erosion_assessment.survey (content_id);

-- The areas of a survey by division and class, exact; the printed figures foot from them.
create table erosion_assessment.survey_zone (
  id uuid primary key default gen_random_uuid(),
  survey_id uuid not null references erosion_assessment.survey,
  position integer not null,
  name text not null,
  name_en text,
  -- As the survey's zones name it; null for what lies outside all of them.
  division_code text,
  slight_cm2 bigint not null check (slight_cm2 >= 0),
  light_cm2 bigint not null check (light_cm2 >= 0),
  moderate_cm2 bigint not null check (moderate_cm2 >= 0),
  intense_cm2 bigint not null check (intense_cm2 >= 0),
  very_intense_cm2 bigint not null check (very_intense_cm2 >= 0),
  severe_cm2 bigint not null check (severe_cm2 >= 0),
  soil_loss_tonnes double precision not null,
  unique (survey_id, position)
);

-- Published surveys are known to everybody of the administration who may see surveys; what is not published is the city's, among those
-- who make and publish surveys.
create function erosion_assessment.sees_unpublished() returns boolean
language sql stable parallel safe
return access.is_city() and (access.has_permission('survey.run') or access.has_permission('survey.publish'));

-- A survey's content never changes. Its state goes along the arrows of `surveyDecisions` in the model.
create function erosion_assessment.guard_survey() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a survey is not deleted' using errcode = '42501';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a survey begins as a draft' using errcode = '42501';
    end if;
    return new;
  end if;
  if to_jsonb(new) - array['state', 'state_by', 'state_by_name', 'state_at', 'state_reason', 'version', 'updated_at']
    <> to_jsonb(old) - array['state', 'state_by', 'state_by_name', 'state_at', 'state_reason', 'version', 'updated_at'] then
    raise exception 'a survey is not edited' using errcode = '42501';
  end if;
  if old.state || '>' || new.state not in ('draft>published', 'published>withdrawn', 'withdrawn>published') then
    raise exception 'a survey does not go from % to %', old.state, new.state using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger guard_survey before insert or update or delete on erosion_assessment.survey
  for each row execute function erosion_assessment.guard_survey();

alter table erosion_assessment.survey enable row level security;
alter table erosion_assessment.survey_zone enable row level security;
grant select, insert on erosion_assessment.survey, erosion_assessment.survey_zone to terrace_user;
grant update (state, state_by, state_by_name, state_at, state_reason, version, updated_at) on erosion_assessment.survey to terrace_user;

create policy surveys_seen on erosion_assessment.survey for select to terrace_user
  using ((state = 'published' and (select access.has_permission('survey.view')))
    or (select erosion_assessment.sees_unpublished()));
create policy surveys_made on erosion_assessment.survey for insert to terrace_user
  with check (access.is_city() and access.has_permission('survey.run') and made_by = access.current_user_id());
create policy surveys_decided on erosion_assessment.survey for update to terrace_user
  using (access.is_city() and access.has_permission('survey.publish'))
  with check (access.is_city() and access.has_permission('survey.publish') and state_by = access.current_user_id());

create policy zones_of_seen_surveys on erosion_assessment.survey_zone for select to terrace_user
  using (exists (select 1 from erosion_assessment.survey s where s.id = survey_zone.survey_id));
create policy zones_of_own_drafts on erosion_assessment.survey_zone for insert to terrace_user
  with check (exists (select 1 from erosion_assessment.survey s
    where s.id = survey_zone.survey_id and s.state = 'draft' and s.made_by = access.current_user_id()));

select audit_trail.keep_history('erosion_assessment.survey', null, 'organisation_id');
select audit_trail.keep_history('erosion_assessment.survey_zone', 'division_code', null);
