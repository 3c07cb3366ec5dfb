import fc from "fast-check";
import { test } from "vitest";
import { expectAllWaysToAgree, flowCase } from "../../fixtures/flow-agreement/index.ts";

test("kernels, twins, naive reference and certificate agree on 20 000 awkward terrains", () => {
  fc.assert(fc.property(flowCase(16), expectAllWaysToAgree), { numRuns: 19_900 });
  fc.assert(fc.property(flowCase(64), expectAllWaysToAgree), { numRuns: 100 });
});
