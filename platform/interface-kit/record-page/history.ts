import { dash } from "../figure-format.ts";
import type { KitTexts } from "../kit-texts.ts";
import type { RecordField, RecordSetDescription } from "../record-list/record-set.ts";
import { fieldLabel, valueText } from "../record-list/value-text.ts";

/** One line of the history, as the server tells it; fields by the name of their column. */
export interface HistoryLine {
  readonly id: number;
  readonly at: string;
  /** Null where a service of the server acted. */
  readonly actorId: string | null;
  readonly actor: string;
  readonly action: "insert" | "update" | "delete";
  readonly changes: readonly FieldChange[];
}

export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Columns that people know: those of the set, and the shape. What the program keeps for itself is not told. */
export function isTold(change: FieldChange, set: RecordSetDescription): boolean {
  return change.field === "geometry" || fieldOfColumn(set, change.field) !== undefined;
}

export function changedField(
  change: FieldChange,
  set: RecordSetDescription,
  texts: Pick<KitTexts, "text" | "pick">,
): string {
  const field = fieldOfColumn(set, change.field);
  return field ? fieldLabel(field, texts) : texts.text("history.geometry");
}

/** @param organisations names by id */
export function changedValue(
  value: unknown,
  change: FieldChange,
  set: RecordSetDescription,
  organisations: ReadonlyMap<string, string>,
  texts: Pick<KitTexts, "text" | "pick">,
): string {
  if (value === null || value === undefined) return dash;
  const field = fieldOfColumn(set, change.field);
  // Nobody reads the coordinates of a shape.
  if (!field || typeof value === "object") return texts.text("history.shape");
  if (field.kind === "organisation") return organisations.get(String(value)) ?? texts.text("history.organisation");
  const shown = valueText(field, value as string | number | boolean, {}, texts);
  return field.unit === null ? shown : `${shown} ${field.unit}`;
}

/** area_km2 is the column of areaKm2, division_code that of division. */
function fieldOfColumn(set: RecordSetDescription, column: string): RecordField | undefined {
  const name = column.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const short = name.replace(/(Code|Id)$/, "");
  return set.fields.find((field) => [name, column, short].includes(field.name));
}
