-- As rows_in_box, and null where there are more than `most`: then a query does better without. With the rows that have no geometry
-- where asked, which the standard wants of a bounding box (OGC 17-069r4, /req/core/fc-bbox-response).
create function vector_tiles.some_rows_in_box(relation text, geometry_column text, box public.geometry, is_without_too boolean, most integer)
returns tid[]
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
declare
  places tid[];
begin
  if not exists (select from vector_tiles.content_version v where v.relation = some_rows_in_box.relation) then
    raise exception 'the content of % is not counted', relation using errcode = '42501';
  end if;
  execute format('select array_agg(ctid) from (select ctid from %1$I.%2$I where %3$I && $1 %4$s limit $2) as places',
    split_part(relation, '.', 1), split_part(relation, '.', 2), geometry_column,
    case when is_without_too then format('or %I is null', geometry_column) else '' end) into places using box, most + 1;
  return case when cardinality(places) > most then null else coalesce(places, '{}') end;
end
$$;
