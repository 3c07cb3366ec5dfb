create schema audit_trail;
grant usage on schema audit_trail to terrace_user;

-- One line for each row that was added, changed or removed, written by the database itself. `hash` covers the line and the hash of
-- the one before, so that a line that was edited, dropped or put in between breaks the chain.
create table audit_trail.change (
  id bigint primary key,
  at timestamptz not null,
  actor_id uuid,
  actor text not null,
  table_name text not null,
  record_id text not null,
  division_code text,
  organisation_id uuid,
  action text not null check (action in ('insert', 'update', 'delete')),
  before jsonb,
  after jsonb,
  previous_hash bytea not null,
  hash bytea not null
);
create index change_of_record on audit_trail.change (table_name, record_id, id);
create index change_of_actor on audit_trail.change (actor_id, id);
create index change_at on audit_trail.change (at);

create table audit_trail.chain_end (
  is_only boolean primary key default true check (is_only),
  last_id bigint not null,
  last_hash bytea not null
);
insert into audit_trail.chain_end (last_id, last_hash) values (0, sha256('terrace'::bytea));

-- The bytes under the hash, by one rule for writing and verifying. jsonb prints its keys in one order.
create function audit_trail.line_hash(line audit_trail.change) returns bytea
language sql immutable
return sha256(line.previous_hash || convert_to(concat_ws('|', line.id::text,
  extract(epoch from line.at)::text, coalesce(line.actor_id::text, ''), line.actor, line.table_name, line.record_id,
  coalesce(line.division_code, ''), coalesce(line.organisation_id::text, ''), line.action,
  coalesce(line.before::text, ''), coalesce(line.after::text, '')), 'UTF8'));

-- Once for a statement, whatever the number of its rows: an import of 100,000 rows moves the end of the chain a few hundred times.
-- Arguments: column of the division, column of the organisation (empty where the table has none), columns whose values are secret.
create function audit_trail.record_changes() returns trigger
language plpgsql security definer set search_path = pg_catalog
as $$
declare
  line audit_trail.change;
  pair record;
  whole jsonb;
  secret text;
  is_locked boolean := false;
begin
  line.actor_id := nullif(current_setting('terrace.user_id', true), '')::uuid;
  line.actor := coalesce(nullif(current_setting('terrace.actor', true), ''), 'database');
  line.table_name := tg_table_schema || '.' || tg_table_name;
  line.action := lower(tg_op);
  for pair in execute case tg_op
    when 'INSERT' then 'select null::jsonb as before, to_jsonb(n) as after from new_rows n'
    when 'DELETE' then 'select to_jsonb(o) as before, null::jsonb as after from old_rows o'
    else 'select to_jsonb(o) as before, to_jsonb(n) as after from old_rows o join new_rows n using (id) where o is distinct from n' end
  loop
    whole := coalesce(pair.after, pair.before);
    line.before := pair.before;
    line.after := pair.after;
    if tg_op = 'UPDATE' then
      -- Only what changed.
      select jsonb_object_agg(key, value) into line.after from jsonb_each(pair.after) where value is distinct from pair.before -> key;
      select jsonb_object_agg(key, value) into line.before from jsonb_each(pair.before) where line.after ? key;
    end if;
    foreach secret in array string_to_array(tg_argv[2], ',') loop
      if line.before ? secret then line.before := line.before || jsonb_build_object(secret, '…'); end if;
      if line.after ? secret then line.after := line.after || jsonb_build_object(secret, '…'); end if;
    end loop;
    if not is_locked then
      -- Held until the transaction ends: lines stand in the order in which they are committed.
      select last_id, last_hash into line.id, line.hash from audit_trail.chain_end for update;
      is_locked := true;
    end if;
    line.id := line.id + 1;
    line.previous_hash := line.hash;
    line.at := clock_timestamp();
    line.record_id := whole ->> 'id';
    line.division_code := whole ->> nullif(tg_argv[0], '');
    line.organisation_id := (whole ->> nullif(tg_argv[1], ''))::uuid;
    line.hash := audit_trail.line_hash(line);
    insert into audit_trail.change values (line.*);
  end loop;
  if is_locked then
    update audit_trail.chain_end set last_id = line.id, last_hash = line.hash;
  end if;
  return null;
end
$$;

create function audit_trail.keep_history(table_name text, division_column text, organisation_column text, secret_columns text default '')
returns void
language plpgsql
as $$
begin
  execute format(
    'create trigger keep_history_of_inserts after insert on %1$s referencing new table as new_rows
       for each statement execute function audit_trail.record_changes(%2$L, %3$L, %4$L);
     create trigger keep_history_of_updates after update on %1$s referencing old table as old_rows new table as new_rows
       for each statement execute function audit_trail.record_changes(%2$L, %3$L, %4$L);
     create trigger keep_history_of_deletes after delete on %1$s referencing old table as old_rows
       for each statement execute function audit_trail.record_changes(%2$L, %3$L, %4$L);',
    table_name::regclass, coalesce(division_column, ''), coalesce(organisation_column, ''), secret_columns);
end
$$;

-- Nobody edits the history, not even the program.
create function audit_trail.refuse_edit() returns trigger
language plpgsql
as $$ begin raise exception 'the history is not edited' using errcode = '42501'; end $$;
create trigger history_stands before update or delete or truncate on audit_trail.change
  for each statement execute function audit_trail.refuse_edit();

alter table audit_trail.change enable row level security;
grant select on audit_trail.change to terrace_user;
create policy history_of_what_is_seen on audit_trail.change for select to terrace_user
  using (access.has_permission('audit.read') or access.sees_division(division_code) or access.is_own_organisation(organisation_id)
    or actor_id = access.current_user_id());

-- The first line that does not hold, or nothing: a line whose hash is not its content's, whose predecessor is not the line before,
-- or that is missing.
create function audit_trail.first_fault() returns table (id bigint, reason text)
language sql stable
as $$
  with chained as (
    select c, lag(c.hash, 1, sha256('terrace'::bytea)) over (order by c.id) as before_hash,
      lag(c.id, 1, 0::bigint) over (order by c.id) as before_id
    from audit_trail.change c
  ), faults as (
    select (c).id, case
      when (c).id <> before_id + 1 then 'missing'
      when (c).previous_hash <> before_hash then 'broken'
      when (c).hash <> audit_trail.line_hash(c) then 'edited' end as reason
    from chained
    union all
    select e.last_id, 'missing' from audit_trail.chain_end e
    where e.last_id <> coalesce((select max(c.id) from audit_trail.change c), 0)
  )
  select f.id, f.reason from faults f where f.reason is not null order by f.id limit 1
$$;

select audit_trail.keep_history('access.organisation', 'division_code', 'id');
select audit_trail.keep_history('access.person', null, 'organisation_id');
select audit_trail.keep_history('access.api_key', null, null, 'key_hash');
