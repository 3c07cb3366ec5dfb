create schema action_plan;
grant usage on schema action_plan to terrace_user;

-- The plan itself: loaded from the region's data at every start, changed by nobody else. Who may use the product at all and has
-- plan.view reads all of it.
create table action_plan.plan (
  id text primary key,
  document_number text not null,
  title_zh text not null,
  title_en text not null,
  issuer_zh text not null,
  issued_on date not null,
  source text not null
);

create table action_plan.measure (
  id text primary key,
  plan_id text not null references action_plan.plan,
  part_number integer not null,
  part_title_zh text not null,
  part_title_en text not null,
  number integer not null,
  title_zh text not null,
  title_en text not null,
  responsibility_form text not null check (responsibility_form in ('responsible', 'shared-out')),
  unique (plan_id, number)
);

create table action_plan.task (
  id text primary key,
  measure_id text not null references action_plan.measure,
  position integer not null,
  quotation text not null,
  ask_zh text not null,
  ask_en text not null,
  area text not null,
  -- A task that the plan no longer has keeps its reports and is asked for no more.
  is_current boolean not null default true,
  version integer not null default 1,
  updated_at timestamptz not null default now()
);

-- Named as the plan names them.
create table action_plan.task_department (
  id uuid primary key default gen_random_uuid(),
  task_id text not null references action_plan.task,
  organisation_id uuid not null references access.organisation,
  role text not null check (role in ('lead', 'cooperate')),
  position integer not null,
  name_zh text not null,
  name_en text not null,
  unique (task_id, organisation_id)
);
create index task_department_organisation on action_plan.task_department (organisation_id);

create table action_plan.target (
  id text primary key,
  plan_id text not null references action_plan.plan,
  position integer not null,
  figure_id text not null,
  task_id text not null references action_plan.task,
  name_zh text not null,
  name_en text not null,
  unit text not null check (unit in ('ratio', 'km²', 'count')),
  by_year integer not null,
  baseline_value double precision,
  baseline_on date,
  baseline_basis_zh text,
  note_zh text,
  note_en text,
  filled_by_zh text not null,
  filled_by_en text not null,
  check ((baseline_value is null) = (baseline_on is null) and (baseline_value is null) = (baseline_basis_zh is null))
);

-- The city's value, and the share of a reporting unit where one has been set.
create table action_plan.target_value (
  id uuid primary key default gen_random_uuid(),
  target_id text not null references action_plan.target,
  division_code text,
  value double precision not null,
  source text not null,
  unique nulls not distinct (target_id, division_code)
);

create table action_plan.progress_report (
  id uuid primary key default gen_random_uuid(),
  task_id text not null references action_plan.task,
  organisation_id uuid not null references access.organisation,
  period text not null check (period ~ '^\d{4}-Q[1-4]$'),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'returned', 'accepted')),
  text text not null default '',
  percent double precision check (percent between 0 and 100),
  figures jsonb not null default '[]' check (jsonb_typeof(figures) = 'array'),
  submitted_by uuid,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  constraint one_report_a_period unique (task_id, organisation_id, period),
  constraint handed_in_with_words check (state in ('draft', 'returned') or btrim(text) <> '')
);
create index progress_report_period on action_plan.progress_report (period, organisation_id);

create table action_plan.report_event (
  id uuid primary key default gen_random_uuid(),
  report_id uuid not null references action_plan.progress_report,
  at timestamptz not null default clock_timestamp(),
  actor_id uuid default access.current_user_id(),
  actor text not null default coalesce(access.setting('actor'), ''),
  action text not null check (action in ('save', 'submit', 'withdraw', 'return', 'accept', 'reopen')),
  reason text,
  constraint sent_back_with_reason check (action not in ('return', 'reopen') or btrim(coalesce(reason, '')) <> '')
);
create index report_event_report on action_plan.report_event (report_id, at);

create table action_plan.reminder (
  id uuid primary key default gen_random_uuid(),
  task_id text not null references action_plan.task,
  organisation_id uuid not null references access.organisation,
  period text not null check (period ~ '^\d{4}-Q[1-4]$'),
  note text not null default '',
  sent_at timestamptz not null default clock_timestamp(),
  sent_by uuid default access.current_user_id(),
  sent_by_name text not null default coalesce(access.setting('actor'), '')
);
create index reminder_task on action_plan.reminder (task_id, organisation_id, period);

-- Reports are of the department's own house until the city reads them.
create function action_plan.sees_reports_of(organisation_id uuid) returns boolean
language sql stable parallel safe
return access.has_permission('plan.view')
  and (access.current_scope() = 'city' or access.is_own_organisation(organisation_id));

create function action_plan.may_report_for(organisation_id uuid) returns boolean
language sql stable parallel safe
return access.has_permission('plan.report') and access.is_own_organisation(organisation_id);

create function action_plan.may_review() returns boolean
language sql stable parallel safe
return access.has_permission('plan.review') and access.current_scope() = 'city';

