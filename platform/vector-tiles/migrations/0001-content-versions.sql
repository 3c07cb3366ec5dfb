create schema vector_tiles;
grant usage on schema vector_tiles to terrace_user;

-- How often the content of a relation has changed, as a snapshot sees it: `version` and the pending changes of the relation together.
-- A change is a row of its own, so that writers never wait for each other and never lock what another holds: a counter in one row
-- would do both. Snapshots see commits in one order, so an equal sum is an equal content.
create table vector_tiles.content_version (
  relation text primary key,
  version bigint not null
);
-- One row for a transaction that changed the relation. Its beginning is part of the key, because a restored database counts its
-- transactions anew.
create table vector_tiles.pending_change (
  relation text not null,
  transaction_id xid8 not null,
  began_at timestamptz not null,
  primary key (relation, transaction_id, began_at)
);
alter table vector_tiles.content_version enable row level security;
alter table vector_tiles.pending_change enable row level security;

-- Moves the committed changes of a relation into its version: the sum stays. Only one transaction does it at a time, the others go on.
create function vector_tiles.gather_changes(changed text) returns void
language plpgsql security definer set search_path = pg_catalog
as $$
begin
  -- With one snapshot for the whole transaction, meeting another's gathering would end it with an error.
  if current_setting('transaction_isolation') <> 'read committed' then return; end if;
  perform from vector_tiles.content_version where relation = changed for update skip locked;
  if not found then return; end if;
  with gathered as (delete from vector_tiles.pending_change where relation = changed returning 1)
  update vector_tiles.content_version set version = version + (select count(*) from gathered) where relation = changed;
end
$$;
revoke execute on function vector_tiles.gather_changes from public;

create function vector_tiles.note_change() returns trigger
language plpgsql security definer set search_path = pg_catalog
as $$
declare
  changed constant text := tg_table_schema || '.' || tg_table_name;
begin
  insert into vector_tiles.pending_change (relation, transaction_id, began_at)
  values (changed, pg_current_xact_id(), now())
  on conflict do nothing;
  if found and random() < 0.01 then perform vector_tiles.gather_changes(changed); end if;
  return null;
end
$$;

-- From now on the relation's changes are counted. May be asked again. `search_path` is the caller's: it makes a trigger on their table.
create function vector_tiles.keep_content_version(tracked regclass) returns void
language plpgsql
as $$
declare
  name text;
begin
  select n.nspname || '.' || c.relname into name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = tracked;
  insert into vector_tiles.content_version (relation, version) values (name, 0) on conflict do nothing;
  if not exists (select from pg_trigger where tgrelid = tracked and tgname = 'keep_content_version') then
    execute format('create trigger keep_content_version after insert or update or delete or truncate on %s
      for each statement execute function vector_tiles.note_change()', tracked);
  end if;
end
$$;
revoke execute on function vector_tiles.keep_content_version from public;

-- The versions of some relations in one text; null where one of them is not counted.
create function vector_tiles.content_version(relations text[]) returns text
language sql stable security definer set search_path = pg_catalog
as $$
  select case when count(*) = cardinality(relations) then string_agg(counted.version::text, '.' order by counted.relation) end
  from (
    select v.relation,
      v.version + (select count(*) from vector_tiles.pending_change p where p.relation = v.relation) as version
    from vector_tiles.content_version v where v.relation = any (relations)
  ) counted
$$;

-- Where rows lie whose geometry touches a box. Row-level security keeps the spatial index from being used (`&&` is not leakproof), so a
-- tile of a hundred features would read the whole table. This finds the places of rows by the index, and says nothing else of them;
-- the query that reads them there is under row-level security as every other. Of relations with counted content only.
create function vector_tiles.rows_in_box(relation text, geometry_column text, box public.geometry) returns tid[]
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
declare
  places tid[];
begin
  if not exists (select from vector_tiles.content_version v where v.relation = rows_in_box.relation) then
    raise exception 'the content of % is not counted', relation using errcode = '42501';
  end if;
  execute format('select array_agg(ctid) from %I.%I where %I && $1',
    split_part(relation, '.', 1), split_part(relation, '.', 2), geometry_column) into places using box;
  return coalesce(places, '{}');
end
$$;
