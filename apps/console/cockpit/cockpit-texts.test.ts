import { expect, test } from "vitest";
import english from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

test("both languages have the same texts, with the same places in them", () => {
  const places = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  expect(Object.keys(english)).toEqual(Object.keys(chinese));
  for (const [key, text] of Object.entries(chinese)) {
    expect(places(english[key as keyof typeof english]), key).toEqual(places(text));
  }
});

test("the Chinese texts have no English left in them", () => {
  for (const text of Object.values(chinese)) expect(text.replaceAll(/\{\{\w+\}\}/g, "")).not.toMatch(/[A-Za-z]{2,}/);
});
