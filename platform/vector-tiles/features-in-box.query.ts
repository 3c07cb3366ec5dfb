import { type RawBuilder, sql } from "kysely";
import { DEFAULT_MARGIN, TILE_EXTENT, type TileAddress, type TileValue, tileBox } from "#engine/vector-tiles";
import type { Transaction } from "#platform/database";
import type { TileLayerDefinition } from "./layer.ts";
import type { RelationFacts } from "./relation-facts.ts";

export interface TileFeature {
  readonly wkb: Uint8Array;
  /** The id, then the layer's attributes in their order. */
  readonly values: readonly TileValue[];
}

/** Stored bytes, about 1000 vertices, from which the database cuts or simplifies: below, sending all is quicker. */
const LARGE_BYTES = 16_384;

/**
 * The rows whose geometry touches the tile with its margin, in the order of their ids, so that equal content gives equal bytes.
 * @param isSimplified as on small scales, where a tile shows whole districts: the database leaves out what is below a tile unit
 * @param limit the most rows that are read
 */
export async function readFeatures(
  tx: Transaction,
  layer: TileLayerDefinition,
  facts: RelationFacts,
  tile: TileAddress,
  isSimplified: boolean,
  limit: number,
): Promise<readonly TileFeature[]> {
  const columns = layer.attributes.map(({ column }, i) => sql`, ${sql.ref(column)} as ${sql.id(`a${i}`)}`);
  const box = boxOf(tile, DEFAULT_MARGIN);
  const { rows } = await sql<{ id: string; geometry: Uint8Array | null } & Record<string, unknown>>`
    select id::text as id, ST_AsBinary(${reduced(layer, tile, box, isSimplified)}) as geometry${join(columns)}
    from ${sql.table(layer.relation)}
    where ${touches(layer, facts, box)} and (${layer.where ?? sql`true`})
    limit ${limit}`.execute(tx);
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  return rows.flatMap(({ id, geometry, ...row }) => {
    if (geometry === null) return [];
    return [{ wkb: geometry, values: [id, ...layer.attributes.map((_, i) => tileValueOf(row[`a${i}`]))] }];
  });
}

/** By the rows' places where they are counted, because row-level security keeps the query itself from the spatial index. */
export function touches(
  { geometryColumn }: TileLayerDefinition,
  { isCounted, name }: RelationFacts,
  box: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (!isCounted) return sql`${sql.id(geometryColumn)} && ${box}`;
  // A sub-select is asked once; the bare function would be asked by the planner as well.
  return sql`ctid = any (array(select unnest(vector_tiles.rows_in_box(${name}, ${geometryColumn}, ${box}))))`;
}

export function boxOf(tile: TileAddress, margin: number): RawBuilder<unknown> {
  const { west, south, east, north } = tileBox(tile, margin);
  return sql`ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4490)`;
}

function reduced(
  { geometryColumn }: TileLayerDefinition,
  { z }: TileAddress,
  box: RawBuilder<unknown>,
  isSimplified: boolean,
): RawBuilder<unknown> {
  const geometry = sql.id(geometryColumn);
  if (isSimplified) return sql`ST_Simplify(${geometry}, ${360 / 2 ** z / TILE_EXTENT}::float8)`;
  // Cuts invalid geometry too; the encoder cuts what is sent whole.
  return sql`case when pg_column_size(${geometry}) > ${sql.lit(LARGE_BYTES)}
    then ST_ClipByBox2D(${geometry}, ${box}::box2d) else ${geometry} end`;
}

function join(parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return parts.length === 0 ? sql`` : sql.join(parts, sql``);
}

/** Lists and objects become their JSON: a tile holds single values only. */
function tileValueOf(value: unknown): TileValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return JSON.stringify(value);
}
