import fc from "fast-check";
import { expect, test } from "vitest";
import { randomTerrain } from "../../fixtures/random-terrain/index.ts";
import { fillDepressions } from "./fill-depressions.ts";
import { flowAccumulation } from "./flow-accumulation.ts";
import { flowDirections } from "./flow-directions.ts";
import { DIRECTION_NO_DATA, DIRECTION_OUTLET } from "./neighbours.ts";
import { watershedOf } from "./watershed.ts";

test("a watershed has as many cells as the accumulation of its outlet", () => {
  fc.assert(
    fc.property(randomTerrain(12), fc.nat(), ({ elevation, columns, rows, ...sizes }, draw) => {
      const filled = fillDepressions(elevation, columns, rows);
      const direction = flowDirections(filled, { columns, rows, ...sizes });
      const outlet = draw % elevation.length;
      const label = watershedOf(direction, columns, rows, [outlet]);
      expect(label.filter((n) => n === 1)).toHaveLength(flowAccumulation(direction, columns)[outlet]!);
    }),
    { numRuns: 300 },
  );
});

test("the watersheds of all outlets share out all cells", () => {
  fc.assert(
    fc.property(randomTerrain(12), ({ elevation, columns, rows, ...sizes }) => {
      const filled = fillDepressions(elevation, columns, rows);
      const direction = flowDirections(filled, { columns, rows, ...sizes });
      const outlets = [...direction.keys()].filter((cell) => direction[cell] === DIRECTION_OUTLET);
      const label = watershedOf(direction, columns, rows, outlets);
      label.forEach((n, cell) => {
        expect(n === 0).toBe(direction[cell] === DIRECTION_NO_DATA);
      });
    }),
    { numRuns: 300 },
  );
});
