import { expect, test } from "vitest";
import { sampleField } from "./sample-set.ts";
import { valueText } from "./value-text.ts";

const words = { text: (key: string) => (key === "value.yes" ? "是" : "否"), pick: (zh: string) => zh };
const shown = (field: Parameters<typeof sampleField>[0], value: string | number | boolean | null) =>
  valueText(sampleField(field), value, { owner: "莱山区水利局" }, words);

test("none is a dash and zero is a zero, whatever the kind", () => {
  for (const kind of ["text", "integer", "number", "date", "timestamp", "choice", "boolean", "division"] as const) {
    expect(shown({ name: "x", kind }, null)).toBe("—");
  }
  expect(shown({ name: "x", kind: "number" }, 0)).toBe("0.00");
  expect(shown({ name: "x", kind: "boolean" }, false)).toBe("否");
});

test("figures have the decimals of their field", () => {
  expect(shown({ name: "x", kind: "number", decimals: 1 }, 12_345.67)).toBe("12,345.7");
  expect(shown({ name: "x", kind: "integer" }, 12_345)).toBe("12,345");
  expect(shown({ name: "x", kind: "integer", isYear: true }, 2026)).toBe("2026");
});

test("codes show as words, and as they are where a word is missing", () => {
  const choices = [{ value: "370613", labelZh: "莱山区", labelEn: "Laishan" }];
  expect(shown({ name: "x", kind: "division", choices }, "370613")).toBe("莱山区");
  expect(shown({ name: "x", kind: "choice", choices }, "other")).toBe("other");
});

test("an organisation shows its name, never its id", () => {
  expect(shown({ name: "owner", kind: "organisation" }, "5f0c")).toBe("莱山区水利局");
  expect(shown({ name: "other", kind: "organisation" }, "5f0c")).toBe("—");
});

test("a moment is told in China's time, a day as it is", () => {
  expect(shown({ name: "x", kind: "timestamp" }, "2026-11-23T16:30:00Z")).toBe("2026-11-24 00:30");
  expect(shown({ name: "x", kind: "date" }, "2026-11-23")).toBe("2026-11-23");
});
