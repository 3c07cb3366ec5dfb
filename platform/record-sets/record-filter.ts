import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { TerraceError } from "#errors";
import type { FieldKind, RecordField, RecordSet } from "./record-set.ts";

const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const condition = z
  .object({
    eq: scalar.optional(),
    in: z.array(scalar).max(500).optional(),
    contains: z.string().max(200).optional(),
    from: scalar.optional(),
    to: scalar.optional(),
    isNull: z.boolean().optional(),
  })
  .strict();

/** Field → what it must fulfil; all conditions hold together. `text` looks into the code and the title. */
export const recordFilterSchema = z.record(z.string(), condition);
export type RecordFilter = z.output<typeof recordFilterSchema>;
type Condition = z.output<typeof condition>;

export interface RecordSelection {
  readonly filter: RecordFilter;
  /** Part of a code or a title. */
  readonly text?: string | undefined;
  /** Of a program besides, in columns of the relation: a place, a time. Never from what a request says unchecked. */
  readonly condition?: RawBuilder<unknown> | undefined;
}

/**
 * The filter as it came in an address.
 * @throws TerraceError `filter-invalid` naming the field
 */
export function parseFilter(set: RecordSet, text: string | undefined): RecordFilter {
  if (text === undefined || text === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw filterInvalid(set, text, "不是有效的 JSON", "is not JSON");
  }
  const parsed = recordFilterSchema.safeParse(value);
  if (!parsed.success) throw filterInvalid(set, text, "条件格式不对", "has a malformed condition");
  for (const [name, { contains, ...bounds }] of Object.entries(parsed.data)) {
    const field = set.fields.find((candidate) => candidate.name === name);
    if (field === undefined) throw filterInvalid(set, text, `没有字段“${name}”`, `names no field: ${name}`);
    if (contains !== undefined && field.kind !== "text") {
      throw filterInvalid(set, text, `“${field.labelZh}”不是文字，不能按包含筛选`, `asks ${name} for a part of a text`);
    }
    for (const given of [bounds.eq, bounds.from, bounds.to, ...(bounds.in ?? [])]) {
      if (given !== undefined && !fits(field.kind, given)) {
        throw filterInvalid(set, text, `“${field.labelZh}”不能是“${given}”`, `gives ${name} a wrong value: ${given}`);
      }
    }
  }
  return parsed.data;
}

function fits(kind: FieldKind, value: string | number | boolean): boolean {
  if (kind === "integer") return Number.isInteger(value);
  if (kind === "number") return typeof value === "number" && Number.isFinite(value);
  if (kind === "boolean") return typeof value === "boolean";
  if (kind === "organisation") return z.uuid().safeParse(value).success;
  if (kind === "date" || kind === "timestamp") return z.iso.date().safeParse(value).success;
  return typeof value === "string" && !value.includes("\0");
}

function filterInvalid(set: RecordSet, filter: string, zh: string, en: string): TerraceError {
  return new TerraceError({
    code: "filter-invalid",
    userMessage: `${set.titleZh}的筛选条件有误：${zh}。请清除筛选后重新选择。`,
    message: `The filter of ${set.id} ${en}. Clear it and choose again.`,
    details: { filter },
  });
}

/** The condition of a `where`; true where nothing is asked. */
export function whereOf(set: RecordSet, { filter, text, condition: besides }: RecordSelection): RawBuilder<boolean> {
  const terms = Object.entries(filter).flatMap(([name, asked]) => {
    const field = set.fields.find((candidate) => candidate.name === name);
    return field === undefined ? [] : termsOf(field, asked);
  });
  if (text !== undefined && text.trim() !== "") {
    const searched = set.fields.filter(({ name }) => name === set.codeField || name === set.titleField);
    const alternatives = searched.map(({ column }) => containing(sql.ref(column), text.trim()));
    terms.push(sql`(${sql.join(alternatives, sql` or `)})`);
  }
  if (besides !== undefined) terms.push(besides);
  return terms.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(terms, sql` and `)}`;
}

function termsOf(field: RecordField, { eq, in: among, contains, from, to, isNull }: Condition): RawBuilder<unknown>[] {
  const value = comparable(field);
  const terms: RawBuilder<unknown>[] = [];
  if (eq !== undefined) terms.push(sql`${value} = ${cast(field, eq)}`);
  if (among !== undefined) {
    terms.push(among.length === 0 ? sql`false` : sql`${value} in (${sql.join(among.map((one) => cast(field, one)))})`);
  }
  if (contains !== undefined) terms.push(containing(value, contains));
  if (from !== undefined) terms.push(sql`${value} >= ${cast(field, from)}`);
  // Days are inclusive: a moment counts for its day in China.
  if (to !== undefined) terms.push(sql`${value} <= ${cast(field, to)}`);
  if (isNull !== undefined) terms.push(isNull ? sql`${value} is null` : sql`${value} is not null`);
  return terms;
}

function comparable({ kind, column }: RecordField): RawBuilder<unknown> {
  return kind === "timestamp" ? sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date` : sql`${sql.ref(column)}`;
}

const CASTS: Readonly<Partial<Record<FieldKind, string>>> = {
  integer: "bigint",
  number: "double precision",
  boolean: "boolean",
  date: "date",
  timestamp: "date",
  organisation: "uuid",
};

function cast({ kind }: RecordField, value: string | number | boolean): RawBuilder<unknown> {
  return sql`${value}::${sql.raw(CASTS[kind] ?? "text")}`;
}

/** Whatever the case; where the text has no letters with a case, `like` says the same in a third of the time. */
function containing(value: RawBuilder<unknown>, text: string): RawBuilder<unknown> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return text.toLowerCase() === text.toUpperCase() ? sql`${value} like ${pattern}` : sql`${value} ilike ${pattern}`;
}
