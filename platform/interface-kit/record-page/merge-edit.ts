import type { FieldValue, RecordField } from "../record-list/record-set.ts";

type Values = Readonly<Record<string, FieldValue>>;

/** A field that somebody else has changed while I had the record open. */
export interface FieldDifference {
  readonly field: RecordField;
  /** What both began with. */
  readonly base: FieldValue;
  readonly theirs: FieldValue;
  /** Undefined where I left the field alone: theirs stands. */
  readonly mine: FieldValue | undefined;
}

/** What I changed: only that is sent. */
export function changesOf(fields: readonly RecordField[], base: Values, draft: Values): Values {
  const changed = fields.filter(
    ({ name, isEditable }) => isEditable && name in draft && !isSame(base[name], draft[name]),
  );
  return Object.fromEntries(changed.map(({ name }) => [name, draft[name] ?? null]));
}

/** Every field that stands otherwise now than when I began; those that I changed as well need a choice. */
export function differencesOf(
  fields: readonly RecordField[],
  base: Values,
  mine: Values,
  theirs: Values,
): readonly FieldDifference[] {
  return fields
    .filter(({ name }) => !isSame(base[name], theirs[name]))
    .map((field) => ({
      field,
      base: base[field.name] ?? null,
      theirs: theirs[field.name] ?? null,
      mine: field.name in mine && !isSame(mine[field.name], theirs[field.name]) ? mine[field.name] : undefined,
    }));
}

/** What is sent after the choice: my changes, without those where theirs shall stand. */
export function mergedChanges(mine: Values, keepsTheirs: ReadonlySet<string>): Values {
  return Object.fromEntries(Object.entries(mine).filter(([name]) => !keepsTheirs.has(name)));
}

function isSame(left: FieldValue | undefined, right: FieldValue | undefined): boolean {
  return (left ?? null) === (right ?? null);
}
