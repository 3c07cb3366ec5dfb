import { expect, test } from "vitest";
import english from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };
import { menuFor, menuPageOf } from "./menu.ts";
import { consolePages } from "./pages.ts";

const withPermissions =
  (...permissions: string[]) =>
  (asked: string | null) =>
    asked === null || permissions.includes(asked);
const groupsOf = (mayUse: (permission: string | null) => boolean, facts = { hasRecordSets: true, isViewer: false }) =>
  menuFor(consolePages, mayUse, facts).map(({ id }) => id);

test("only what the session may use is shown, in the order of the menu", () => {
  expect(groupsOf(withPermissions())).toEqual(["home", "registers"]);
  expect(groupsOf(withPermissions("plan.view", "audit.read"))).toEqual(["home", "plan", "registers", "system"]);
});

test("registers show with the first record set that may be seen", () => {
  expect(groupsOf(withPermissions(), { hasRecordSets: false, isViewer: false })).toEqual(["home"]);
});

test("where nobody signs in there are surveys and nothing else", () => {
  expect(groupsOf(withPermissions("survey.view"), { hasRecordSets: false, isViewer: true })).toEqual(["monitoring"]);
});

test("a page below another belongs to it", () => {
  expect(menuPageOf(consolePages, "/records/enclosures/1")?.path).toBe("/records");
  expect(menuPageOf(consolePages, "/")?.path).toBe("/");
  expect(menuPageOf(consolePages, "/recordsets")).toBeUndefined();
});

test("every page has a path of its own", () => {
  expect(new Set(consolePages.map(({ path }) => path)).size).toBe(consolePages.length);
});

test("both languages have the same texts, with the same places in them", () => {
  const places = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  expect(Object.keys(english)).toEqual(Object.keys(chinese));
  for (const [key, text] of Object.entries(chinese)) {
    expect(places(english[key as keyof typeof english]), key).toEqual(places(text));
  }
});
