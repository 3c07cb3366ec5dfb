import fc from "fast-check";
import { expect, test } from "vitest";
import { transformer } from "#engine/projections";
import { parsePosition } from "./parse-position.ts";

const YANTAI = { longitude: 121 };

test.each([
  ["121.3912, 37.4981"],
  ["121.3912 37.4981"],
  ["37.4981,121.3912"],
  ["１２１.３９１２，３７.４９８１"],
  ["121.3912E 37.4981N"],
  ["N37.4981 E121.3912"],
  ["北纬37.4981° 东经121.3912°"],
  ["东经121.3912度，北纬37.4981度"],
  ["121°23′28.32″E 37°29′53.16″N"],
  ["37°29'53.16\"N, 121°23'28.32\"E"],
  ["121 23 28.32 37 29 53.16"],
  ["东经121度23分28.32秒 北纬37度29分53.16秒"],
])("degrees: %s", (text) => {
  const [position, ...others] = parsePosition(text, YANTAI);
  expect(others).toEqual([]);
  expect(position).toMatchObject({ crs: "EPSG:4490", zone: null, isZoneGuessed: false });
  expect(position?.longitude).toBeCloseTo(121.3912, 6);
  expect(position?.latitude).toBeCloseTo(37.4981, 6);
});

test.each([
  "烟台",
  "E2024-01",
  "121.39",
  "121.39, 97.5",
  "121°61′0″ 37°0′0″",
  "1, 2, 3",
  "",
  "370686",
  "12 34 56 78",
  "40620000, 41",
])("no position: %s", (text) => {
  expect(parsePosition(text, YANTAI)).toEqual([]);
});

test("a zone's number before the easting is taken at its word, in both orders", () => {
  for (const text of ["40620000, 4150000", "4150000,40620000", "X=4150000 Y=40620000", "X：4150000，Y：40620000"]) {
    const [position] = parsePosition(text, YANTAI);
    expect(position).toMatchObject({ crs: "EPSG:4528", zone: { number: 40, widthDegrees: 3 }, isZoneGuessed: false });
  }
  expect(parsePosition("21356000.5 4150000.25", YANTAI)[0]).toMatchObject({
    crs: "EPSG:4499",
    zone: { number: 21, widthDegrees: 6 },
  });
});

test("without a number the zones about the region are offered, its own first", () => {
  const found = parsePosition("4150000, 400000", YANTAI);
  expect(found.map(({ crs, isZoneGuessed }) => [crs, isZoneGuessed])).toEqual([
    ["EPSG:4549", true],
    ["EPSG:4550", true],
    ["EPSG:4548", true],
  ]);
  expect(found[0]?.longitude).toBeCloseTo(118.87, 1);
  expect(found[1]?.longitude).toBeCloseTo(121.87, 1);
});

test("the metres of any place of the region lead back to it", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 119.5, max: 121.49, noNaN: true }),
      fc.double({ min: 36.3, max: 38.5, noNaN: true }),
      fc.boolean(),
      (longitude, latitude, isNorthingFirst) => {
        const { x, y } = transformer("EPSG:4490", "EPSG:4528")(longitude, latitude);
        const text = isNorthingFirst ? `${y.toFixed(3)},${x.toFixed(3)}` : `${x.toFixed(3)} ${y.toFixed(3)}`;
        const [position] = parsePosition(text, YANTAI);
        expect(position?.longitude).toBeCloseTo(longitude, 7);
        expect(position?.latitude).toBeCloseTo(latitude, 7);
        const bare = parsePosition(`${(x - 40e6).toFixed(3)}, ${y.toFixed(3)}`, YANTAI);
        expect(bare[0]?.longitude).toBeCloseTo(longitude, 7);
      },
    ),
  );
});
