import { type RawBuilder, sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import { fieldOf, pageByKey, type RecordFilter, type RecordSelection, type RecordSet } from "#platform/record-sets";
import { ownRows, rowsInBox } from "#platform/vector-tiles";
import type { BoundingBox } from "./bounding-box.ts";
import type { DayRange } from "./date-time.ts";
import { type Feature, featureOf } from "./feature-json.ts";
import type { ReferenceSystem } from "./reference-systems.ts";

/** Which features of a set are asked for. */
export interface FeatureSelection {
  readonly filter: RecordFilter;
  readonly box: BoundingBox | null;
  readonly days: DayRange | null;
}

/** Where in their order, which is that of their ids: an edit moves no feature to another page. */
export interface FeaturePlace {
  readonly after: string | null;
  readonly offset: number;
  readonly limit: number;
}

export interface FeaturePage {
  readonly features: readonly Feature[];
  /** The id after which the next page begins; null where there is none. */
  readonly next: string | null;
}

/** Rows read at once. */
const ROWS = 500;
/** A page ends early, with a link to the next, rather than fill the memory with large outlines. */
const PAGE_CHARACTERS = 16 * 2 ** 20;

export async function readFeatures(
  tx: Transaction,
  set: RecordSet,
  selection: RecordSelection,
  { after, offset, limit }: FeaturePlace,
  system: ReferenceSystem,
): Promise<FeaturePage> {
  const features: Feature[] = [];
  let characters = 0;
  let last = after;
  // One more than asked tells whether there is a next page.
  for (let wanted = limit + 1; wanted > 0; ) {
    const pageSize = Math.min(wanted, ROWS);
    const skip = last === after ? offset : 0;
    const page = await pageByKey(tx, set, selection, {
      after: last,
      pageSize,
      skip,
      extraColumns: [geometryColumn(set)],
    });
    for (const record of page) {
      if (features.length === limit || characters > PAGE_CHARACTERS) return { features, next: last };
      const feature = featureOf(set, record, system);
      features.push(feature);
      characters += feature.json.length;
      last = record.id;
    }
    if (page.length < pageSize) break;
    wanted -= pageSize;
  }
  return { features, next: null };
}

/** @returns null where there is none that the session may see */
export async function readFeature(
  tx: Transaction,
  set: RecordSet,
  id: string,
  system: ReferenceSystem,
): Promise<Feature | null> {
  const selection = { filter: {}, condition: sql`id = ${id}::uuid` };
  const [record] = await pageByKey(tx, set, selection, {
    after: null,
    pageSize: 1,
    extraColumns: [geometryColumn(set)],
  });
  return record === undefined ? null : featureOf(set, record, system);
}

/** Nine decimals, because what is projected from them is given to the millimetre. */
function geometryColumn({ geometry }: RecordSet): RawBuilder<unknown> {
  return geometry === null
    ? sql`null as geometry`
    : sql`ST_AsGeoJSON(ST_ForcePolygonCCW(record.geometry), 9, 0)::json as geometry`;
}

/**
 * As a selection of records: features without a place are in every box, those without a day on every day, as the standard wants.
 * @param wanted how many of them; null for all, as where they are counted
 */
export async function selectionOf(
  tx: Transaction,
  session: Session,
  set: RecordSet,
  { filter, box, days }: FeatureSelection,
  wanted: number | null,
): Promise<RecordSelection> {
  const own = await ownRows(tx, session, set.relation);
  const terms: RawBuilder<unknown>[] = own === undefined ? [] : [own];
  if (box !== null && set.geometry !== null) {
    const shape = shapeOf(box);
    const rows = wanted === null ? {} : { wanted };
    terms.push(await rowsInBox(tx, set.relation, "geometry", shape, { isWithoutGeometryToo: true, ...rows }));
    terms.push(sql`(geometry is null or ${certainlyInside(box)} ST_Intersects(geometry, ${shape}))`);
  }
  if (days !== null && set.period !== undefined) terms.push(holdsOn(set, set.period, days));
  return terms.length === 0 ? { filter } : { filter, condition: sql`${sql.join(terms, sql` and `)}` };
}

function shapeOf({ rings }: BoundingBox): RawBuilder<unknown> {
  const shape = { type: "MultiPolygon", coordinates: rings.map((one) => [one]) };
  return sql`ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(shape)}::text), 4490)`;
}

/** Boxes are kept in single precision, about 0.00001° here; further inside than that, nothing need be computed. */
const BOX_PRECISION = 0.000_03;

function certainlyInside({ rectangle }: BoundingBox): RawBuilder<unknown> {
  if (rectangle === null) return sql``;
  const [west, south, east, north] = rectangle;
  if (east - west < 4 * BOX_PRECISION || north - south < 4 * BOX_PRECISION) return sql``;
  return sql`geometry @ ST_MakeEnvelope(${west + BOX_PRECISION}::float8, ${south + BOX_PRECISION}::float8,
    ${east - BOX_PRECISION}::float8, ${north - BOX_PRECISION}::float8, 4490) or`;
}

function holdsOn(
  set: RecordSet,
  period: NonNullable<RecordSet["period"]>,
  { from, to }: DayRange,
): RawBuilder<unknown> {
  const begins = dayOf(set, period.from);
  const terms: RawBuilder<unknown>[] = [];
  if (period.to === null) {
    if (from !== null) terms.push(sql`${begins} >= ${from}::date`);
    if (to !== null) terms.push(sql`${begins} <= ${to}::date`);
    return sql`(${begins} is null or (${sql.join(terms, sql` and `)}))`;
  }
  const ends = dayOf(set, period.to);
  if (to !== null) terms.push(sql`(${begins} is null or ${begins} <= ${to}::date)`);
  if (from !== null) terms.push(sql`(${ends} is null or ${ends} >= ${from}::date)`);
  return sql`(${sql.join(terms, sql` and `)})`;
}

function dayOf(set: RecordSet, name: string): RawBuilder<unknown> {
  const { column, kind } = fieldOf(set, name);
  return kind === "timestamp" ? sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date` : sql.ref(column);
}
