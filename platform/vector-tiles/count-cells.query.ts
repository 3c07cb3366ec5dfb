import { sql } from "kysely";
import { CGCS2000_ELLIPSOID } from "#engine/projections";
import type { TileAddress } from "#engine/vector-tiles";
import type { Transaction } from "#platform/database";
import { boxOf, touches } from "./features-in-box.query.ts";
import type { TileLayerDefinition } from "./layer.ts";
import type { RelationFacts } from "./relation-facts.ts";

/** Records counted by small cells in longitude and latitude, and by division: what clusters of every zoom are made of. */
export interface CellCounts {
  readonly totalCount: number;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly count: number;
  readonly areaKm2: number;
  /** The mean of the middles of the records' boxes, degrees. */
  readonly longitude: number;
  readonly latitude: number;
  readonly divisionCode: string | null;
}

/** Count, sum of longitudes, of latitudes and of areas as the database sends them: 4 and three times 8 bytes, big-endian. */
const PACKED_BYTES = 28;

/**
 * The middle of the box and the plane area in square degrees, which geometry has at hand, instead of a point on the surface and the
 * area on the ellipsoid, which cost a hundred times as much. The area is exact to a tenth of a thousandth after `squareKilometres`.
 * @param cellDegrees side of a cell
 * @param tile only records that touch it; null for the whole relation
 */
export async function countCells(
  tx: Transaction,
  layer: TileLayerDefinition,
  facts: RelationFacts,
  cellDegrees: number,
  tile: TileAddress | null,
): Promise<CellCounts> {
  const geometry = sql.id(layer.geometryColumn);
  const division = layer.divisionColumn === null ? sql`null::text` : sql`${sql.id(layer.divisionColumn)}::text`;
  const place = tile === null ? sql`true` : touches(layer, facts, boxOf(tile, 0));
  // Narrow rows are hashed, not geometry: hence the inner queries, which `offset 0` keeps apart. Sums, because means cost twice as much.
  // A row for each division with its cells packed, because thousands of rows cost more to receive than to count.
  const { rows } = await sql<{ division: string | null; cells: Uint8Array }>`
    select division,
      string_agg(int4send(count) || float8send(longitudes) || float8send(latitudes) || float8send(area), ''::bytea) as cells
    from (
      select division, count(*)::int as count, sum(x) as longitudes, sum(y) as latitudes, sum(area) as area
      from (
        select division, area, middle[0] as x, middle[1] as y
        from (
          select ${division} as division, ST_Area(${geometry}) as area, point(${geometry}::box) as middle
          from ${sql.table(layer.relation)}
          where ${place} and (${layer.where ?? sql`true`})
          offset 0
        ) records
        offset 0
      ) places
      where x is not null
      group by floor(x / ${cellDegrees}::float8)::int, floor(y / ${cellDegrees}::float8)::int, division
    ) cells
    group by division`.execute(tx);
  const cells = rows.flatMap((row) => unpackedCells(row.cells, row.division));
  return { totalCount: cells.reduce((sum, { count }) => sum + count, 0), cells };
}

function unpackedCells(packed: Uint8Array, divisionCode: string | null): Cell[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  return Array.from({ length: packed.byteLength / PACKED_BYTES }, (_, i) => {
    const at = i * PACKED_BYTES;
    const count = view.getInt32(at);
    const latitude = view.getFloat64(at + 12) / count;
    return {
      count,
      longitude: view.getFloat64(at + 4) / count,
      latitude,
      areaKm2: view.getFloat64(at + 20) * squareKilometresPerSquareDegree(latitude),
      divisionCode,
    };
  });
}

const { semiMajorMetres, flattening } = CGCS2000_ELLIPSOID;
const ECCENTRICITY_SQUARED = flattening * (2 - flattening);

/** By the radii of curvature along the meridian and across it (Snyder, USGS PP 1395, eq. 4-18 and 4-20). */
function squareKilometresPerSquareDegree(latitude: number): number {
  const radians = Math.PI / 180;
  const bounded = 1 - ECCENTRICITY_SQUARED * Math.sin(latitude * radians) ** 2;
  const alongMeridian = (semiMajorMetres * (1 - ECCENTRICITY_SQUARED)) / bounded ** 1.5;
  const acrossIt = semiMajorMetres / Math.sqrt(bounded);
  return (alongMeridian * acrossIt * Math.cos(latitude * radians) * radians ** 2) / 1e6;
}
