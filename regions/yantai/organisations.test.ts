import { expect, it } from "vitest";
import { divisions } from "./divisions.ts";
import { departmentOf, organisations, planDepartments } from "./organisations.ts";

it("the 25 departments of the plan and the water department of each of the 15 units have a code of their own", () => {
  expect(planDepartments).toHaveLength(25);
  expect(organisations).toHaveLength(25 + divisions.length);
  for (const key of ["code", "nameZh", "nameEn"] as const) {
    expect(new Set(organisations.map((each) => each[key])).size, key).toBe(organisations.length);
  }
  for (const { code } of organisations) expect(code).toMatch(/^[a-z][a-z0-9-]*$/);
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
