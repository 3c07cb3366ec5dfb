import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#platform/database";
import { fieldOf, type RecordSet } from "#platform/record-sets";
import type { ExistingMatch, ImportRow, ImportTarget } from "./import-target.ts";

export interface RecordSetTargetOptions {
  /** Field → other names that senders give it. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  /** Columns that the import fills itself, the same in every row: column → value. */
  readonly constants?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * A record set as something to import into: its editable fields, found again by code and by ground.
 * @throws Error where the set is not editable: such records come about by the context's own commands
 */
export function importTargetOf(
  set: RecordSet,
  { aliases = {}, constants = {} }: RecordSetTargetOptions = {},
): ImportTarget {
  if (set.editPermission === null) throw new Error(`Record set ${set.id} is not editable and takes no imports`);
  const fields = set.fields.filter(({ isEditable }) => isEditable);
  const has = (name: string | null) => (name !== null && fields.some((field) => field.name === name) ? name : null);
  return {
    id: set.id,
    titleZh: set.titleZh,
    titleEn: set.titleEn,
    permission: set.editPermission,
    geometry: set.geometry,
    codeField: has(set.codeField),
    divisionField: has(set.divisionField),
    fields: fields.map((field) => ({ ...field, ...(aliases[field.name] ? { aliases: aliases[field.name]! } : {}) })),
    findExisting: async (transaction, rows) => [
      ...(await findByCode(transaction, set, rows)),
      ...(await findByGround(transaction, set, rows)),
    ],
    insertRows: (transaction, rows) => insertAll(transaction, set, rows, constants),
  };
}

/** PostgreSQL takes 65,535 parameters in a statement; 500 rows of 60 columns stay well below. */
const BATCH = 500;

async function insertAll(
  transaction: Transaction,
  set: RecordSet,
  rows: readonly ImportRow[],
  constants: Readonly<Record<string, string | number | boolean | null>>,
): Promise<void> {
  // A column that no row fills keeps the default of the table.
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  const columns = [
    ...names.map((name) => sql.ref(fieldOf(set, name).column)),
    ...Object.keys(constants).map((column) => sql.ref(column)),
    ...(set.geometry === null ? [] : [sql.ref("geometry")]),
  ];
  for (let start = 0; start < rows.length; start += BATCH) {
    const tuples = rows.slice(start, start + BATCH).map(({ values, geometry }) => {
      const cells: RawBuilder<unknown>[] = names.map((name) => sql`${values[name] ?? null}`);
      for (const value of Object.values(constants)) cells.push(sql`${value}`);
      if (set.geometry !== null) cells.push(geometryValue(set, geometry));
      return sql`(${sql.join(cells)})`;
    });
    await sql`insert into ${sql.table(set.relation)} (${sql.join(columns)}) values ${sql.join(tuples)}`.execute(
      transaction,
    );
  }
}

function geometryValue(set: RecordSet, geometry: ImportRow["geometry"]): RawBuilder<unknown> {
  if (geometry === null) return sql`null`;
  const plain = sql`ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}), 4490)`;
  return set.geometry === "point" ? plain : sql`ST_Multi(${plain})`;
}

async function findByCode(
  transaction: Transaction,
  set: RecordSet,
  rows: readonly ImportRow[],
): Promise<ExistingMatch[]> {
  const byCode = new Map(rows.map((row) => [String(row.values[set.codeField] ?? ""), row.row] as const));
  byCode.delete("");
  if (byCode.size === 0) return [];
  const [code, title] = [set.codeField, set.titleField].map((name) => sql.ref(fieldOf(set, name).column));
  const { rows: found } = await sql<{ code: string; title: string | null }>`
    select ${code}::text as code, ${title}::text as title from ${sql.table(set.relation)}
    where ${code}::text in (select jsonb_array_elements_text(${JSON.stringify([...byCode.keys()])}::jsonb))`.execute(
    transaction,
  );
  return found.map((record) => ({
    row: byCode.get(record.code)!,
    title: record.title ?? record.code,
    by: "code" as const,
    overlapSquareMetres: null,
    place: null,
  }));
}

/** What is asked in one statement, and how many matches are enough to see that something is wrong. */
const ASKED = 500;
const MOST_MATCHES = 2000;
/** Points this near are one place: the accuracy of a survey, and far below that of a phone. */
const SAME_PLACE_METRES = 1;
const NEGLIGIBLE_SQUARE_METRES = 1;

async function findByGround(
  transaction: Transaction,
  set: RecordSet,
  rows: readonly ImportRow[],
): Promise<ExistingMatch[]> {
  if (set.geometry === null) return [];
  const placed = rows.filter(({ geometry }) => geometry !== null);
  const matches: ExistingMatch[] = [];
  for (let start = 0; start < placed.length && matches.length < MOST_MATCHES; start += ASKED) {
    const asked = placed.slice(start, start + ASKED).map(({ row, geometry }) => ({ row, geometry }));
    matches.push(...(await matchesOf(transaction, set, asked)));
  }
  return matches;
}

interface GroundMatch {
  readonly row: number;
  readonly title: string | null;
  readonly isSame: boolean;
  readonly overlap: number | null;
  readonly longitude: number;
  readonly latitude: number;
}

async function matchesOf(
  transaction: Transaction,
  set: RecordSet,
  asked: readonly { readonly row: number; readonly geometry: ImportRow["geometry"] }[],
): Promise<ExistingMatch[]> {
  const title = sql.ref(`record.${fieldOf(set, set.titleField).column}`);
  const condition = {
    point: sql`record.geometry && ST_Expand(given.geometry, 0.0001)
      and ST_DWithin(record.geometry::geography, given.geometry::geography, ${SAME_PLACE_METRES})`,
    line: sql`record.geometry && given.geometry and ST_Equals(record.geometry, given.geometry)`,
    // Interiors meet; neighbours that share a border do not.
    polygon: sql`record.geometry && given.geometry and ST_Relate(record.geometry, given.geometry, 'T********')`,
  }[set.geometry ?? "line"];
  const isArea = set.geometry === "polygon";
  const { rows } = await sql<GroundMatch>`
    with given as materialized (
      select (item ->> 'row')::integer as row_number, ST_SetSRID(ST_GeomFromGeoJSON(item ->> 'geometry'), 4490) as geometry
      from jsonb_array_elements(${JSON.stringify(asked)}::jsonb) as item)
    select given.row_number as "row", ${title}::text as title,
      ${isArea ? sql`ST_Equals(record.geometry, given.geometry)` : sql`true`} as "isSame",
      ${isArea ? sql`ST_Area(shared.geometry::geography)` : sql`null::double precision`} as overlap,
      ST_X(ST_PointOnSurface(shared.geometry)) as longitude, ST_Y(ST_PointOnSurface(shared.geometry)) as latitude
    from given join ${sql.table(set.relation)} as record on ${condition}
      cross join lateral (select ${
        isArea
          ? sql`ST_CollectionExtract(ST_Intersection(ST_MakeValid(record.geometry), ST_MakeValid(given.geometry)), 3)`
          : sql`given.geometry`
      } as geometry) as shared
    order by 1 limit ${MOST_MATCHES}`.execute(transaction);
  return rows
    .filter(({ overlap }) => overlap === null || overlap >= NEGLIGIBLE_SQUARE_METRES)
    .map(({ row, title: name, isSame, overlap, longitude, latitude }) => ({
      row,
      title: name ?? "",
      by: isSame ? ("geometry" as const) : ("overlap" as const),
      overlapSquareMetres: overlap,
      place: [longitude, latitude] as const,
    }));
}
