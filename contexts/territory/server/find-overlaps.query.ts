import { type RawBuilder, sql } from "kysely";
import { TerraceError } from "#errors";
import type { Transaction } from "#platform/database";
import { fieldOf, type RecordSet } from "#platform/record-sets";
import { rowsInBox } from "#platform/vector-tiles";

/** GeoJSON in EPSG:4490. */
export interface DrawnShape {
  readonly type: string;
  readonly coordinates: unknown;
}

/** Areas and lengths on the CGCS2000 ellipsoid; zero where the overlap has none. */
export interface Extension {
  readonly areaM2: number;
  readonly lengthM: number;
}

export interface OverlappingRecord extends Extension {
  readonly id: string;
  readonly code: string | null;
  readonly title: string | null;
  /** Of the record's own area, 0 to 1; null for what has no area. */
  readonly shareOfRecord: number | null;
}

export interface SetOverlaps extends Extension {
  readonly set: string;
  readonly count: number;
  /** The largest overlaps first, at most `MOST_LISTED`. `areaM2` of the set counts ground that several records share once. */
  readonly records: readonly OverlappingRecord[];
}

export interface Overlaps {
  readonly drawn: Extension;
  readonly sets: readonly SetOverlaps[];
}

const MOST_LISTED = 100;
const MOST_OVERLAPPING = 5000;
/** Neighbours drawn to the same border overlap by rounding: 0.0000001° along 100 m are 1 m². */
const LEAST_M2 = 1;

/**
 * What of some record sets lies under a drawn shape, as far as the session of the transaction sees it. To touch is not to overlap.
 * @throws TerraceError `drawn-shape-invalid`, `overlaps-too-many`
 */
export async function findOverlaps(tx: Transaction, shape: DrawnShape, sets: readonly RecordSet[]): Promise<Overlaps> {
  const drawn = await measure(tx, shape);
  const found: SetOverlaps[] = [];
  // One connection answers one query after the other.
  for (const set of sets) found.push(await overlapsOf(tx, shape, set));
  return { drawn, sets: found };
}

async function measure(tx: Transaction, shape: DrawnShape): Promise<Extension> {
  const { rows } = await sql<Extension & { isValid: boolean; reason: string }>`
    select ST_Area(ST_CollectionExtract(shape, 3)::geography) as "areaM2",
      ST_Length(ST_CollectionExtract(shape, 2)::geography) as "lengthM",
      ST_IsValid(shape) as "isValid", ST_IsValidReason(shape) as reason
    from (select ${geometryOf(shape)} as shape) as given`.execute(tx);
  const { isValid, reason, areaM2, lengthM } = rows[0]!;
  if (!isValid) throw shapeInvalid(reason);
  return { areaM2, lengthM };
}

interface OverlapRow extends OverlappingRecord {
  readonly count: number;
  readonly coveredM2: number;
  readonly coveredM: number;
}

/**
 * What of one record set lies under a shape that is valid.
 * @param condition which of its records count, by columns of the relation named `record`
 * @throws TerraceError `overlaps-too-many`
 */
export async function overlapsOf(
  tx: Transaction,
  shape: DrawnShape,
  set: RecordSet,
  condition: RawBuilder<unknown> = sql`true`,
): Promise<SetOverlaps> {
  const code = sql.ref(`record.${fieldOf(set, set.codeField).column}`);
  const title = sql.ref(`record.${fieldOf(set, set.titleField).column}`);
  const isNear = await rowsInBox(tx, set.relation, "geometry", geometryOf(shape));
  const { rows } = await sql<OverlapRow>`
    with given as materialized (select ${geometryOf(shape)} as shape),
    hit as materialized (
      select record.id, ${code}::text as code, ${title}::text as title,
        case when ST_IsValid(record.geometry) then record.geometry else ST_MakeValid(record.geometry) end as geometry
      from ${sql.table(set.relation)} as record, given
      where ${isNear} and (${condition}) and ST_Intersects(record.geometry, given.shape)
      limit ${MOST_OVERLAPPING + 1}
    ),
    part as materialized (
      select hit.*, ST_Intersection(hit.geometry, given.shape) as overlap,
        least(ST_Dimension(hit.geometry), ST_Dimension(given.shape)) as dimension
      from hit, given where (select count(*) from hit) <= ${MOST_OVERLAPPING}
    ),
    lying as (
      select * from part where ST_Dimension(overlap) = dimension
        and (dimension < 2 or ST_Area(ST_CollectionExtract(overlap, 3)::geography) >= ${LEAST_M2}::float8)
    ),
    whole as (
      select count(*)::integer as count, ST_Area(ST_Union(ST_CollectionExtract(overlap, 3))::geography) as area,
        ST_Length(ST_Union(ST_CollectionExtract(overlap, 2))::geography) as length
      from lying
    ),
    largest as (
      select id::text as id, code, title, ST_Area(ST_CollectionExtract(overlap, 3)::geography) as "areaM2",
        ST_Length(ST_CollectionExtract(overlap, 2)::geography) as "lengthM", ST_Area(geometry::geography) as own
      from lying order by 4 desc, 5 desc, code limit ${MOST_LISTED}
    )
    select largest.id, code, title, "areaM2", "lengthM", case when own > 0 then "areaM2" / own end as "shareOfRecord",
      case when (select count(*) from hit) > ${MOST_OVERLAPPING} then -1 else whole.count end as count,
      coalesce(whole.area, 0) as "coveredM2", coalesce(whole.length, 0) as "coveredM"
    from whole left join largest on true order by "areaM2" desc, "lengthM" desc, code`.execute(tx);
  const first = rows[0]!;
  if (first.count < 0) throw tooMany(set);
  return {
    set: set.id,
    count: first.count,
    areaM2: first.coveredM2,
    lengthM: first.coveredM,
    records: rows.flatMap(({ id, code, title, areaM2, lengthM, shareOfRecord }) =>
      id === null ? [] : [{ id, code, title, areaM2, lengthM, shareOfRecord }],
    ),
  };
}

function geometryOf(shape: DrawnShape) {
  return sql`ST_Force2D(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(shape)}::text), 4490))`;
}

/** `Self-intersection[120.8 37.3]` gives the place, whatever the fault. */
function shapeInvalid(reason: string): TerraceError {
  const [, longitude, latitude] = /\[(-?[\d.]+) (-?[\d.]+)\]/.exec(reason) ?? [];
  const place =
    longitude === undefined ? "" : `（${Number(longitude).toFixed(5)}, ${Number(latitude).toFixed(5)} 附近）`;
  return new TerraceError({
    code: "drawn-shape-invalid",
    userMessage: `画的范围自相交或不成面${place}，无法计算重叠。请删除后重画，边线不要交叉。`,
    message: `The drawn shape crosses itself or is no area (${reason}). Draw it again without crossing edges.`,
    details: { reason },
  });
}

function tooMany(set: RecordSet): TerraceError {
  return new TerraceError({
    code: "overlaps-too-many",
    userMessage: `范围内的${set.titleZh}超过 ${MOST_OVERLAPPING} 条，无法逐条列出。请缩小范围，或在图层中去掉${set.titleZh}。`,
    message: `More than ${MOST_OVERLAPPING} records of ${set.id} lie in the shape. Draw a smaller one, or leave ${set.id} out.`,
    details: { set: set.id, limit: MOST_OVERLAPPING },
  });
}
