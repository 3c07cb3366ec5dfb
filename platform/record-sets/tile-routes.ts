import { sql } from "kysely";
import { z } from "zod";
import type { Database, Session, Transaction } from "#platform/database";
import { defineRoute, type Route, signedIn } from "#platform/http-api";
import { namesEtag, type TileLayerDefinition, type VectorTiles } from "#platform/vector-tiles";
import { parseFilter, type RecordSelection, whereOf } from "./record-filter.ts";
import { fieldOf, type RecordSet } from "./record-set.ts";
import type { RecordSets } from "./record-sets.ts";

const place = z.object({
  set: z.string().max(100),
  z: z.coerce.number().int(),
  x: z.coerce.number().int(),
  y: z
    .string()
    .regex(/^\d{1,8}\.mvt$/)
    .transform((text) => Number.parseInt(text, 10)),
});

/** Counts the changes of every set with a geometry, by which tiles are kept. Asking again changes nothing. */
export async function keepTileVersions(database: Database, sets: readonly RecordSet[]): Promise<void> {
  await database.asService("tiles", async (transaction) => {
    for (const { relation } of sets.filter(({ geometry }) => geometry !== null)) {
      await sql`select vector_tiles.keep_content_version(${relation}::regclass)`.execute(transaction);
    }
  });
}

/** A set as a layer of the map: each record with its code, title, state and what it is coloured by. */
export function tileLayerOf(set: RecordSet, selection: RecordSelection): TileLayerDefinition {
  const named: [string, string | null][] = [
    ["code", set.codeField],
    ["title", set.titleField],
    ["state", set.stateField],
  ];
  const chosen = set.fields.filter(({ kind }) => kind === "choice" || kind === "boolean");
  return {
    id: set.id,
    relation: set.relation,
    geometryColumn: "geometry",
    attributes: [
      ...named.flatMap(([name, field]) => (field === null ? [] : [{ name, column: fieldOf(set, field).column }])),
      ...chosen.map(({ name, column }) => ({ name, column })),
    ],
    divisionColumn: set.divisionField === null ? null : fieldOf(set, set.divisionField).column,
    where: whereOf(set, selection),
  };
}

export interface TileRequest {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly request: Request;
}

/** A tile of a set as an answer to a request: 204 where it is empty, 304 where the caller has it. */
export async function tileAnswer(
  tx: Transaction,
  session: Session,
  tiles: VectorTiles,
  layer: TileLayerDefinition,
  { request, ...tile }: TileRequest,
): Promise<Response> {
  const { bytes, etag } = await tiles.layerTile(tx, session, { layer, ...tile });
  const headers = { ETag: etag, "Cache-Control": "private, no-cache" };
  if (namesEtag(request.headers.get("If-None-Match"), etag)) return new Response(null, { status: 304, headers });
  if (bytes.length === 0) return new Response(null, { status: 204, headers });
  return new Response(bytes, { headers: { ...headers, "Content-Type": "application/vnd.mapbox-vector-tile" } });
}

export function tileRoutes(sets: RecordSets, tiles: VectorTiles): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/record-sets/{set}/tiles/{z}/{x}/{y}",
      access: signedIn(),
      summary: { zh: "台账的矢量瓦片（z/x/y.mvt）", en: "A vector tile of a record set (z/x/y.mvt)" },
      params: place,
      query: z.object({ filter: z.string().max(10_000).optional(), text: z.string().max(200).optional() }),
      response: "raw",
      handle: async ({ session, params, query, transaction, request }) => {
        const set = sets.open(session, params.set);
        if (set.geometry === null) return new Response(null, { status: 204 });
        const layer = tileLayerOf(set, { filter: parseFilter(set, query.filter), text: query.text });
        const { z, x, y } = params;
        return transaction((tx) => tileAnswer(tx, session, tiles, layer, { z, x, y, request }));
      },
    }),
  ];
}
