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
  name text not null check (name <> '' and name = btrim(name)),
  display_name text not null check (display_name <> ''),
  organisation_id uuid not null references access.organisation,
  scope text not null check (scope in ('city', 'division', 'department', 'enterprise', 'service-unit')),
  divisions text[] not null default '{}',
  roles text[] not null default '{}',
  must_set_password boolean not null default true,
  password_set_at timestamptz,
  totp_set_at timestamptz,
  external_subject text unique,
  is_disabled boolean not null default false,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  -- 三员分立 of 等保三级: who opens accounts, who grants rights and who reads the log are three people.
  constraint administrators_are_different_people check (
    (roles @> '{system-administrator}')::integer + (roles @> '{security-administrator}')::integer
      + (roles @> '{audit-administrator}')::integer <= 1),
  -- The audit administrator reads the history of every division.
  constraint audit_is_of_the_city check (not roles @> '{audit-administrator}' or scope = 'city'),
  constraint division_scope_has_divisions check (scope <> 'division' or cardinality(divisions) > 0)
);
-- One name in whatever case it is typed.
create unique index person_name on access.person (lower(name));
create index person_organisation on access.person (organisation_id);

-- The sign-in service's alone: nothing of these five tables is granted to terrace_user, and none keeps a history.
create table access.credential (
  person_id uuid primary key references access.person on delete cascade,
  password_hash text,
  totp_secret text,
  totp_pending_secret text,
  totp_last_step bigint
);

create table access.sign_in_session (
  token_hash bytea primary key,
  person_id uuid not null references access.person on delete cascade,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  -- By single sign-on, where a password of ours does not matter.
  is_external boolean not null,
  address text not null,
  agent text not null
);
create index sign_in_session_person on access.sign_in_session (person_id, seen_at);

-- Failures by the name that was typed, whether somebody has it or not: a lock tells nobody that an account exists.
create table access.sign_in_guard (
  name_key text primary key,
  failures integer not null,
  changed_at timestamptz not null,
  locked_until timestamptz
);

create table access.setup_token (
  token_hash bytea primary key,
  made_at timestamptz not null,
  used_at timestamptz
);

create table access.sign_in_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  name text not null,
  person_id uuid,
  outcome text not null,
  address text not null,
  agent text not null
);
create index sign_in_event_at on access.sign_in_event (at desc, id desc);
create index sign_in_event_of_address on access.sign_in_event (address, at);

-- 《网络安全法》第二十一条: logs are kept for six months at least.
create function access.keep_sign_in_events() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'DELETE' and old.at < now() - interval '6 months' then return old; end if;
  raise exception 'sign-in events are kept for six months and never edited' using errcode = '42501';
end
$$;
create trigger events_stand before update or delete on access.sign_in_event
  for each row execute function access.keep_sign_in_events();
create trigger events_are_not_emptied before truncate on access.sign_in_event
  for each statement execute function access.keep_sign_in_events();
grant select on access.sign_in_event to terrace_user;
alter table access.sign_in_event enable row level security;
create policy events_for_audit on access.sign_in_event for select to terrace_user
  using (access.has_permission('audit.read'));

