import { expect, test } from "vitest";
import { groupFindings } from "./finding-groups.ts";
import type { ImportFinding } from "./import-session.ts";

const finding = (kind: string, row: number | null, field: string | null = null): ImportFinding => ({
  kind,
  row,
  field,
  line: null,
  sourceField: null,
  place: null,
  severity: "refused",
  zh: "",
  en: "",
});

test("findings of one kind about one field stand together, in the order of the first of each; none is lost", () => {
  const findings = [
    finding("crs-not-confirmed", null),
    finding("division-missing", 1, "division"),
    finding("value-invalid", 1, "method"),
    finding("division-missing", 2, "division"),
    finding("value-invalid", 2, "closedOn"),
  ];
  const groups = groupFindings(findings);
  expect(groups.map(({ findings: members }) => members.map(({ kind, row }) => `${kind} ${row}`))).toEqual([
    ["crs-not-confirmed null"],
    ["division-missing 1", "division-missing 2"],
    ["value-invalid 1"],
    ["value-invalid 2"],
  ]);
  expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
});
