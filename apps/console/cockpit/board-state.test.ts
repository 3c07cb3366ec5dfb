import { expect, test } from "vitest";
import { ApiProblem } from "#platform/interface-kit";
import { type AskedQuery, boardState, clockText } from "./board-state.ts";

const problem = (status: number) =>
  new ApiProblem({ code: "x", userMessage: "原因", message: "reason", details: {} }, status);
const asked = (dataUpdatedAt: number, error: unknown = null): AskedQuery => ({
  dataUpdatedAt,
  error,
  isPending: dataUpdatedAt === 0 && error === null,
  fetchStatus: "idle",
});

test("the board is as old as the oldest number in sight; what is not asked does not count", () => {
  expect(boardState([asked(3000), asked(2000), asked(0)])).toEqual({
    readAt: 2000,
    isAway: false,
    refusal: undefined,
    isAsked: true,
  });
});

test("before the first answer it is being asked", () => {
  const waiting = { ...asked(0), fetchStatus: "fetching" };
  expect(boardState([waiting, asked(1000)])).toMatchObject({ readAt: 1000, isAsked: false });
});

test.each([0, 502, 503])("status %i is a server that is away, and the numbers keep their time", (status) => {
  expect(boardState([asked(2000, problem(status)), asked(9000)])).toMatchObject({ readAt: 2000, isAway: true });
});

test.each([403, 500])("status %i is a reason that is told", (status) => {
  const state = boardState([asked(2000, problem(status))]);
  expect(state).toMatchObject({ isAway: false, refusal: { userMessage: "原因" } });
});

test("the clock is China's, and names the day where it is another one", () => {
  const evening = Date.parse("2026-11-24T15:30:00Z");
  expect(clockText(evening, evening + 1000)).toBe("23:30");
  expect(clockText(evening, Date.parse("2026-11-24T16:30:00Z"))).toBe("2026-11-24 23:30");
});
