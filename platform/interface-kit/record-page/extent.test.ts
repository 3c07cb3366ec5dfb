import { expect, test } from "vitest";
import { extentOf } from "./extent.ts";

test("a point is its own extent", () => {
  expect(extentOf({ coordinates: [121.4, 37.4] })).toEqual([121.4, 37.4, 121.4, 37.4]);
});

test("all parts of a multipolygon count, holes as well", () => {
  const outer = [
    [121.4, 37.4],
    [121.5, 37.4],
    [121.5, 37.5],
    [121.4, 37.4],
  ];
  const other = [
    [120.9, 37.6],
    [121, 37.7],
    [120.9, 37.7],
    [120.9, 37.6],
  ];
  expect(extentOf({ coordinates: [[outer], [other]] })).toEqual([120.9, 37.4, 121.5, 37.7]);
});
