import { expect, test } from "vitest";
import { mapYears, otherYear } from "./map-years.ts";

test("the years reach from the first survey, or ten years back, to now", () => {
  expect(mapYears([], 2026)).toHaveLength(11);
  expect(mapYears([2011, 2023], 2026)[0]).toBe(2011);
  expect(mapYears([1950], 2026)[0]).toBe(1996);
  expect(mapYears([2023], 2026).at(-1)).toBe(2026);
});

test("compared is with the survey before", () => {
  expect(otherYear([2019, 2023, 2021], 2023)).toBe(2021);
  expect(otherYear([2023], 2023)).toBe(2022);
});
