import { sql } from "kysely";
import * as polyclip from "polyclip-ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeTile, type TileAddress, TileLayer } from "#engine/vector-tiles";
import { testDatabases } from "#fixtures/test-database";
import { type DecodedFeature, decodeTile, ringArea } from "#fixtures/vector-tiles";
import type { Database } from "#platform/database";

/** PostGIS's own encoder, which the embedded database does not have, as the second opinion on ours. */
const server = testDatabases().find(({ name }) => name === "postgres");

if (server === undefined)
  console.log("skipped: ST_AsMVT needs the PostgreSQL server, and TERRACE_TEST_DATABASES leaves it out");

describe.skipIf(server === undefined)("beside ST_AsMVT", () => {
  let database: Database;
  beforeAll(async () => {
    database = await server!.open();
  });
  afterAll(() => database.close());

  /** Stars with 5 to 64 corners, some with a hole, around places in and beside the tile; deterministic. */
  const stars = (tile: TileAddress) => sql`
    select i, case when i % 3 = 0 then ST_MakePolygon(ring, array[ST_Scale(ring, ST_MakePoint(0.4, 0.4), middle)]) else ST_MakePolygon(ring) end as geometry
    from (
      select i, middle, ST_SetSRID(ST_AddPoint(line, ST_StartPoint(line)), 4490) as ring
      from (
        select i, ST_SetSRID(ST_MakePoint(lon, lat), 4490) as middle,
          (select ST_SetSRID(ST_MakeLine(array_agg(ST_MakePoint(
              lon + size * (0.7 + 0.3 * sin(i * 7 + k * 2.3)) * cos(2 * pi() * k / corners),
              lat + size * (0.7 + 0.3 * sin(i * 7 + k * 2.3)) * sin(2 * pi() * k / corners)) order by k)), 4490)
            from generate_series(0, corners - 1) k) as line
        from (
          select i, 5 + i % 60 as corners, side * (0.02 + 0.4 * mod(i * 0.3247, 1.0)::float8) as size,
            west + side * (1.6 * mod(i * 0.7549, 1.0)::float8 - 0.3) as lon,
            south + side * (1.3 * mod(i * 0.5698, 1.0)::float8 - 0.2) as lat
          from generate_series(1, 60) i,
            (select ST_XMin(box) as west, ST_YMin(box) as south, ST_XMax(box) - ST_XMin(box) as side
              from (select ST_Transform(ST_TileEnvelope(${tile.z}, ${tile.x}, ${tile.y}), 4490) as box) tile) frame
        ) places
      ) lines
    ) rings`;

  test.each([
    { z: 8, x: 214, y: 99 },
    { z: 12, x: 3422, y: 1589 },
    { z: 17, x: 109_500, y: 50_850 },
  ])("of random polygons at zoom $z nothing that could be seen differs", async (tile) => {
    const { rows } = await database.asService("test", (tx) =>
      sql<{ i: number; wkb: Uint8Array; theirs: Uint8Array | null }>`
        with star as (${stars(tile)})
        select i, ST_AsBinary(geometry) as wkb, (
          select ST_AsMVT(feature, 'stars', 4096, 'geometry') from (
            select ST_AsMVTGeom(ST_Transform(ST_SetSRID(geometry, 4326), 3857),
              ST_TileEnvelope(${tile.z}, ${tile.x}, ${tile.y}), 4096, 64, true) as geometry) feature
          where feature.geometry is not null) as theirs
        from star order by i`.execute(tx),
    );
    let compared = 0;
    for (const { i, wkb, theirs } of rows) {
      const layer = new TileLayer({ name: "stars", tile, attributes: [], tolerance: 0 });
      layer.add(wkb, []);
      const ours = polygonsOf(decodeTile(encodeTile([layer])).stars?.features[0]);
      const postgis = polygonsOf(decodeTile(theirs ?? new Uint8Array()).stars?.features[0]);
      if (ours.length === 0 && postgis.length === 0) continue;
      compared++;
      const difference = areaOf(polyclip.xor(ours, postgis));
      // A unit along the outline, for both round by up to half of one; on the screen that is an eighth of a pixel.
      expect(difference, `star ${i}`).toBeLessThanOrEqual(perimeterOf(ours) + 8);
    }
    expect(compared).toBeGreaterThan(30);
  });
});

function polygonsOf(feature: DecodedFeature | undefined): [number, number][][][] {
  const polygons: [number, number][][][] = [];
  for (const path of feature?.paths ?? []) {
    const ring = path.map(([x, y]): [number, number] => [x, y]);
    if (ringArea(path) > 0) polygons.push([ring]);
    else polygons.at(-1)?.push(ring);
  }
  return polygons;
}

function areaOf(polygons: readonly (readonly (readonly [number, number])[][])[]): number {
  return polygons
    .flatMap((polygon) => polygon.map((ring, i) => (i === 0 ? 1 : -1) * Math.abs(ringArea(ring))))
    .reduce((sum, area) => sum + area, 0);
}

function perimeterOf(polygons: readonly (readonly (readonly [number, number])[][])[]): number {
  return polygons
    .flat()
    .flatMap((ring) => ring.slice(1).map(([x, y], i) => Math.hypot(x - ring[i]![0], y - ring[i]![1])))
    .reduce((sum, length) => sum + length, 0);
}
