import fc from "fast-check";
import { expect, test } from "vitest";
import { positionAmongTiles } from "#engine/vector-tiles";
import { clustersOf } from "./clusters.ts";
import type { Cell } from "./count-cells.query.ts";

const cells: fc.Arbitrary<Cell[]> = fc.array(
  fc.record({
    count: fc.integer({ min: 1, max: 50 }),
    areaKm2: fc.integer({ min: 0, max: 9 }),
    longitude: fc.double({ min: 119.5, max: 122, noNaN: true }),
    latitude: fc.double({ min: 36.5, max: 38.4, noNaN: true }),
    divisionCode: fc.constantFrom("370686", "370682", null),
  }),
  { maxLength: 60 },
);

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

test("on every zoom the tiles together have every record and all land, each cluster inside its tile", () => {
  fc.assert(
    fc.property(cells, fc.integer({ min: 0, max: 10 }), fc.boolean(), (list, z, isByDivision) => {
      const from = positionAmongTiles(119.5, 38.4, z);
      const to = positionAmongTiles(122, 36.5, z);
      let count = 0;
      let areaKm2 = 0;
      for (let x = Math.floor(from.x); x <= to.x; x++) {
        for (let y = Math.floor(from.y); y <= to.y; y++) {
          const clusters = clustersOf(list, { z, x, y }, isByDivision);
          count += sum(clusters.map((cluster) => cluster.count));
          areaKm2 += sum(clusters.map((cluster) => cluster.areaKm2));
          for (const { longitude, latitude } of clusters) {
            const place = positionAmongTiles(longitude, latitude, z);
            expect([Math.floor(place.x), Math.floor(place.y)]).toEqual([x, y]);
          }
        }
      }
      expect(count).toBe(sum(list.map((cell) => cell.count)));
      expect(areaKm2).toBe(sum(list.map((cell) => cell.areaKm2)));
    }),
  );
});

const cell = (change: Partial<Cell>): Cell => ({
  count: 1,
  areaKm2: 1,
  longitude: 120.8,
  latitude: 37.32,
  divisionCode: "370686",
  ...change,
});

test("cells that lie together become one cluster at the mean of their records", () => {
  const tile = { z: 8, x: 213, y: 99 };
  expect(clustersOf([cell({}), cell({ count: 3, longitude: 120.804 })], tile, true)).toEqual([
    {
      count: 4,
      areaKm2: 2,
      longitude: expect.closeTo(120.803, 9),
      latitude: expect.closeTo(37.32, 9),
      divisionCode: "370686",
    },
  ]);
  expect(clustersOf([cell({}), cell({ divisionCode: "370682" })], tile, true)[0]?.divisionCode).toBeNull();
});

test("up to zoom 7 there is one cluster for each division", () => {
  const far = [cell({}), cell({ longitude: 121.9 }), cell({ divisionCode: "370682", longitude: 121 })];
  const tile = { z: 6, x: 53, y: 24 };
  expect(clustersOf(far, tile, true).map(({ divisionCode, count }) => [divisionCode, count])).toEqual([
    ["370686", 2],
    ["370682", 1],
  ]);
  expect(clustersOf(far, tile, false)).toHaveLength(3);
});
