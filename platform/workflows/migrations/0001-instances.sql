create schema workflows;
grant usage on schema workflows to terrace_user;

-- Where a record is in its life. `position` is the whole of it; the other columns repeat what lists ask for.
create table workflows.instance (
  id uuid primary key default gen_random_uuid(),
  record_set text not null,
  record_id text not null,
  workflow text not null,
  title text not null,
  view_permission text not null,
  division_code text,
  organisation_id uuid,
  position jsonb not null,
  state text not null,
  state_kind text not null check (state_kind in ('open', 'waiting', 'closed')),
  entered_at timestamptz not null default now(),
  due_on date,
  -- The calendar of a year that the day depends on is not announced yet.
  is_due_provisional boolean not null default false,
  is_paused boolean not null default false,
  assignee_id uuid,
  pending_signers uuid[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint one_workflow_of_a_record unique (record_set, record_id)
);
create index instance_in_hand on workflows.instance (record_set, state, due_on) where state_kind <> 'closed';
create index instance_due on workflows.instance (due_on) where state_kind <> 'closed';
create index instance_signers on workflows.instance using gin (pending_signers);

-- What was done, by whom, with which words. Lines are only added.
create table workflows.event (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity unique,
  instance_id uuid not null references workflows.instance on delete cascade,
  kind text not null,
  transition text not null,
  label_zh text not null,
  label_en text not null,
  from_state text,
  to_state text not null,
  actor_id uuid,
  actor_name text not null,
  opinion text,
  evidence jsonb not null default '[]',
  person_id uuid,
  person_name text,
  -- The last day of the time limit after it.
  due_on date,
  request_id uuid,
  at timestamptz not null default clock_timestamp(),
  constraint one_event_of_a_request unique (instance_id, request_id)
);
create index event_of_instance on workflows.event (instance_id, number);

create function workflows.refuse_edit() returns trigger
language plpgsql
as $$ begin raise exception 'the events of a workflow are not edited' using errcode = '42501'; end $$;
create trigger events_stand before update or delete or truncate on workflows.event
  for each statement execute function workflows.refuse_edit();

-- Who was told that a time limit is past: once for each rule and last day, however often the job runs.
create table workflows.escalation (
  id uuid primary key default gen_random_uuid(),
  instance_id uuid not null references workflows.instance on delete cascade,
  state text not null,
  due_on date not null,
  after_days_late integer not null,
  to_role text not null,
  raised_at timestamptz not null default now(),
  constraint once_for_each_rule unique (instance_id, state, due_on, after_days_late)
);

-- The course of a record is seen by whoever may see its area or organisation, and has the permission that its workflow names.
create function workflows.sees(division_code text, organisation_id uuid, view_permission text) returns boolean
language sql stable parallel safe
return access.has_permission(view_permission)
  and (access.sees_division(division_code) or access.is_own_organisation(organisation_id) or access.current_scope() = 'city');

alter table workflows.instance enable row level security;
alter table workflows.event enable row level security;
alter table workflows.escalation enable row level security;
grant select, insert, update on workflows.instance to terrace_user;
grant select, insert on workflows.event to terrace_user;
grant select on workflows.escalation to terrace_user;

create policy instances on workflows.instance to terrace_user
  using (workflows.sees(division_code, organisation_id, view_permission))
  with check (workflows.sees(division_code, organisation_id, view_permission));
create policy events_of_what_is_seen on workflows.event for select to terrace_user
  using (exists (select 1 from workflows.instance i where i.id = instance_id));
create policy own_events on workflows.event for insert to terrace_user
  with check (actor_id = access.current_user_id() and exists (select 1 from workflows.instance i where i.id = instance_id));
create policy escalations_of_what_is_seen on workflows.escalation for select to terrace_user
  using (exists (select 1 from workflows.instance i where i.id = instance_id));

-- For the policies of other modules: what is closed is read-only. Sees every row, so that a closed record is closed to everybody. The
-- step that closes a record may still write into it: for as long as it does, it names the record in a setting of its transaction.
create function workflows.is_closed(record_set_name text, record text) returns boolean
language sql stable security definer set search_path = pg_catalog
as $$
  select coalesce(current_setting('terrace.workflow_step', true), '') <> record_set_name || '/' || record
    and exists (
      select 1 from workflows.instance i
      where i.record_set = record_set_name and i.record_id = record and i.state_kind = 'closed')
$$;

select audit_trail.keep_history('workflows.instance', 'division_code', 'organisation_id');
select audit_trail.keep_history('workflows.event', null, null);
select audit_trail.keep_history('workflows.escalation', null, null);
