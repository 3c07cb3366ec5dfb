import fc from "fast-check";
import * as polyclip from "polyclip-ts";
import { expect, test } from "vitest";
import { type Coordinates, decodeTile, degreesIn, ringArea, type WkbVariant, wkbOf } from "#fixtures/vector-tiles";
import { encodeTile, TileLayer } from "./index.ts";

const TILE = 4096;
const MARGIN = 64;

/** Away from the edges of the world, so that what lies around a tile has a longitude and a latitude. */
const tiles = fc.integer({ min: 5, max: 18 }).chain((z) =>
  fc.record({
    z: fc.constant(z),
    x: fc.integer({ min: 4, max: 2 ** z - 5 }),
    y: fc.integer({ min: 4, max: 2 ** z - 5 }),
  }),
);

/** A star around a place in or near the tile: no side crosses another, but it is seldom convex. */
const stars = fc.record({
  x: fc.integer({ min: -2000, max: 6000 }),
  y: fc.integer({ min: -2000, max: 6000 }),
  size: fc.constantFrom(3, 30, 300, 3000),
  radii: fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 3, maxLength: 60 }),
  hasHole: fc.boolean(),
});

function ringsOf({ x, y, size, radii, hasHole }: typeof stars extends fc.Arbitrary<infer Star> ? Star : never) {
  const around = (share: number): [number, number][] => {
    const ring = radii.map((radius, k): [number, number] => {
      const angle = (2 * Math.PI * k) / radii.length;
      return [x + share * radius * size * Math.cos(angle), y + share * radius * size * Math.sin(angle)];
    });
    return [...ring, ring[0]!];
  };
  return hasHole ? [around(1), around(0.5)] : [around(1)];
}

function encoded(tile: { z: number; x: number; y: number }, wkb: Uint8Array, tolerance: number) {
  const layer = new TileLayer({ name: "patches", tile, attributes: [], tolerance });
  layer.add(wkb, []);
  return decodeTile(encodeTile([layer])).patches?.features[0];
}

const inTile = (tile: { z: number; x: number; y: number }, positions: readonly (readonly [number, number])[]) =>
  positions.map(([x, y]) => degreesIn(tile, x, y)) as Coordinates;

const squareOf = (least: number, greatest: number): [number, number][][] => [
  [
    [least, least],
    [greatest, least],
    [greatest, greatest],
    [least, greatest],
    [least, least],
  ],
];

const areaOf = (polygons: polyclip.Geom) =>
  (polygons as [number, number][][][])
    .flatMap((polygon) => polygon.map((ring, i) => (i === 0 ? 1 : -1) * Math.abs(ringArea(ring))))
    .reduce((sum, area) => sum + area, 0);

const lengthOf = (path: readonly (readonly [number, number])[]) =>
  path.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - path[i]![0], y - path[i]![1]), 0);

test.each([0, 1])("of any polygon the land inside the tile stays, within rounding (tolerance %d)", (tolerance) => {
  fc.assert(
    fc.property(tiles, stars, (tile, star) => {
      const rings = ringsOf(star);
      const feature = encoded(
        tile,
        wkbOf({ type: "Polygon", coordinates: rings.map((ring) => inTile(tile, ring)) }),
        tolerance,
      );
      const expected = areaOf(polyclip.intersection([rings], [squareOf(-MARGIN, TILE + MARGIN)]));
      const found = (feature?.paths ?? []).reduce((sum, ring) => sum + ringArea(ring), 0);
      // Each side moves by at most 0.71 of a unit in rounding and by the tolerance in simplification.
      const perimeter = rings.reduce((sum, ring) => sum + lengthOf(ring), 0);
      expect(Math.abs(found - expected)).toBeLessThanOrEqual((0.75 + tolerance) * perimeter + 4);
    }),
  );
});

test("no vertex lies beyond the margin, outer rings have positive and holes negative area, none has none", () => {
  fc.assert(
    fc.property(tiles, stars, (tile, star) => {
      const coordinates = ringsOf(star).map((ring) => inTile(tile, ring));
      const rings = encoded(tile, wkbOf({ type: "Polygon", coordinates }), 1)?.paths ?? [];
      for (const [x, y] of rings.flat()) {
        expect(x).toBeGreaterThanOrEqual(-MARGIN);
        expect(y).toBeGreaterThanOrEqual(-MARGIN);
        expect(x).toBeLessThanOrEqual(TILE + MARGIN);
        expect(y).toBeLessThanOrEqual(TILE + MARGIN);
      }
      rings.forEach((ring, i) => {
        expect(Math.sign(ringArea(ring))).toBe(i === 0 ? 1 : -1);
      });
    }),
  );
});

const wholePositions = fc.array(fc.tuple(fc.integer({ min: 0, max: TILE }), fc.integer({ min: 0, max: TILE })), {
  minLength: 2,
  maxLength: 40,
});

