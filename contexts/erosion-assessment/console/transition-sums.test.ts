import { expect, test } from "vitest";
import { movedAreas } from "./transition-sums.ts";

test("below the diagonal is improved, above it is worsened, on it neither", () => {
  const matrix = [
    [100, 2, 1],
    [10, 100, 4],
    [20, 30, 100],
  ];
  expect(movedAreas(matrix)).toEqual({ improvedKm2: 60, worsenedKm2: 7 });
});
