import { describeCrs, transformer } from "#engine/projections";
import { parameterInvalid } from "./ogc-errors.ts";
import { type ReferenceSystem, STORED } from "./reference-systems.ts";

type Ring = readonly (readonly [number, number])[];

/** What `bbox` asks for, in stored longitude and latitude. */
export interface BoundingBox {
  readonly rings: readonly Ring[];
  /** West, south, east and north where it is a rectangle of longitude and latitude; null where it is one of a projection. */
  readonly rectangle: readonly [number, number, number, number] | null;
}

/** Points along a side of a projected box: over a city its sides bend by less than a metre between them. */
const PARTS_OF_A_SIDE = 32;

/**
 * `bbox` in the axis order of its system. Heights are read and not used: records are flat.
 * @throws TerraceError `parameter-invalid`
 */
export function parseBoundingBox(text: string, system: ReferenceSystem): BoundingBox {
  const fail = (zh: string, en: string) => parameterInvalid("bbox", text, zh, en);
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if ((numbers.length !== 4 && numbers.length !== 6) || !numbers.every(Number.isFinite)) {
    throw fail("应为以逗号分隔的 4 个（或带高程的 6 个）数", "it takes 4 numbers, or 6 with heights, between commas");
  }
  const [first, second, third, fourth] = numbers.length === 4 ? numbers : [0, 1, 3, 4].map((i) => numbers[i]);
  const [south, west, north, east] = (
    system.isNorthFirst ? [first, second, third, fourth] : [second, first, fourth, third]
  ) as [number, number, number, number];
  if (south > north) throw fail("下限大于上限", "its lower bound is above the upper one");
  const { minX, minY, maxX, maxY } = system.isGeographic
    ? { minX: -180, minY: -90, maxX: 180, maxY: 90 }
    : describeCrs(system.code).plausible;
  if (west < minX || east > maxX || south < minY || north > maxY || west > maxX || east < minX) {
    throw fail(
      "超出坐标系的范围，请检查坐标轴顺序",
      "it lies outside the coordinate system; check the order of the axes",
    );
  }
  if (!system.isGeographic) {
    if (west > east) throw fail("左边界大于右边界", "its left bound is beyond the right one");
    return { rings: [projectedRing(west, south, east, north, system, fail)], rectangle: null };
  }
  if (west <= east) return { rings: [ring(west, south, east, north)], rectangle: [west, south, east, north] };
  // Across the meridian of 180° (RFC 7946, 5.2).
  return { rings: [ring(west, south, 180, north), ring(-180, south, east, north)], rectangle: null };
}

function ring(west: number, south: number, east: number, north: number): Ring {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

function projectedRing(
  west: number,
  south: number,
  east: number,
  north: number,
  system: ReferenceSystem,
  fail: (zh: string, en: string) => Error,
): Ring {
  const corners = ring(west, south, east, north);
  const transform = transformer(system.code, STORED);
  const points = corners.slice(0, -1).flatMap(([x, y], side) => {
    const [nextX, nextY] = corners[side + 1]!;
    return Array.from({ length: PARTS_OF_A_SIDE }, (_, part) => {
      const share = part / PARTS_OF_A_SIDE;
      const place = transform(x + (nextX - x) * share, y + (nextY - y) * share);
      return [place.x, place.y] as const;
    });
  });
  if (!points.flat().every(Number.isFinite)) {
    throw fail("超出坐标系的适用范围", "it lies outside the area of the coordinate system");
  }
  return [...points, points[0]!];
}
