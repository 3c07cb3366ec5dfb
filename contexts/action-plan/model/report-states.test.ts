import { expect, it } from "vitest";
import { actionsOn, type ReportState, reportActions, reportStates, reportTransitions } from "./index.ts";

const department = { isDepartment: true, isReviewer: false, isSubmitter: false };
const city = { isDepartment: false, isReviewer: true, isSubmitter: false };

it("a department writes, submits and withdraws; the city returns, accepts and reopens", () => {
  expect(actionsOn(null, department)).toEqual(["save"]);
  expect(actionsOn("draft", department)).toEqual(["save", "submit"]);
  expect(actionsOn("submitted", department)).toEqual(["withdraw"]);
  expect(actionsOn("returned", department)).toEqual(["save", "submit"]);
  expect(actionsOn("accepted", department)).toEqual([]);
  expect(actionsOn("submitted", city)).toEqual(["return", "accept"]);
  expect(actionsOn("accepted", city)).toEqual(["reopen"]);
  for (const state of [null, "draft", "returned"] as const) expect(actionsOn(state, city)).toEqual([]);
});

it("nobody reviews what they handed in, and nobody without rights does anything", () => {
  expect(actionsOn("submitted", { isDepartment: true, isReviewer: true, isSubmitter: true })).toEqual(["withdraw"]);
  expect(actionsOn("accepted", { isDepartment: true, isReviewer: true, isSubmitter: true })).toEqual(["reopen"]);
  const nobody = { isDepartment: false, isReviewer: false, isSubmitter: false };
  for (const state of reportStates) expect(actionsOn(state, nobody)).toEqual([]);
});

it("what goes back goes with a reason, and every state can be left or is final for the department", () => {
  const withReason = reportActions.filter((action) => reportTransitions[action].needsReason);
  expect(withReason).toEqual(["return", "reopen"]);
  const reached = new Set<ReportState | null>(reportActions.map((action) => reportTransitions[action].to));
  expect(reportStates.filter((state) => !reached.has(state))).toEqual([]);
});
