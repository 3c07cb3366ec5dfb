import fc from "fast-check";
import { test } from "vitest";
import { expectAllWaysToAgree, flowCase } from "../../fixtures/flow-agreement/index.ts";

test("kernels, twins, naive reference and certificate agree on 1000 awkward terrains", () => {
  fc.assert(fc.property(flowCase(16), expectAllWaysToAgree), { numRuns: 1000 });
});
