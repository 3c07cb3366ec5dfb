-- Requests run as terrace_user, which owns nothing and sees only what policies show. A cluster has roles in common, so another
-- database of this program may have made it already.
do $$
begin
  create role terrace_user nologin;
exception when duplicate_object then null;
end
$$;
do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant terrace_user to %I', current_user);
  end if;
end
$$;

create schema access;
grant usage on schema access to terrace_user;

-- Who asks, by the settings of the transaction. All are empty, and then false, where nobody set them.
create function access.setting(name text) returns text
language sql stable parallel safe
return nullif(current_setting('terrace.' || name, true), '');

create function access.current_user_id() returns uuid
language sql stable parallel safe
return access.setting('user_id')::uuid;

create function access.current_scope() returns text
language sql stable parallel safe
return coalesce(access.setting('scope'), 'none');

create function access.sees_division(code text) returns boolean
language sql stable parallel safe
return coalesce(
  code is not null
    and (access.current_scope() = 'city' or code = any (string_to_array(access.setting('divisions'), ','))),
  false);

-- For policies of tables with very many rows, where `(select access.is_city()) or division_code = any ((select access.own_divisions())::text[])`
-- asks once for a statement instead of once for a row.
create function access.is_city() returns boolean
language sql stable parallel safe
return access.current_scope() = 'city';

create function access.own_divisions() returns text[]
language sql stable parallel safe
return coalesce(string_to_array(access.setting('divisions'), ','), '{}');

create function access.is_own_organisation(id uuid) returns boolean
language sql stable parallel safe
return coalesce(id = access.setting('organisation_id')::uuid, false);

create function access.has_permission(name text) returns boolean
language sql stable parallel safe
return coalesce(name = any (string_to_array(access.setting('permissions'), ',')), false);
