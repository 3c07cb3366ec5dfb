import type { RecordField, RecordSetDescription } from "./record-set.ts";

/** The columns that a user changed, kept in this browser: fields that a set gains later show as the set says. */
export interface ColumnChoice {
  readonly shown: readonly string[];
  readonly hidden: readonly string[];
}

export const asDeclared: ColumnChoice = { shown: [], hidden: [] };

/** Code and title always, in front; then what the set shows or the user chose, in the set's order. */
export function visibleFields(set: RecordSetDescription, choice: ColumnChoice): readonly RecordField[] {
  const leading = leadingFields(set);
  const others = set.fields.filter((field) => !leading.includes(field) && isShown(field, choice));
  return [...leading, ...others];
}

/** What a user may show and hide. */
export function choosableFields(set: RecordSetDescription): readonly RecordField[] {
  const leading = leadingFields(set);
  return set.fields.filter((field) => !leading.includes(field));
}

export function isShown(field: RecordField, choice: ColumnChoice): boolean {
  if (choice.shown.includes(field.name)) return true;
  return !choice.hidden.includes(field.name) && !field.isHiddenInList;
}

export function chooseColumn(choice: ColumnChoice, field: RecordField, isWanted: boolean): ColumnChoice {
  const shown = choice.shown.filter((name) => name !== field.name);
  const hidden = choice.hidden.filter((name) => name !== field.name);
  if (isWanted === !field.isHiddenInList) return { shown, hidden };
  return isWanted ? { shown: [...shown, field.name], hidden } : { shown, hidden: [...hidden, field.name] };
}

export function readColumnChoice(text: string | null): ColumnChoice {
  if (text === null) return asDeclared;
  try {
    const value = JSON.parse(text) as Partial<ColumnChoice> | null;
    return { shown: names(value?.shown), hidden: names(value?.hidden) };
  } catch (error) {
    if (error instanceof SyntaxError) return asDeclared;
    throw error;
  }
}

function names(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}

function leadingFields({ fields, codeField, titleField }: RecordSetDescription): readonly RecordField[] {
  return [...new Set([codeField, titleField])].flatMap((name) => fields.filter((field) => field.name === name));
}
