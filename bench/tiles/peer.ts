import { sql } from "kysely";
import type { TileAddress } from "#engine/vector-tiles";
import type { Database } from "#platform/database";
import { citySession } from "./sample-layer.ts";

/** The same layer by PostGIS's own encoder, in the ways in which it is commonly served. */
export interface Peer {
  readonly name: string;
  tile(database: Database, tile: TileAddress): Promise<Uint8Array>;
}

const transformed = ({ z, x, y }: TileAddress) => sql<{ tile: Uint8Array }>`
  with frame as materialized (
    select ST_TileEnvelope(${z}, ${x}, ${y}) as square,
      ST_SetSRID(ST_Transform(ST_TileEnvelope(${z}, ${x}, ${y}, margin => 0.015625), 4326), 4490) as box)
  select ST_AsMVT(feature, 'patches', 4096, 'geometry') as tile from (
    select p.id::text as id, p.code, p.name, p.division_code as "divisionCode", p.area_km2::float8 as "areaKm2",
      ST_AsMVTGeom(ST_Transform(ST_SetSRID(p.geometry, 4326), 3857), frame.square, 4096, 64) as geometry
    from bench.patch p, frame where p.geometry && frame.box) feature
  where geometry is not null`;

const stored = ({ z, x, y }: TileAddress) => sql<{ tile: Uint8Array }>`
  select ST_AsMVT(feature, 'patches', 4096, 'geometry') as tile from (
    select p.id::text as id, p.code, p.name, p.division_code as "divisionCode", p.area_km2::float8 as "areaKm2",
      ST_AsMVTGeom(p.mercator, ST_TileEnvelope(${z}, ${x}, ${y}), 4096, 64) as geometry
    from bench.patch p where p.mercator && ST_TileEnvelope(${z}, ${x}, ${y}, margin => 0.015625)) feature
  where geometry is not null`;

const first = ({ rows }: { rows: { tile: Uint8Array }[] }) => rows[0]!.tile;

export const peers: readonly Peer[] = [
  {
    name: "ST_AsMVT, transformed in the query, no permissions",
    tile: (database, tile) => database.asService("bench", async (tx) => first(await transformed(tile).execute(tx))),
  },
  {
    name: "ST_AsMVT, second column in EPSG:3857, no permissions",
    tile: (database, tile) => database.asService("bench", async (tx) => first(await stored(tile).execute(tx))),
  },
  {
    name: "ST_AsMVT, transformed in the query, row-level security",
    tile: (database, tile) => database.asSession(citySession, async (tx) => first(await transformed(tile).execute(tx))),
  },
];
