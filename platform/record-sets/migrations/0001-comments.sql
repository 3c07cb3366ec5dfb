create schema record_sets;
grant usage on schema record_sets to terrace_user;

-- What people say of a record. It carries the record's division and organisation as they were, so that whoever may see the one sees
-- the other.
create table record_sets.comment (
  id uuid primary key default gen_random_uuid(),
  record_set text not null,
  record_id uuid not null,
  text text not null check (length(text) between 1 and 4000),
  author_id uuid not null,
  author text not null,
  division_code text,
  organisation_id uuid,
  created_at timestamptz not null default now()
);
create index comment_of_record on record_sets.comment (record_set, record_id, created_at);

alter table record_sets.comment enable row level security;
grant select, insert on record_sets.comment to terrace_user;
create policy comments_seen on record_sets.comment for select to terrace_user
  using (access.sees_division(division_code) or access.is_own_organisation(organisation_id)
    or (division_code is null and organisation_id is null and access.current_user_id() is not null));
create policy comments_added on record_sets.comment for insert to terrace_user
  with check (author_id = access.current_user_id());
select audit_trail.keep_history('record_sets.comment', 'division_code', 'organisation_id');
