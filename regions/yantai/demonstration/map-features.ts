import { divisions } from "../divisions.ts";
import { type ProjectedPoint, unproject } from "./gauss-kruger.ts";
import { islands } from "./geography/coast.ts";
import { peaks } from "./geography/relief.ts";
import { reservoirs } from "./geography/rivers.ts";
import { riverCourses } from "./river-courses.ts";
import type { UnitPolygon } from "./unit-polygons.ts";

/** What every feature of the demonstration carries, so that no map can lose it. */
const MARK = "示意";

export function lonLat(point: ProjectedPoint): number[] {
  const { longitude, latitude } = unproject(point.x, point.y);
  return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6];
}

function closedRing(ring: readonly ProjectedPoint[]): number[][] {
  const points = ring.map(lonLat);
  return [...points, points[0]!];
}

/** The units as GeoJSON, EPSG:4326: `name`, `code`, `mark`. */
export function zoneFeatures(units: readonly UnitPolygon[]): object {
  return {
    type: "FeatureCollection",
    features: units.map((unit) => ({
      type: "Feature",
      properties: {
        name: unit.nameZh,
        code: unit.code,
        name_en: divisions[unit.label - 1]!.nameEn,
        mark: MARK,
      },
      geometry: {
        type: "MultiPolygon",
        coordinates: unit.polygons.map((rings) => rings.map(closedRing)),
      },
    })),
  };
}

/** Rivers, summits, seats, islands and reservoirs for the labels of a map, EPSG:4326. */
export function placeFeatures(): object {
  const point = (position: readonly number[], properties: object): object => ({
    type: "Feature",
    properties: { ...properties, mark: MARK },
    geometry: { type: "Point", coordinates: [...position] },
  });
  const courses = riverCourses().map(({ river, points }) => ({
    type: "Feature",
    properties: { kind: "river", name: river.nameZh, name_en: river.nameEn, corridor: river.isCorridor, mark: MARK },
    geometry: {
      type: "LineString",
      coordinates: points.filter((_, i) => i % 3 === 0 || i === points.length - 1).map(lonLat),
    },
  }));
  return {
    type: "FeatureCollection",
    features: [
      ...courses,
      ...peaks.map((peak) =>
        point(peak.position, { kind: "peak", name: peak.nameZh, name_en: peak.nameEn, height: peak.height }),
      ),
      ...divisions.map((division) =>
        point([division.seat.longitude, division.seat.latitude], {
          kind: "seat",
          name: division.shortNameZh,
          name_en: division.nameEn,
          code: division.code,
        }),
      ),
      ...islands.map((island) => point(island.centre, { kind: "island", name: island.nameZh })),
      ...reservoirs.map((reservoir) => point(reservoir.centre, { kind: "reservoir", name: reservoir.nameZh })),
    ],
  };
}
