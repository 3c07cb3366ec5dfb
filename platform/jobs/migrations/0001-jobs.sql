create schema jobs;
grant usage on schema jobs to terrace_user;

-- What a user asked the system to do in the background, and what came of it. The queue only says whose turn it is; this row is the
-- truth, so a reason survives a reload and a job outlives the queue's own tables.
create table jobs.job (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  -- Asked for twice with one key, a job is made once.
  key text,
  title_zh text not null,
  title_en text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  progress double precision not null default 0 check (progress between 0 and 1),
  step_zh text not null default '',
  step_en text not null default '',
  input jsonb not null,
  result jsonb,
  -- Why it failed or is being tried again: code, userMessage, message, details.
  reason jsonb,
  -- On whose behalf it runs; null for the system's own.
  session jsonb,
  created_by uuid,
  organisation_id uuid,
  division_code text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  -- Starts of all kinds; those that ended in an error; those whose process went away.
  attempts integer not null default 0,
  failures integer not null default 0,
  interruptions integer not null default 0,
  is_cancel_requested boolean not null default false,
  -- Each stay in the queue is a round; the one that was handed to the queue is `sent_round`.
  round integer not null default 1,
  sent_round integer not null default 0,
  start_after timestamptz not null default now(),
  -- Held by the attempt that runs. Whoever has another one came too late, and nothing of its is kept.
  claim uuid,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  check ((state = 'running') = (claim is not null)),
  check ((ended_at is not null) = (state in ('done', 'failed', 'cancelled')))
);
create unique index job_key on jobs.job (kind, key) where key is not null;
create index job_of_creator on jobs.job (created_by, created_at desc);
create index job_newest on jobs.job (created_at desc);
create index job_not_sent on jobs.job (start_after) where state = 'queued' and sent_round < round;
create index job_running on jobs.job (id) where state = 'running';

alter table jobs.job enable row level security;
grant select (id, kind, key, title_zh, title_en, state, progress, step_zh, step_en, input, result, reason, created_by, organisation_id,
  division_code, created_at, started_at, ended_at, attempts, failures, interruptions, is_cancel_requested, version, updated_at)
  on jobs.job to terrace_user;
grant insert (id, kind, key, title_zh, title_en, input, session, created_by, organisation_id, division_code) on jobs.job to terrace_user;
create policy own_jobs on jobs.job for select to terrace_user
  using (created_by = access.current_user_id() or access.current_scope() = 'city' or access.has_permission('jobs.all'));
create policy jobs_asked_for on jobs.job for insert to terrace_user with check (created_by = access.current_user_id());
