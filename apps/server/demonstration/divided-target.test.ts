import { expect, test } from "vitest";
import { checkShares } from "#contexts/action-plan/model";
import { actionPlan } from "#regions/yantai";
import { dividedTarget } from "./divided-target.ts";

const units = Array.from({ length: 15 }, (_, at) => ({ code: `3706${at}`, areaKm2: 137.5 + at * 61.3 }));

test.each(actionPlan.targets)("the shares of $id make its target", (target) => {
  const shares = dividedTarget(target, units);
  const sharing = units.map((unit) => ({ ...unit, shares: shares.filter(({ division }) => division === unit.code) }));
  const check = checkShares(target, sharing);
  expect(check.isDivided, JSON.stringify(check)).toBe(true);
  expect(new Set(shares.map(({ division, year }) => `${division} ${year}`)).size).toBe(shares.length);
  if (target.unit === "ratio") expect(shares.every(({ value }) => value > 0 && value < 1)).toBe(true);
});
