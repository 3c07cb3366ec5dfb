import { expect, test } from "vitest";
import { asDeclared, chooseColumn, readColumnChoice, visibleFields } from "./column-choice.ts";
import { sampleField, sampleSet } from "./sample-set.ts";

const area = sampleField({ name: "areaKm2" });
const remark = sampleField({ name: "remark", isHiddenInList: true });
const set = sampleSet([area, sampleField({ name: "name" }), remark, sampleField({ name: "code" })]);
const shown = (choice = asDeclared) => visibleFields(set, choice).map(({ name }) => name);

test("code and title stand in front, whatever the order of the fields", () => {
  expect(shown()).toEqual(["code", "name", "areaKm2"]);
});

test("a column is shown and hidden, in the set's order", () => {
  const both = chooseColumn(asDeclared, remark, true);
  expect(shown(both)).toEqual(["code", "name", "areaKm2", "remark"]);
  expect(shown(chooseColumn(both, area, false))).toEqual(["code", "name", "remark"]);
});

test("back to what the set says leaves nothing to remember", () => {
  expect(chooseColumn(chooseColumn(asDeclared, remark, true), remark, false)).toEqual(asDeclared);
});

test.each([null, "", "{", "null", '{"shown":7}'])("what was kept as %s is as declared", (text) => {
  expect(readColumnChoice(text)).toEqual(asDeclared);
});
