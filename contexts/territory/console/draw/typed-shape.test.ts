import { expect, test } from "vitest";
import { shapeFromText, textOfShape } from "./typed-shape.ts";

const around = { longitude: 121 };

test("corners one a line; a ring may repeat its first point", () => {
  const open = shapeFromText("polygon", "120.8, 37.3\n120.9, 37.3\n\n120.9, 37.4", around);
  const closed = shapeFromText("polygon", "120.8, 37.3\n120.9, 37.3\n120.9, 37.4\n120.8, 37.3", around);
  expect(open).toEqual(closed);
  expect(open).toEqual({
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [120.8, 37.3],
          [120.9, 37.3],
          [120.9, 37.4],
          [120.8, 37.3],
        ],
      ],
    },
  });
  expect("geometry" in open && textOfShape(open.geometry)).toBe(
    "120.800000, 37.300000\n120.900000, 37.300000\n120.900000, 37.400000",
  );
});

test("a rectangle from two corners, a point, a line", () => {
  expect(shapeFromText("rectangle", "121, 38\n120, 37", around)).toMatchObject({
    geometry: {
      coordinates: [
        [
          [120, 37],
          [121, 37],
          [121, 38],
          [120, 38],
          [120, 37],
        ],
      ],
    },
  });
  expect(shapeFromText("point", "37.3 120.8", around)).toEqual({
    geometry: { type: "Point", coordinates: [120.8, 37.3] },
  });
  expect(shapeFromText("linestring", "120.8 37.3\n120.9 37.3", around)).toMatchObject({
    geometry: { type: "LineString" },
  });
});

test("which line is wrong, and how many are needed", () => {
  expect(shapeFromText("polygon", "120.8, 37.3\n\n某处", around)).toEqual({ wrongLine: 3 });
  expect(shapeFromText("polygon", "120.8, 37.3\n120.9, 37.3", around)).toEqual({ tooFew: 3 });
});
