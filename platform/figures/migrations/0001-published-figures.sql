create schema figures;
grant usage on schema figures to terrace_user;

-- A figure as it was published, with the place in the history up to which its inputs count. Never changed afterwards.
create table figures.published (
  id uuid primary key default gen_random_uuid(),
  figure text not null,
  period_from date,
  period_to date,
  division_code text,
  value double precision,
  unit text not null,
  lineage jsonb not null,
  history_id bigint not null,
  published_by uuid not null,
  published_by_name text not null,
  published_at timestamptz not null default now(),
  unique nulls not distinct (figure, period_from, period_to, division_code, history_id)
);
alter table figures.published enable row level security;
grant select, insert on figures.published to terrace_user;
create policy published_seen on figures.published for select to terrace_user using (access.current_user_id() is not null);
create policy published_by_city on figures.published for insert to terrace_user
  with check (access.is_city() and access.has_permission('figures.publish') and published_by = access.current_user_id());
select audit_trail.keep_history('figures.published', 'division_code', null);
