import { sql } from "kysely";
import { TerraceError } from "#errors";
import { DatabaseError, type Transaction } from "#platform/database";
import type { FieldValue } from "./list-records.query.ts";
import { type FullRecord, readRecord, recordUnknown } from "./read-record.query.ts";
import type { RecordSet } from "./record-set.ts";
import { checkedColumns, GEOMETRY_TYPES, geometryValue, recordInvalid } from "./record-values.ts";

export interface RecordChange {
  /** The version that the person had before them. */
  readonly version: number;
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly geometry?: object | undefined;
}

/**
 * Changes fields of a record that nobody has changed in between.
 * @throws TerraceError `record-unknown`, `record-invalid`, `record-changed-elsewhere` with what stands there now, `record-not-editable`
 */
export async function changeRecord(
  transaction: Transaction,
  set: RecordSet,
  id: string,
  { version, values, geometry }: RecordChange,
): Promise<FullRecord> {
  const assignments = checkedColumns(set, values).map(({ column, value }) => sql`${sql.ref(column)} = ${value}`);
  if (geometry !== undefined) {
    await refuseBadGeometry(transaction, set, geometry);
    assignments.push(sql`geometry = ${geometryValue(set, geometry)}`);
  }
  const now = await readRecord(transaction, set, id);
  if (now.version !== version) throw changedElsewhere(set, now, version);
  if (assignments.length === 0) return now;
  const { numAffectedRows } = await refusalAsProblem(set, () =>
    sql`update ${sql.table(set.relation)} set ${sql.join(assignments)}, version = version + 1, updated_at = now()
      where id = ${id} and version = ${version}`.execute(transaction),
  );
  if (numAffectedRows === 1n) return readRecord(transaction, set, id);
  const after = await readRecord(transaction, set, id);
  throw after.version === version ? notEditable(set) : changedElsewhere(set, after, version);
}

/**
 * Adds a record.
 * @throws TerraceError `record-invalid`, `record-not-editable` where its division or organisation is not the session's
 */
export async function addRecord(
  transaction: Transaction,
  set: RecordSet,
  values: Readonly<Record<string, FieldValue>>,
  geometry: object | null,
): Promise<FullRecord> {
  const absent = set.fields.filter(({ name, isRequired, isEditable }) => isRequired && isEditable && !(name in values));
  if (absent.length > 0) {
    throw recordInvalid(
      set,
      absent.map(({ name, labelZh }) => ({ field: name, text: `${labelZh}不能为空` })),
    );
  }
  const columns = checkedColumns(set, values);
  const names = columns.map(({ column }) => sql.ref(column));
  const given = columns.map(({ value }) => sql`${value}`);
  if (geometry !== null) {
    await refuseBadGeometry(transaction, set, geometry);
    names.push(sql.ref("geometry"));
    given.push(sql`${geometryValue(set, geometry)}`);
  }
  const { rows } = await refusalAsProblem(set, () =>
    sql<{
      id: string;
    }>`insert into ${sql.table(set.relation)} (${sql.join(names)}) values (${sql.join(given)}) returning id`.execute(
      transaction,
    ),
  );
  const id = rows[0]?.id;
  if (id === undefined) throw recordUnknown(set, "");
  return readRecord(transaction, set, id);
}

async function refuseBadGeometry(transaction: Transaction, set: RecordSet, geometry: object): Promise<void> {
  const type = "type" in geometry ? String(geometry.type) : "";
  const allowed: readonly string[] = set.geometry === null ? [] : GEOMETRY_TYPES[set.geometry];
  if (!allowed.includes(type)) {
    throw recordInvalid(set, [
      { field: "geometry", text: `图形类型应为 ${allowed.join(" 或 ") || "无"}，实为 ${type}` },
    ]);
  }
  const { rows } = await sql<{ reason: string; place: string | null }>`
    select reason, ST_AsText(location, 6) as place
    from ST_IsValidDetail(ST_GeomFromGeoJSON(${JSON.stringify(geometry)})) where not valid`.execute(transaction);
  const [fault] = rows;
  if (fault !== undefined) {
    throw recordInvalid(set, [{ field: "geometry", text: `图形在 ${fault.place ?? "某处"} 有错（${fault.reason}）` }]);
  }
}

/** What the database refuses of the person's input, in words. */
async function refusalAsProblem<Output>(set: RecordSet, work: () => Promise<Output>): Promise<Output> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.sqlState === "42501") throw notEditable(set);
    if (error.sqlState === "23505") {
      const field = set.fields.find(({ name }) => name === set.codeField);
      throw recordInvalid(set, [{ field: set.codeField, text: `${field?.labelZh ?? ""}已被另一条记录使用` }]);
    }
    if (error.sqlState.startsWith("23")) {
      throw recordInvalid(set, [{ field: error.constraint, text: `不符合数据要求（${error.constraint}）` }]);
    }
    throw error;
  }
}

function notEditable(set: RecordSet): TerraceError {
  return new TerraceError({
    code: "record-not-editable",
    userMessage: `这条${set.titleZh}记录不能由您修改：它不属于您的区域或单位，或已经办结锁定。`,
    message: `You may not change this record of ${set.id}: it is not of your area or organisation, or it is closed.`,
    details: { recordSet: set.id },
  });
}

function changedElsewhere(set: RecordSet, now: FullRecord, version: number): TerraceError {
  return new TerraceError({
    code: "record-changed-elsewhere",
    userMessage: `这条${set.titleZh}记录刚被别人改过，您的修改还没有保存。请核对差异后再保存。`,
    message: `This record of ${set.id} was changed by someone else meanwhile; compare and save again.`,
    details: { given: version, current: now },
  });
}
