-- Which roles must have a second step (动态口令), as data: the history has who set it and when.
create table access.role_rule (
  -- The role's own id. Roles are the program's, so a rule may name one that is no longer defined.
  id text primary key,
  needs_totp boolean not null,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  updated_by_name text not null
);
alter table access.role_rule enable row level security;
grant select on access.role_rule to terrace_user;
grant insert (id, needs_totp, updated_at, updated_by_name), update (needs_totp, version, updated_at, updated_by_name)
  on access.role_rule to terrace_user;
create policy rules_are_known on access.role_rule for select to terrace_user
  using (access.current_user_id() is not null);
create policy rules_are_made on access.role_rule for insert to terrace_user
  with check (access.has_permission('system.grants') and (select access.is_city()));
create policy rules_are_changed on access.role_rule for update to terrace_user
  using (access.has_permission('system.grants') and (select access.is_city()))
  with check (access.has_permission('system.grants') and (select access.is_city()));

create function access.needs_totp(roles text[]) returns boolean
language sql stable security definer set search_path = pg_catalog
return exists (select from access.role_rule r where r.needs_totp and r.id = any (roles));

-- As the rules were when it began: who works is not thrown out, and has to set the second step up at the next sign-in.
alter table access.sign_in_session add column needs_totp boolean not null default false;

-- For who has lost the authenticator. The sign-in service's alone: nothing of it is granted to terrace_user, and it keeps no history.
create table access.recovery_code (
  person_id uuid not null references access.person on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);
