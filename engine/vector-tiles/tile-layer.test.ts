import { expect, test } from "vitest";
import { TerraceError } from "#errors";
import { type Coordinates, decodeTile, degreesIn, ringArea, wkbOf } from "#fixtures/vector-tiles";
import { encodeTile, TileLayer, tileBox } from "./index.ts";

const tile = { z: 12, x: 3422, y: 1590 };
const at = (...positions: readonly (readonly [number, number])[]): Coordinates =>
  positions.map(([x, y]) => degreesIn(tile, x, y));

function layerOf(attributes: readonly string[] = [], tolerance = 0) {
  return new TileLayer({ name: "patches", tile, attributes, tolerance });
}

function decodedPaths(wkb: Uint8Array, tolerance = 0) {
  const layer = layerOf([], tolerance);
  layer.add(wkb, []);
  return decodeTile(encodeTile([layer])).patches?.features[0]?.paths ?? [];
}

const square: Coordinates = at([100, 100], [100, 200], [200, 200], [200, 100], [100, 100]);

test("a square is the bytes that the specification asks for", () => {
  const layer = layerOf(["name"]);
  layer.add(wkbOf({ type: "Polygon", coordinates: [square] }), ["a"], 7);
  // Field 3, 51 bytes: version 2, the name, one feature, the key, the value, the extent. The square was given anticlockwise (on the
  // screen), so it is written the other way round, from its last corner: (200, 100) → (200, 200) → (100, 200) → (100, 100).
  const commands = [9, 0x90, 3, 0xc8, 1, 26, 0, 0xc8, 1, 0xc7, 1, 0, 0, 0xc7, 1, 15];
  const feature = [0x08, 7, 0x12, 2, 0, 0, 0x18, 3, 0x22, commands.length, ...commands];
  const layerBytes = [
    ...[0x78, 2, 0x0a, 7, ...new TextEncoder().encode("patches")],
    ...[0x12, feature.length, ...feature],
    ...[0x1a, 4, ...new TextEncoder().encode("name"), 0x22, 3, 0x0a, 1, 0x61, 0x28, 0x80, 0x20],
  ];
  expect([...encodeTile([layer])]).toEqual([0x1a, layerBytes.length, ...layerBytes]);
});

test("a hole runs against its outer ring, whatever way both were given", () => {
  const hole = at([120, 120], [120, 160], [160, 160], [120, 120]);
  for (const outer of [square, [...square].reverse()]) {
    for (const inner of [hole, [...hole].reverse()]) {
      const paths = decodedPaths(wkbOf({ type: "Polygon", coordinates: [outer, inner] }));
      expect(paths.map(ringArea)).toEqual([10_000, -800]);
    }
  }
});

test("a hole goes with its outer ring where that is too small to show; the next polygon keeps its own", () => {
  const speck = at([10, 10], [10.2, 10], [10.2, 10.2], [10, 10]);
  const hole = at([120, 120], [120, 160], [160, 160], [120, 120]);
  const paths = decodedPaths(
    wkbOf({
      type: "MultiPolygon",
      coordinates: [
        [speck, hole],
        [square, hole],
      ],
    }),
  );
  expect(paths.map(ringArea)).toEqual([10_000, -800]);
});

test("a polygon around the whole tile is cut to the tile with its margin", () => {
  const wide = at([-9000, -9000], [9000, -9000], [9000, 9000], [-9000, 9000], [-9000, -9000]);
  const [ring] = decodedPaths(wkbOf({ type: "Polygon", coordinates: [wide] }));
  expect(ringArea(ring!)).toBe((4096 + 2 * 64) ** 2);
});

test("a line that leaves and returns becomes two", () => {
  const line = at([4000, 100], [5000, 100], [5000, 200], [4000, 200]);
  expect(decodedPaths(wkbOf({ type: "LineString", coordinates: line }))).toEqual([
    [
      [4000, 100],
      [4160, 100],
    ],
    [
      [4160, 200],
      [4000, 200],
    ],
  ]);
});

