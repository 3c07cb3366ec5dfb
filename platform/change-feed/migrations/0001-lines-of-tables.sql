create schema change_feed;
grant usage on schema change_feed to terrace_user;

-- The history's own policy shows a line by its division, which is neither what a record's policy shows (a red line is known to every
-- district) nor all of it (who loses a record to another district must learn that it is gone). So these two functions say of any line that
-- it is there, with the record it belongs to and the names of its columns, and nothing of values; whoever asks joins them with the
-- records under the records' own policies. As vector_tiles.rows_in_box does with places.

-- Where the history ends, and by what hash. The end is held by whoever writes until they commit (audit_trail.record_changes), so lines are
-- numbered without gaps in the order of their commits: what a snapshot sees is everything up to its end, and nothing comes before it later.
create function change_feed.position(out line_id bigint, out line_hash text)
language sql stable security definer set search_path = pg_catalog
as $$ select last_id, left(encode(last_hash, 'hex'), 16) from audit_trail.chain_end $$;

-- The hash of one line, by which a cursor knows that it belongs to this history and not to one that a backup has undone.
create function change_feed.hash_of(wanted bigint) returns text
language sql stable security definer set search_path = pg_catalog
as $$
  select left(encode(case when wanted = 0 then sha256('terrace'::bytea) else (select hash from audit_trail.change where id = wanted) end, 'hex'), 16)
$$;

-- Whether changes of a table are in the history at all.
create function change_feed.is_kept(relation text) returns boolean
language sql stable security definer set search_path = pg_catalog
as $$
  select exists (select from pg_trigger where tgrelid = relation::regclass and tgname = 'keep_history_of_updates' and tgenabled in ('O', 'A'))
$$;

-- Lines of a table after one and up to another. `old_row` is given only where the record may have left the sight of somebody: it was
-- removed, or a column changed on which a policy for reading depends. It is the row as it was before the line, without its geometry.
create function change_feed.lines(relation text, after_line bigint, last_line bigint)
returns table (line_id bigint, at timestamptz, action text, record_id text, columns text[], version integer, old_row jsonb)
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
  deciding text[];
begin
  select array_agg(distinct a.attname::text) into deciding
  from pg_policy p
  join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass
  join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
  where p.polrelid = relation::regclass and d.refobjid = relation::regclass and p.polcmd in ('r', '*');
  return query execute format($query$
    select c.id, c.at, c.action, c.record_id,
      array(select jsonb_object_keys(coalesce(c.after, c.before))),
      (coalesce(c.after, c.before) ->> 'version')::integer,
      case when c.action = 'delete' then c.before - 'geometry'
        when c.action = 'update' and c.before ?| $4 then
          -- From what is there now, or was when it was removed, back line by line: of two values the older one stays.
          coalesce((select to_jsonb(r) from %s r where r.id::text = c.record_id),
            (select l.before from audit_trail.change l where l.table_name = c.table_name and l.record_id = c.record_id and l.action = 'delete'
              order by l.id desc limit 1), '{}') - 'geometry'
          || coalesce((select jsonb_object_agg(b.key, b.value order by l.id desc)
            from audit_trail.change l, jsonb_each(l.before - 'geometry') b
            where l.table_name = c.table_name and l.record_id = c.record_id and l.id >= c.id and l.action = 'update'), '{}')
      end
    from audit_trail.change c
    where c.table_name = $1 and c.id > $2 and c.id <= $3
  $query$, relation::regclass) using relation, after_line, last_line, coalesce(deciding, '{}');
end
$$;
create index change_of_table on audit_trail.change (table_name, id);

-- Whether whoever asks would see such a row: the policies for reading of their role, asked of a row that is no longer there. As them, not as
-- the owner: what a policy reads elsewhere is under the policies there.
create function change_feed.would_see(relation text, old_row jsonb) returns boolean
language plpgsql stable set search_path = pg_catalog, public
as $$
declare
  conditions text;
  answer boolean;
begin
  select string_agg('(' || pg_get_expr(p.polqual, p.polrelid) || ')', ' or ') into conditions
  from pg_policy p
  where p.polrelid = relation::regclass and p.polpermissive and p.polcmd in ('r', '*') and p.polqual is not null
    and (p.polroles = '{0}' or 'terrace_user'::regrole = any (p.polroles));
  if conditions is null then return false; end if;
  -- A record set's table has no restrictive policy; if one comes, nothing is told rather than too much.
  if exists (select from pg_policy p where p.polrelid = relation::regclass and not p.polpermissive) then return false; end if;
  execute format('select %s from jsonb_populate_record(null::%s, $1) as %I', conditions, relation::regclass, split_part(relation, '.', 2))
    into answer using old_row;
  return coalesce(answer, false);
end
$$;
