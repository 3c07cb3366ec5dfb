import { dash, formatFigure } from "../figure-format.ts";
import type { KitTexts } from "../kit-texts.ts";
import { formatTimestamp } from "../time-format.ts";
import type { FieldValue, ListedRecord, RecordField } from "./record-set.ts";

type Words = Pick<KitTexts, "text" | "pick">;

export function fieldLabel(field: RecordField, { pick }: Pick<KitTexts, "pick">): string {
  return pick(field.labelZh, field.labelEn);
}

export function isNumeric({ kind }: RecordField): boolean {
  return kind === "number" || kind === "integer";
}

/** A value as people read it, without its unit; a dash for none. */
export function valueText(
  field: RecordField,
  value: FieldValue | undefined,
  labels: ListedRecord["labels"],
  { text, pick }: Words,
): string {
  if (value === null || value === undefined || value === "") return dash;
  switch (field.kind) {
    case "integer":
      return field.isYear ? String(value) : formatFigure(Number(value), 0);
    case "number":
      return formatFigure(Number(value), field.decimals ?? 2);
    case "timestamp":
      return formatTimestamp(String(value));
    case "boolean":
      return text(value === true ? "value.yes" : "value.no");
    case "choice":
    case "division": {
      const choice = field.choices.find((candidate) => candidate.value === value);
      return choice ? pick(choice.labelZh, choice.labelEn) : String(value);
    }
    case "organisation":
      return labels[field.name] ?? dash;
    case "date":
      return String(value).slice(0, 10);
    case "text":
      return String(value);
  }
}
