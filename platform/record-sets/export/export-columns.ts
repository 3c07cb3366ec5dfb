import type { ListedRecord } from "../list-records.query.ts";
import type { RecordField, RecordSet } from "../record-set.ts";

/** A value as a person reads it in a file: labels instead of codes. */
export type CellValue = string | number | boolean | null;

export interface ExportColumn {
  readonly field: RecordField;
  readonly title: string;
  readonly type: "text" | "integer" | "real" | "boolean" | "date";
  readonly read: (record: ListedRecord) => CellValue;
}

/** Columns of an exported file, in the order of the set's fields. */
export function exportColumns(set: RecordSet, divisionNames: ReadonlyMap<string, string>): readonly ExportColumn[] {
  return set.fields.map((field) => ({
    field,
    title: field.unit === undefined ? field.labelZh : `${field.labelZh}(${field.unit})`,
    type: typeOf(field),
    read: reader(field, divisionNames),
  }));
}

function typeOf({ kind }: RecordField): ExportColumn["type"] {
  if (kind === "integer" || kind === "boolean" || kind === "date") return kind;
  return kind === "number" ? "real" : "text";
}

function reader(field: RecordField, divisionNames: ReadonlyMap<string, string>): ExportColumn["read"] {
  const { name, kind } = field;
  const choices = new Map(field.choices?.map(({ value, labelZh }) => [value, labelZh]));
  return ({ values, labels }) => {
    const value = values[name] ?? null;
    if (value === null) return null;
    if (kind === "organisation") return labels[name] ?? String(value);
    if (kind === "division") return divisionNames.get(String(value)) ?? value;
    if (kind === "choice") return choices.get(String(value)) ?? value;
    if (kind === "timestamp") return inChina(String(value));
    return value;
  };
}

/** `2026-11-24 08:05:00`, the clock on the wall in Yantai. */
export function inChina(moment: string | Date): string {
  return new Date(moment).toLocaleString("sv-SE", { timeZone: "Asia/Shanghai" });
}
