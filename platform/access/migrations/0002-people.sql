create table access.organisation (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('city', 'division', 'department', 'enterprise', 'service-unit')),
  division_code text,
  version integer not null default 1,
  updated_at timestamptz not null default now()
);

create table access.person (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  display_name text not null,
  organisation_id uuid not null references access.organisation,
  scope text not null check (scope in ('city', 'division', 'department', 'enterprise', 'service-unit')),
  divisions text[] not null default '{}',
  roles text[] not null default '{}',
  password_hash text,
  must_set_password boolean not null default true,
  password_set_at timestamptz,
  totp_secret text,
  totp_last_step bigint,
  external_subject text unique,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  is_disabled boolean not null default false,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
-- One name in whatever case it is typed.
create unique index person_name on access.person (lower(name));

create table access.sign_in_session (
  token_hash bytea primary key,
  person_id uuid not null references access.person on delete cascade,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  address text not null,
  agent text not null
);
create index sign_in_session_person on access.sign_in_session (person_id, seen_at);

create table access.sign_in_event (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  name text not null,
  person_id uuid,
  outcome text not null,
  address text not null,
  agent text not null
);
create index sign_in_event_at on access.sign_in_event (at desc);

create table access.setup_token (
  token_hash bytea primary key,
  made_at timestamptz not null default now(),
  used_at timestamptz
);

create table access.api_key (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references access.person on delete cascade,
  label text not null,
  key_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz not null,
  is_revoked boolean not null default false
);

-- Passwords, tokens and secrets are the sign-in service's alone: terrace_user is granted columns, never these.
alter table access.organisation enable row level security;
alter table access.person enable row level security;
grant select on access.organisation to terrace_user;
grant select (id, name, display_name, organisation_id, scope, divisions, roles, is_disabled, locked_until, must_set_password,
  created_at, version, updated_at) on access.person to terrace_user;
create policy organisations_are_known on access.organisation for select to terrace_user
  using (access.current_user_id() is not null);
create policy people_of_own_organisation on access.person for select to terrace_user
  using (id = access.current_user_id() or access.is_own_organisation(organisation_id) or access.has_permission('system.users')
    or access.current_scope() = 'city');

create table access.saved_filter (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references access.person on delete cascade,
  record_set text not null,
  name text not null,
  filter jsonb not null,
  created_at timestamptz not null default now(),
  unique (person_id, record_set, name)
);
alter table access.saved_filter enable row level security;
grant select, insert, update, delete on access.saved_filter to terrace_user;
create policy own_filters on access.saved_filter to terrace_user
  using (person_id = access.current_user_id()) with check (person_id = access.current_user_id());