create table access.api_key (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references access.person on delete cascade,
  label text not null,
  key_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index api_key_person on access.api_key (person_id, created_at);
-- Beside the key, whose history would otherwise have a line for each use.
create table access.api_key_use (
  key_id uuid primary key references access.api_key on delete cascade,
  used_at timestamptz not null
);
alter table access.api_key enable row level security;
alter table access.api_key_use enable row level security;
grant select (id, person_id, label, created_at, expires_at, revoked_at) on access.api_key to terrace_user;
grant insert (person_id, label, key_hash, created_at, expires_at) on access.api_key to terrace_user;
grant update (revoked_at) on access.api_key to terrace_user;
grant select on access.api_key_use to terrace_user;
create policy own_keys on access.api_key to terrace_user
  using (person_id = access.current_user_id()) with check (person_id = access.current_user_id());
create policy own_key_uses on access.api_key_use for select to terrace_user
  using (exists (select from access.api_key k where k.id = key_id));

-- Whose account the session's own reach allows it to manage: the city's anybody's; a division's the people of its own divisions
-- with no wider scope; others their own colleagues. Needs a permission besides.
create function access.may_manage(target_scope text, target_divisions text[], target_organisation uuid) returns boolean
language sql stable security definer set search_path = pg_catalog
return case access.current_scope()
  when 'city' then true
  when 'none' then false
  when 'division' then target_scope in ('division', 'enterprise', 'service-unit')
    and target_divisions <@ access.own_divisions()
    and exists (select from access.organisation o
      where o.id = target_organisation and o.division_code = any (access.own_divisions()))
  else target_scope = access.current_scope() and target_divisions <@ access.own_divisions()
    and access.is_own_organisation(target_organisation)
end;

create function access.lacks_security_administrator() returns boolean
language sql stable security definer set search_path = pg_catalog
return not exists (select from access.person where roles @> '{security-administrator}');

-- Who opens accounts grants no roles, and who grants roles opens none. The one exception is the first security administrator, whom
-- nobody else could make; a disabled one counts, so that disabling them does not open the exception again.
create function access.guard_person() returns trigger
language plpgsql
as $$
declare
  may_grant boolean := access.has_permission('system.grants');
begin
  if current_user <> 'terrace_user' then return new; end if;
  if not may_grant and new.roles = '{security-administrator}' and access.has_permission('system.accounts') then
    -- Two at once wait for each other, and the second finds the first.
    perform pg_advisory_xact_lock(6041967);
    may_grant := access.is_city() and access.lacks_security_administrator();
  end if;
  if tg_op = 'INSERT' then
    if new.roles <> '{}' and not may_grant then
      raise exception 'roles are granted by the security administrator' using errcode = '42501';
    end if;
    return new;
  end if;
  if new.roles is distinct from old.roles and not may_grant then
    raise exception 'roles are granted by the security administrator' using errcode = '42501';
  end if;
  if (new.id, new.name, new.display_name, new.organisation_id, new.scope, new.divisions, new.must_set_password, new.external_subject,
      new.is_disabled) is distinct from (old.id, old.name, old.display_name, old.organisation_id, old.scope, old.divisions,
      old.must_set_password, old.external_subject, old.is_disabled) and not access.has_permission('system.accounts') then
    raise exception 'accounts are managed by the system administrator' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger guard_person before insert or update on access.person
  for each row execute function access.guard_person();

alter table access.organisation enable row level security;
alter table access.person enable row level security;
grant select on access.organisation to terrace_user;
grant insert (code, name_zh, name_en, kind, division_code) on access.organisation to terrace_user;
grant select (id, name, display_name, organisation_id, scope, divisions, roles, is_disabled, must_set_password, password_set_at,
  totp_set_at, external_subject, created_at, version, updated_at) on access.person to terrace_user;
grant insert (name, display_name, organisation_id, scope, divisions, roles, must_set_password, password_set_at, external_subject)
  on access.person to terrace_user;
grant update (display_name, organisation_id, scope, divisions, roles, must_set_password, password_set_at, external_subject,
  is_disabled, version, updated_at) on access.person to terrace_user;
create policy organisations_are_known on access.organisation for select to terrace_user
  using (access.current_user_id() is not null);
create policy organisations_of_own_divisions on access.organisation for insert to terrace_user
  with check (access.has_permission('system.accounts') and (access.current_scope() = 'city'
    or access.current_scope() = 'division' and kind in ('enterprise', 'service-unit') and access.sees_division(division_code)));
-- Colleagues, the people of one's divisions, and for the city everybody.
create policy people_in_reach on access.person for select to terrace_user
  using (id = access.current_user_id() or access.is_own_organisation(organisation_id) or access.is_city()
    or access.current_scope() = 'division' and exists (select from access.organisation o
      where o.id = organisation_id and access.sees_division(o.division_code)));
create policy accounts_are_opened on access.person for insert to terrace_user
  with check (access.has_permission('system.accounts') and access.may_manage(scope, divisions, organisation_id));
-- Nobody changes their own account's rights, whatever they may do to others'.
create policy accounts_are_changed on access.person for update to terrace_user
  using (id <> access.current_user_id() and (access.has_permission('system.accounts') or access.has_permission('system.grants'))
    and access.may_manage(scope, divisions, organisation_id))
  with check (access.may_manage(scope, divisions, organisation_id));

create table access.saved_filter (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references access.person on delete cascade,
  record_set text not null,
  name text not null,
  -- The query part of the list's address.
  query text not null,
  created_at timestamptz not null default now(),
  constraint saved_filter_name unique (person_id, record_set, name)
);
alter table access.saved_filter enable row level security;
grant select, insert, update, delete on access.saved_filter to terrace_user;
create policy own_filters on access.saved_filter to terrace_user
  using (person_id = access.current_user_id()) with check (person_id = access.current_user_id());
