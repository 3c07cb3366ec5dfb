import { expect, test } from "vitest";
import { changedFacts } from "./accounts.ts";

const facts = {
  displayName: "李巡查",
  organisationId: "o2",
  scope: "division",
  divisions: ["370613"],
  roles: ["district-inspector"],
} as const;

test("only what differs is sent", () => {
  expect(changedFacts(facts, { ...facts, roles: [] })).toEqual({ roles: [] });
  expect(changedFacts(facts, { ...facts, divisions: ["370613"] })).toEqual({});
});
