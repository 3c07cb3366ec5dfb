/** What a field holds: how it is filtered, sorted, shown, exported and checked at import. */
export type FieldKind =
  | "text"
  | "integer"
  | "number"
  | "date"
  | "timestamp"
  | "choice"
  | "boolean"
  | "division"
  | "organisation";

export interface FieldChoice {
  readonly value: string;
  readonly labelZh: string;
  readonly labelEn: string;
}

export interface RecordField {
  /** camelCase, as the API names it. */
  readonly name: string;
  readonly column: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly kind: FieldKind;
  /** As printed beside the heading: `km²`, `t/(km²·a)`. */
  readonly unit?: string;
  readonly decimals?: number;
  /** An integer that names a year: its thousands are not separated. */
  readonly isYear?: boolean;
  readonly choices?: readonly FieldChoice[];
  /** In the filter bar: in sight, or behind 更多. Absent: not filtered by. */
  readonly filter?: "open" | "folded";
  /** The list shows its sum over all rows of the filter. */
  readonly isTotalled?: boolean;
  readonly isRequired?: boolean;
  /** People may change it on the record page, and an import may bring it. Computed and workflow fields are not. */
  readonly isEditable?: boolean;
  /** Out of the table until a user chooses it. */
  readonly isHiddenInList?: boolean;
}

export type GeometryKind = "point" | "line" | "polygon";

/**
 * @zh 台账
 * Records of one kind, declared once: the list, its filters and totals, the map layer, exports, import templates, the record page and
 * the published collection all follow from it. Which rows a person sees is the relation's row-level security.
 */
export interface RecordSet {
  /** kebab-case, in addresses. */
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  /** `schema.table`, with columns `id uuid`, `version integer`, `updated_at timestamptz`, and `geometry` (EPSG:4490) where it has one. */
  readonly relation: string;
  /** The table whose history is that of the records, by the same ids, where the relation is a view of it. */
  readonly historyRelation?: string;
  readonly permission: string;
  /** Null where records are changed only by the context's own commands. */
  readonly editPermission: string | null;
  readonly geometry: GeometryKind | null;
  readonly codeField: string;
  readonly titleField: string;
  readonly divisionField: string | null;
  readonly organisationField: string | null;
  /** The field that the record's workflow moves. */
  readonly stateField: string | null;
  readonly fields: readonly RecordField[];
  readonly defaultSort: readonly SortTerm[];
  /** Said where the list is empty: what would fill it, and how. */
  readonly emptyZh: string;
  readonly emptyEn: string;
  /** Open to other systems as an OGC API collection. */
  readonly isPublished?: boolean;
  /** The days on which a record holds: from one field to another, open where it has no value; of one field alone where `to` is null. */
  readonly period?: { readonly from: string; readonly to: string | null };
}

export interface SortTerm {
  readonly field: string;
  readonly direction: "ascending" | "descending";
}

const IDENTIFIER = /^[a-z][a-z0-9_]*$/;
const RELATION = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;

/** Checks a declaration when the program starts. A fault is a bug of the declaration. */
export function defineRecordSet(set: RecordSet): RecordSet {
  const fail = (text: string): never => {
    throw new Error(`Record set ${set.id}: ${text}`);
  };
  if (!/^[a-z][a-z0-9-]*$/.test(set.id)) fail("its id is not kebab-case");
  for (const relation of [set.relation, set.historyRelation ?? set.relation]) {
    if (!RELATION.test(relation)) fail(`${relation} is not schema.table`);
  }
  const names = set.fields.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) fail(`the field ${repeated} is there twice`);
  for (const { name, column, kind, choices, isTotalled, isYear } of set.fields) {
    if (!IDENTIFIER.test(column)) fail(`the column ${column} is not a plain name`);
    if (kind === "choice" && !choices?.length) fail(`the field ${name} has no choices`);
    if (isYear && kind !== "integer") fail(`the field ${name} is a year and no integer`);
    if (isTotalled && kind !== "number" && kind !== "integer") fail(`the field ${name} is no number and has no total`);
  }
  const days = [set.period?.from ?? null, set.period?.to ?? null];
  for (const name of days) {
    const kind = set.fields.find((field) => field.name === name)?.kind;
    if (name !== null && kind !== "date" && kind !== "timestamp") fail(`the field ${name} of its period is no date`);
  }
  const named = [set.codeField, set.titleField, set.divisionField, set.organisationField, set.stateField];
  for (const name of [...named, ...set.defaultSort.map(({ field }) => field)]) {
    if (name !== null && !names.includes(name)) fail(`there is no field ${name}`);
  }
  return set;
}

/** The field of a name; asking for one that is not declared is a bug. */
export function fieldOf(set: RecordSet, name: string): RecordField {
  const field = set.fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`Record set ${set.id} has no field ${name}`);
  return field;
}