test("points outside the margin are left out, and nothing is left of geometry beyond it", () => {
  const points = at([5, 6], [4200, 6], [-64, -64]);
  expect(decodedPaths(wkbOf({ type: "MultiPoint", coordinates: points }))).toEqual([[[5, 6]], [[-64, -64]]]);
  const layer = layerOf();
  expect(layer.add(wkbOf({ type: "Point", coordinates: degreesIn(tile, 4200, 6) }), [])).toBe(false);
  expect(encodeTile([layer])).toHaveLength(0);
});

test("empty geometry shows nothing, empty points among them", () => {
  const layer = layerOf();
  const empty = [
    wkbOf({ type: "Point", coordinates: [Number.NaN, Number.NaN] }),
    wkbOf({ type: "LineString", coordinates: [] }),
    wkbOf({ type: "Polygon", coordinates: [] }),
    wkbOf({ type: "Polygon", coordinates: [[]] }),
    wkbOf({ type: "MultiPolygon", coordinates: [] }),
    wkbOf({ type: "MultiPoint", coordinates: [[Number.NaN, Number.NaN]] }),
    wkbOf({ type: "GeometryCollection", geometries: [] }),
  ];
  for (const wkb of empty) expect(layer.add(wkb, [])).toBe(false);
});

test("of a collection the polygons are kept", () => {
  const paths = decodedPaths(
    wkbOf({
      type: "GeometryCollection",
      geometries: [
        { type: "Point", coordinates: degreesIn(tile, 1, 1) },
        { type: "LineString", coordinates: at([1, 1], [9, 9]) },
        { type: "Polygon", coordinates: [square] },
      ],
    }),
  );
  expect(paths.map(ringArea)).toEqual([10_000]);
});

test("values that are equal are written once, and what is not known is left out", () => {
  const layer = layerOf(["name", "area", "isOpen"]);
  const wkb = wkbOf({ type: "Polygon", coordinates: [square] });
  layer.add(wkb, ["招远", 2.5, true]);
  layer.add(wkb, ["招远", null, undefined]);
  layer.add(wkb, ["1", 1, Number.NaN]);
  const bytes = encodeTile([layer]);
  expect(decodeTile(bytes).patches?.features.map(({ values }) => values)).toEqual([
    { name: "招远", area: 2.5, isOpen: true },
    { name: "招远" },
    { name: "1", area: 1 },
  ]);
  expect(Buffer.from(bytes).toString("latin1").split(Buffer.from("招远").toString("latin1"))).toHaveLength(2);
});

test.each([
  ["not a number", [Number.NaN, 37]],
  ["infinite", [121, Number.POSITIVE_INFINITY]],
  ["in metres", [40_500_000, 4_100_000]],
  ["with its axes swapped", [37, 121]],
] as const)("a coordinate %s is refused", (_, position) => {
  const wkb = wkbOf({ type: "LineString", coordinates: [[121, 37], position] });
  expect(() => layerOf().add(wkb, [])).toThrow(expect.objectContaining({ code: "geometry-not-in-degrees" }));
});

test("well-known binary that ends anywhere too early, or is of an unknown type, is refused", () => {
  const whole = wkbOf({ type: "MultiPolygon", coordinates: [[square]] });
  for (let length = 0; length < whole.length; length++) {
    expect(() => layerOf().add(whole.subarray(0, length), [])).toThrow(TerraceError);
  }
  const curve = Uint8Array.of(1, 8, 0, 0, 0, 0, 0, 0, 0);
  expect(() => layerOf().add(curve, [])).toThrow(expect.objectContaining({ code: "stored-geometry-unreadable" }));
});

test("a count greater than the bytes is refused before anything is made for it", () => {
  const wkb = wkbOf({ type: "LineString", coordinates: at([1, 1], [2, 2]) });
  new DataView(wkb.buffer).setUint32(5, 0xffff_ffff, true);
  expect(() => layerOf().add(wkb, [])).toThrow(expect.objectContaining({ code: "stored-geometry-unreadable" }));
});

test("the land of a tile, and a margin of a whole tile around it", () => {
  expect(tileBox({ z: 1, x: 1, y: 0 }, 0)).toEqual({
    west: 0,
    south: 0,
    east: 180,
    north: expect.closeTo(85.05112878, 8),
  });
  expect(tileBox({ z: 2, x: 1, y: 1 }, 4096)).toEqual(expect.objectContaining({ west: -180, east: 90 }));
});
