import { expect, test } from "vitest";
import { readListAddress } from "../record-list/list-address.ts";
import type { ImportOutcome } from "./import-session.ts";
import { listOfWritten } from "./written-records.ts";

const outcome: ImportOutcome = {
  rowCount: 0,
  leftOutCount: 0,
  refusedCount: 0,
  repairedCount: 0,
  warningCount: 0,
  findings: [],
  computedAreaSquareMetres: null,
  statedAreaSquareMetres: null,
  written: null,
};
const addressOf = (codes: readonly string[] | null) =>
  listOfWritten({ target: "plots", outcome: { ...outcome, written: codes && { field: "code", codes } } });

test("the way to an import's records names them, as the list reads it", () => {
  const address = addressOf(["甲-1", "A&B"]);
  expect(address).toMatch(/^\/records\/plots\?/);
  expect(readListAddress(address.slice(address.indexOf("?"))).filter).toEqual({ code: { in: ["甲-1", "A&B"] } });
});

test("where they are not known, or too many for an address, the way leads to the whole list", () => {
  expect(addressOf(null)).toBe("/records/plots");
  expect(addressOf(Array.from({ length: 200 }, (_, at) => `东坡小流域治理图斑-${at}`))).toBe("/records/plots");
});
