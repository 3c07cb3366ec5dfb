import { expect, test } from "vitest";
import { sampleField } from "../record-list/sample-set.ts";
import { changesOf, differencesOf, mergedChanges } from "./merge-edit.ts";

const fields = ["name", "areaKm2", "remark"].map((name) => sampleField({ name, isEditable: true }));
const base = { name: "围子山", areaKm2: 12.5, remark: null };

test("only what I changed is sent; emptied is null, untouched is absent", () => {
  expect(changesOf(fields, base, { ...base, areaKm2: 12.36 })).toEqual({ areaKm2: 12.36 });
  expect(changesOf(fields, base, { name: null })).toEqual({ name: null });
  expect(changesOf(fields, base, base)).toEqual({});
});

test("what is not to be changed by hand is never sent", () => {
  expect(changesOf([sampleField({ name: "name" })], base, { name: "别的" })).toEqual({});
});

test("a field that both changed needs a choice, one that only they changed is shown", () => {
  const theirs = { name: "围子山北坡", areaKm2: 13, remark: null };
  const [name, area, ...rest] = differencesOf(fields, base, { areaKm2: 12.36 }, theirs);
  expect(name).toMatchObject({ base: "围子山", theirs: "围子山北坡", mine: undefined });
  expect(area).toMatchObject({ base: 12.5, theirs: 13, mine: 12.36 });
  expect(rest).toEqual([]);
});

test("the same change by both is no conflict", () => {
  const [area] = differencesOf(fields, base, { areaKm2: 13 }, { ...base, areaKm2: 13 });
  expect(area?.mine).toBeUndefined();
});

test("where theirs shall stand, mine is not sent", () => {
  expect(mergedChanges({ name: "甲", areaKm2: 1 }, new Set(["areaKm2"]))).toEqual({ name: "甲" });
});