test("without simplification a line in the tile is decoded as its rounded positions, repeats left out", () => {
  fc.assert(
    fc.property(tiles, wholePositions, fc.double({ min: -0.49, max: 0.49, noNaN: true }), (tile, line, shift) => {
      const moved = line.map(([x, y]) => [x + shift, y - shift] as const);
      const paths = encoded(tile, wkbOf({ type: "LineString", coordinates: inTile(tile, moved) }), 0)?.paths ?? [];
      const distinct = line.filter(([x, y], i) => i === 0 || x !== line[i - 1]![0] || y !== line[i - 1]![1]);
      expect(paths).toEqual(distinct.length > 1 ? [distinct] : []);
    }),
  );
});

test("of a line across the tile the length inside stays, within rounding", () => {
  const positions = fc.array(fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 })), {
    minLength: 2,
    maxLength: 12,
  });
  fc.assert(
    fc.property(tiles, positions, (tile, line) => {
      const paths = encoded(tile, wkbOf({ type: "LineString", coordinates: inTile(tile, line) }), 0)?.paths ?? [];
      // The oracle walks each segment in small steps and counts those inside.
      const STEPS = 4000;
      const inside = line.slice(1).reduce((sum, [x, y], i) => {
        const [fromX, fromY] = line[i]!;
        let count = 0;
        for (let k = 0; k < STEPS; k++) {
          const share = (k + 0.5) / STEPS;
          const px = fromX + (x - fromX) * share;
          const py = fromY + (y - fromY) * share;
          if (Math.min(px, py) >= -MARGIN && Math.max(px, py) <= TILE + MARGIN) count++;
        }
        return sum + (count / STEPS) * Math.hypot(x - fromX, y - fromY);
      }, 0);
      const found = paths.reduce((sum, path) => sum + lengthOf(path), 0);
      // Two ends a segment, each rounded and each a step (25,500 / 4000) of the oracle.
      expect(Math.abs(found - inside)).toBeLessThanOrEqual(line.length * 16);
    }),
    { numRuns: 50 },
  );
});

test("simplification keeps every left-out position of a line within the tolerance", () => {
  fc.assert(
    fc.property(tiles, wholePositions, fc.integer({ min: 1, max: 200 }), (tile, line, tolerance) => {
      const coordinates = inTile(tile, line);
      const [path] = encoded(tile, wkbOf({ type: "LineString", coordinates }), tolerance)?.paths ?? [];
      if (path === undefined) return;
      for (const position of line) expect(distanceToPath(position, path)).toBeLessThanOrEqual(tolerance + 1e-9);
    }),
  );
});

function distanceToPath([x, y]: readonly [number, number], path: readonly (readonly [number, number])[]): number {
  return Math.min(
    ...path.slice(1).map(([toX, toY], i) => {
      const [fromX, fromY] = path[i]!;
      const lengthSquared = (toX - fromX) ** 2 + (toY - fromY) ** 2;
      const along = ((x - fromX) * (toX - fromX) + (y - fromY) * (toY - fromY)) / lengthSquared;
      const share = Math.min(1, Math.max(0, along));
      return Math.hypot(x - fromX - share * (toX - fromX), y - fromY - share * (toY - fromY));
    }),
  );
}

test("byte order, further coordinates and the coordinate system inside change nothing", () => {
  const variants: fc.Arbitrary<WkbVariant> = fc.record(
    { isBigEndian: fc.boolean(), extra: fc.constantFrom("z", "m", "zm"), srid: fc.constantFrom(4490, 4326) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(tiles, stars, variants, (tile, star, variant) => {
      const coordinates = [ringsOf(star).map((ring) => inTile(tile, ring))];
      const plain = encoded(tile, wkbOf({ type: "MultiPolygon", coordinates }), 1);
      expect(encoded(tile, wkbOf({ type: "MultiPolygon", coordinates }, variant), 1)).toEqual(plain);
    }),
  );
});

test("any text, number and truth value is read back as it was; half a surrogate pair as U+FFFD", () => {
  const values = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  );
  const tile = { z: 0, x: 0, y: 0 };
  fc.assert(
    fc.property(fc.array(values), fc.maxSafeNat(), (list, id) => {
      const attributes = list.map((_, i) => `v${i}`);
      const layer = new TileLayer({ name: "烟台", tile, attributes });
      layer.addPoint(121, 37, list, id);
      const [feature] = decodeTile(encodeTile([layer])).烟台!.features;
      expect(feature?.id).toBe(id);
      const wellFormed = list.map((value) => (typeof value === "string" ? value.toWellFormed() : value));
      expect(Object.values(feature!.values)).toEqual(wellFormed);
    }),
  );
});