-- The life of a report, as the table `reportTransitions` of the model has it: content changes only in draft and returned, states
-- only along the arrows, and nobody accepts or returns what they handed in themselves.
create function action_plan.guard_report() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a report begins as a draft' using errcode = '42501';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' then
    raise exception 'a report is not deleted' using errcode = '42501';
  end if;
  if (new.id, new.task_id, new.organisation_id, new.period) is distinct from (old.id, old.task_id, old.organisation_id, old.period) then
    raise exception 'a report stays with its task, department and period' using errcode = '42501';
  end if;
  if (new.text, new.percent, new.figures) is distinct from (old.text, old.percent, old.figures)
    and (old.state not in ('draft', 'returned') or new.state <> old.state) then
    raise exception 'a report that was handed in is not edited' using errcode = '42501';
  end if;
  if new.state <> old.state and old.state || '>' || new.state not in
    ('draft>submitted', 'returned>submitted', 'submitted>draft', 'submitted>returned', 'submitted>accepted', 'accepted>returned') then
    raise exception 'a report does not go from % to %', old.state, new.state using errcode = '42501';
  end if;
  if old.state = 'submitted' and new.state in ('accepted', 'returned') and old.submitted_by = access.current_user_id() then
    raise exception 'nobody reviews a report of their own' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger guard_report before insert or update or delete on action_plan.progress_report
  for each row execute function action_plan.guard_report();

alter table action_plan.plan enable row level security;
alter table action_plan.measure enable row level security;
alter table action_plan.task enable row level security;
alter table action_plan.task_department enable row level security;
alter table action_plan.target enable row level security;
alter table action_plan.target_value enable row level security;
alter table action_plan.progress_report enable row level security;
alter table action_plan.report_event enable row level security;
alter table action_plan.reminder enable row level security;

grant select on action_plan.plan, action_plan.measure, action_plan.task, action_plan.task_department, action_plan.target,
  action_plan.target_value to terrace_user;
grant select, insert, update on action_plan.progress_report to terrace_user;
grant select, insert on action_plan.report_event, action_plan.reminder to terrace_user;

create policy plan_is_known on action_plan.plan for select to terrace_user using (access.has_permission('plan.view'));
create policy plan_is_known on action_plan.measure for select to terrace_user using (access.has_permission('plan.view'));
create policy plan_is_known on action_plan.task for select to terrace_user using (access.has_permission('plan.view'));
create policy plan_is_known on action_plan.task_department for select to terrace_user using (access.has_permission('plan.view'));
create policy plan_is_known on action_plan.target for select to terrace_user using (access.has_permission('plan.view'));
create policy plan_is_known on action_plan.target_value for select to terrace_user using (access.has_permission('plan.view'));

create policy reports_seen on action_plan.progress_report for select to terrace_user
  using (action_plan.sees_reports_of(organisation_id));
create policy own_reports_begun on action_plan.progress_report for insert to terrace_user
  with check (action_plan.may_report_for(organisation_id) and exists (
    select 1 from action_plan.task_department d
    where d.task_id = progress_report.task_id and d.organisation_id = progress_report.organisation_id));
create policy own_reports_written on action_plan.progress_report for update to terrace_user
  using (action_plan.may_report_for(organisation_id) and state in ('draft', 'returned', 'submitted'))
  with check (action_plan.may_report_for(organisation_id) and state in ('draft', 'returned', 'submitted'));
create policy reports_reviewed on action_plan.progress_report for update to terrace_user
  using (action_plan.may_review() and state in ('submitted', 'accepted'))
  with check (action_plan.may_review() and state in ('returned', 'accepted'));

create policy events_of_reports_seen on action_plan.report_event for select to terrace_user
  using (exists (select 1 from action_plan.progress_report r where r.id = report_event.report_id));
create policy own_events on action_plan.report_event for insert to terrace_user
  with check (actor_id = access.current_user_id()
    and exists (select 1 from action_plan.progress_report r where r.id = report_event.report_id));

create policy reminders_seen on action_plan.reminder for select to terrace_user
  using (action_plan.sees_reports_of(organisation_id));
create policy reminders_sent on action_plan.reminder for insert to terrace_user
  with check (action_plan.may_review() and sent_by = access.current_user_id());

-- For lists and exports, under the policies of whoever asks.
create view action_plan.report_list with (security_invoker = true) as
  select r.id, r.version, r.updated_at, r.task_id, t.ask_zh, m.number as measure_number, r.organisation_id, d.role, r.period, r.state,
    r.percent, r.text
  from action_plan.progress_report r
  join action_plan.task t on t.id = r.task_id
  join action_plan.measure m on m.id = t.measure_id
  left join action_plan.task_department d on d.task_id = r.task_id and d.organisation_id = r.organisation_id;
grant select on action_plan.report_list to terrace_user;

select audit_trail.keep_history('action_plan.measure', null, null);
select audit_trail.keep_history('action_plan.task', null, null);
select audit_trail.keep_history('action_plan.task_department', null, 'organisation_id');
select audit_trail.keep_history('action_plan.target', null, null);
select audit_trail.keep_history('action_plan.target_value', 'division_code', null);
select audit_trail.keep_history('action_plan.progress_report', null, 'organisation_id');
select audit_trail.keep_history('action_plan.reminder', null, 'organisation_id');
