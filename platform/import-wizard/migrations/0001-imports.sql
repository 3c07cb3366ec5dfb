create schema import_wizard;
grant usage on schema import_wizard to terrace_user;

-- One upload on its way into one target. The file itself lies in the data folder under the id.
create table import_wizard.import_session (
  id uuid primary key,
  target text not null,
  target_title text not null,
  sender text,
  file_name text not null,
  stored_name text not null,
  sha256 text not null,
  size_bytes bigint not null,
  state text not null default 'inspecting' check (state in ('inspecting', 'deciding', 'ready', 'committed', 'abandoned')),
  decisions jsonb not null default '{}',
  row_count integer,
  created_by uuid not null,
  created_by_name text not null,
  organisation_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  committed_at timestamptz,
  check ((state = 'committed') = (committed_at is not null))
);
create index import_session_of_user on import_wizard.import_session (created_by, created_at desc);
create index import_session_of_organisation on import_wizard.import_session (organisation_id, created_at desc);

-- What was found in the upload under its decisions. Large, and to be had again from the file: not part of the history.
create table import_wizard.examination (
  session_id uuid primary key references import_wizard.import_session on delete cascade,
  preview jsonb not null,
  mapping jsonb not null,
  outcome jsonb,
  findings jsonb not null
);

-- Which field of a sender's files goes where, as the last import that was written had it. The owner is the importer's organisation, or
-- the importer where they have none.
create table import_wizard.field_mapping (
  owner_id uuid not null,
  sender text not null,
  target text not null,
  mapping jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (owner_id, sender, target)
);

grant select, insert, update, delete on import_wizard.import_session, import_wizard.examination to terrace_user;
grant select, insert, update on import_wizard.field_mapping to terrace_user;

alter table import_wizard.import_session enable row level security;
create policy own_imports on import_wizard.import_session to terrace_user
  using (created_by = access.current_user_id() or access.is_own_organisation(organisation_id))
  with check (created_by = access.current_user_id() or access.is_own_organisation(organisation_id));

-- The sub-query sees only the sessions that the policy above shows.
alter table import_wizard.examination enable row level security;
create policy examinations_of_own_imports on import_wizard.examination to terrace_user
  using (exists (select from import_wizard.import_session s where s.id = session_id))
  with check (exists (select from import_wizard.import_session s where s.id = session_id));

alter table import_wizard.field_mapping enable row level security;
create policy own_mappings on import_wizard.field_mapping to terrace_user
  using (owner_id = access.current_user_id() or access.is_own_organisation(owner_id))
  with check (owner_id = access.current_user_id() or access.is_own_organisation(owner_id));

select audit_trail.keep_history('import_wizard.import_session', null, 'organisation_id');
