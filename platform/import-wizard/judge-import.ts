import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import { Findings, whereOf } from "./findings.ts";
import type { ImportDecisions, ImportFinding } from "./http-contract.ts";
import type { ImportRow, ImportTarget } from "./import-target.ts";
import type { PreparedImport } from "./prepare-import.ts";
import type { StoredExamination } from "./session-store.ts";
import type { ExaminedImport } from "./wizard-tasks.ts";

/** What an examination gives once the database has been asked too. */
export interface Judged {
  readonly examination: StoredExamination;
  readonly state: "deciding" | "ready";
  /** The rows that would be written. */
  readonly rows: readonly ImportRow[];
}

/** Adds what only the database knows: which rows are there already, and whose land they are on. */
export async function judge(
  transaction: Transaction,
  session: Session,
  target: ImportTarget,
  decisions: ImportDecisions,
  { preview, mapping, prepared }: ExaminedImport,
): Promise<Judged> {
  if (prepared === null) {
    const examination = { preview, mapping: [...mapping], outcome: null, findings: [] };
    return { examination, state: "deciding", rows: [] };
  }
  const findings = new Findings();
  const leftOut = await findThere(transaction, target, decisions, prepared, findings);
  await findForeign(transaction, session, target, prepared.rows, findings);
  const rows = prepared.rows.filter(({ row }) => !leftOut.has(row));
  if (rows.length === 0 && prepared.rows.length > 0) {
    findings.add({
      kind: "no-rows",
      severity: "refused",
      zh: "所有记录都已在系统中，没有可导入的。",
      en: "All records are there already; nothing is left to import.",
    });
  }
  const all: ImportFinding[] = [...findings.sorted(), ...prepared.findings];
  const counts = findings.counts;
  const weights = { refused: 0, warning: 1, repaired: 2 };
  all.sort((a, b) => weights[a.severity] - weights[b.severity] || (a.row ?? 0) - (b.row ?? 0));
  const outcome = {
    rowCount: rows.length,
    leftOutCount: leftOut.size + prepared.leftOutCount,
    refusedCount: counts.refused + prepared.counts.refused,
    repairedCount: counts.repaired + prepared.counts.repaired,
    warningCount: counts.warning + prepared.counts.warning,
    computedAreaSquareMetres: prepared.computedAreaSquareMetres,
    statedAreaSquareMetres: prepared.statedAreaSquareMetres,
    written: null,
  };
  return {
    examination: { preview, mapping: [...mapping], outcome, findings: all },
    state: findings.isRefused || prepared.isRefused ? "deciding" : "ready",
    rows,
  };
}

/** @returns numbers of the rows that are left out */
async function findThere(
  transaction: Transaction,
  target: ImportTarget,
  decisions: ImportDecisions,
  prepared: PreparedImport,
  findings: Findings,
): Promise<Set<number>> {
  const leftOut = new Set<number>();
  const lines = new Map(prepared.rows.map(({ row, line }) => [row, line]));
  const leavesOut = decisions.duplicates === "leave-out";
  for (const { row, title, by, overlapSquareMetres, place } of await target.findExisting(transaction, prepared.rows)) {
    const line = lines.get(row) ?? null;
    const where = whereOf(row, line);
    const common = { row, line, place: place === null ? null : ([...place] as [number, number]) };
    if (by === "code") {
      if (leavesOut) leftOut.add(row);
      findings.add({
        ...common,
        kind: "duplicate-code-there",
        severity: leavesOut ? "warning" : "refused",
        field: target.codeField,
        zh: `${where.zh}的编号与系统中已有的“${title}”相同${leavesOut ? "，不导入" : ""}。`,
        en: `${where.en} has the code of "${title}", which is there already${leavesOut ? "; it is left out" : ""}.`,
      });
      continue;
    }
    const area = overlapSquareMetres === null ? "" : ` ${(overlapSquareMetres / 10_000).toFixed(4)} hm²`;
    findings.add({
      ...common,
      kind: by === "geometry" ? "duplicate-geometry-there" : "overlap-there",
      severity: "warning",
      zh:
        by === "geometry"
          ? `${where.zh}的图形与系统中已有的“${title}”相同，可能是重复导入。`
          : `${where.zh}与系统中已有的“${title}”重叠${area}。`,
      en:
        by === "geometry"
          ? `${where.en} has the geometry of "${title}", which is there already.`
          : `${where.en} overlaps "${title}", which is there already, by${area}.`,
    });
  }
  return leftOut;
}

/** Rows of divisions that the session does not see would be refused by the database without saying which. */
async function findForeign(
  transaction: Transaction,
  session: Session,
  target: ImportTarget,
  rows: readonly ImportRow[],
  findings: Findings,
): Promise<void> {
  const field = target.divisionField;
  if (field === null || session.scope === "city") return;
  const codes = [...new Set(rows.map(({ values }) => values[field]).filter((code) => typeof code === "string"))];
  const { rows: seen } = await sql<{ code: string }>`
    select code from jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb) as given(code)
    where access.sees_division(code)`.execute(transaction);
  const own = new Set(seen.map(({ code }) => code));
  for (const { row, line, values } of rows) {
    const code = values[field];
    if (typeof code === "string" && own.has(code)) continue;
    const where = whereOf(row, line);
    const isEmpty = code === null || code === undefined;
    findings.add({
      kind: isEmpty ? "division-missing" : "division-foreign",
      severity: "refused",
      row,
      line,
      field,
      zh: isEmpty
        ? `${where.zh}没有区划，不能判断属于哪个区市。`
        : `${where.zh}的区划“${String(code)}”不在您的管辖范围内。`,
      en: isEmpty
        ? `${where.en} has no division.`
        : `${where.en} is of division "${String(code)}", which is not yours.`,
    });
  }
}
