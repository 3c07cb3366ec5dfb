import { expect, it } from "vitest";
import { divisions } from "./divisions.ts";
import { departmentOf, organisations, planDepartments } from "./organisations.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it("the 25 departments of the plan and the water department of each of the 15 units have an identity of their own", () => {
  expect(planDepartments).toHaveLength(25);
  expect(organisations).toHaveLength(25 + divisions.length);
  for (const key of ["id", "code", "nameZh", "nameEn"] as const) {
    expect(new Set(organisations.map((each) => each[key])).size, key).toBe(organisations.length);
  }
  for (const { id, code } of organisations) expect(id, code).toMatch(UUID);
});

it("an organisation has a division exactly where it belongs to a reporting unit", () => {
  const ofUnits = organisations.filter(({ kind }) => kind === "division");
  expect(ofUnits.map(({ divisionCode }) => divisionCode)).toEqual(divisions.map(({ code }) => code));
  for (const department of planDepartments) expect(department.divisionCode, department.code).toBeNull();
});

it("a code that nobody has is a mistake in the data", () => {
  expect(departmentOf("water").nameZh).toBe("市水利局");
  expect(() => departmentOf("watter")).toThrow("watter");
});
