-- Whether to look for places at all is now decided by the planner's own estimate: to count them first cost as much as to use them.
drop function vector_tiles.some_rows_in_box(text, text, public.geometry, boolean, integer);

-- How many rows of a relation touch a box, about, and how many it has; null where that is not known, before the first ANALYZE.
create function vector_tiles.estimate_in_box(relation text, geometry_column text, box public.geometry, out in_box double precision, out rows double precision)
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
begin
  select c.reltuples into rows from pg_class c where c.oid = relation::regclass and c.reltuples >= 0;
  if rows is null then return; end if;
  begin
    in_box := rows * public._postgis_selectivity(relation::regclass, geometry_column, box);
  exception when internal_error then
    -- PostGIS has no statistics of the column: it is empty, or was never analysed.
    in_box := null;
  end;
end
$$;

-- As rows_in_box, with the rows that have no geometry, which the standard wants of a bounding box (OGC 17-069r4,
-- /req/core/fc-bbox-response).
create function vector_tiles.rows_in_box_or_nowhere(relation text, geometry_column text, box public.geometry) returns tid[]
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
declare
  places tid[];
begin
  if not exists (select from vector_tiles.content_version v where v.relation = rows_in_box_or_nowhere.relation) then
    raise exception 'the content of % is not counted', relation using errcode = '42501';
  end if;
  execute format('select array_agg(ctid) from %I.%I where %3$I && $1 or %3$I is null',
    split_part(relation, '.', 1), split_part(relation, '.', 2), geometry_column) into places using box;
  return coalesce(places, '{}');
end
$$;
