import { expect, test } from "vitest";
import { NOBODY, type Session } from "#platform/database";
import { fingerprintOf, readsMoreThanItsRow, visibilityOf } from "./visibility.ts";

test.each([
  ["(access.sees_division(division_code) OR access.is_own_organisation(organisation_id))", "group"],
  [
    "(( SELECT access.is_city() AS is_city) OR (division_code = ANY (( SELECT access.own_divisions() AS own_divisions))))",
    "group",
  ],
  ["((state = 'published (final)'::text) AND (access.current_user_id() IS NOT NULL))", "group"],
  ["(state IS DISTINCT FROM 'draft'::text)", "group"],
  ["(access.current_user_id() = created_by)", "person"],
  ["(EXISTS ( SELECT FROM sample.project p WHERE (p.id = project_id)))", "unknown"],
  ["action_plan.sees_reports_of(organisation_id)", "unknown"],
  ["(published_at < now())", "unknown"],
  ["(valid_to >= CURRENT_DATE)", "unknown"],
  ["(\"from\" = current_setting('terrace.user_id'::text))", "unknown"],
] as const)("%s is of visibility %s", (policy, visibility) => {
  expect(visibilityOf([policy])).toBe(visibility);
});

test("several policies see as widely as the widest", () => {
  expect(visibilityOf([])).toBe("group");
  expect(visibilityOf(["access.is_city()", "(access.current_user_id() = created_by)"])).toBe("person");
});

const session: Session = {
  userId: "00000000-0000-4000-8000-000000000001",
  userName: "李巡查",
  organisationId: "00000000-0000-4000-8000-00000000000a",
  scope: "division",
  divisions: ["370686", "370682"],
  permissions: ["territory.view", "territory.edit"],
};

test("colleagues have one fingerprint, whatever the order of their divisions and permissions", () => {
  const colleague = { ...session, userId: NOBODY.userId, userName: "王巡查" };
  const other = {
    ...session,
    userId: "2",
    divisions: ["370682", "370686"],
    permissions: ["territory.edit", "territory.view"],
  };
  expect(fingerprintOf(other, "group")).toBe(fingerprintOf(session, "group"));
  expect(fingerprintOf(other, "person")).not.toBe(fingerprintOf(session, "person"));
  expect(fingerprintOf(colleague, "group")).not.toBe(fingerprintOf(session, "group"));
});

test.each([
  { divisions: ["370686"] },
  { divisions: ["370686,370682"] },
  { scope: "city" },
  { organisationId: null },
  { permissions: ["territory.view"] },
] as const)("another fingerprint with %o", (change) => {
  expect(fingerprintOf({ ...session, ...change }, "group")).not.toBe(fingerprintOf(session, "group"));
});

test.each([
  ["state = $1 and name ilike $2", false],
  ["name = 'select now()'", false],
  ["project_id in (select id from sample.project)", true],
  ["due_on < current_date", true],
] as const)("whether the condition %s reads more than its row: %s", (condition, expected) => {
  expect(readsMoreThanItsRow(condition)).toBe(expected);
});
