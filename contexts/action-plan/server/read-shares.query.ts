import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import { chinaDate, type EnteredShare, shareLamp, shareYears, type TargetShares } from "../model/index.ts";
import type { PlanDependencies, ReportingUnit } from "./plan-dependencies.ts";
import { readPresentFigureByDivision } from "./present-figure.query.ts";
import { targetUnknown } from "./share-errors.ts";
import { mayAllocate, sharesSeenBy } from "./share-rights.ts";
import { baselineOf, questionOf, readTargetRows, type TargetRow } from "./target-rows.ts";

export type ShareDependencies = Pick<PlanDependencies, "figures" | "readUnits" | "now">;

/**
 * A target divided among the reporting units that the session may see, each with its present figure and its lamp. Everything is read under
 * the session's eyes: a district's figure is counted from rows that it can open.
 * @throws TerraceError `plan-target-unknown`
 */
export async function readShares(
  transaction: Transaction,
  session: Session,
  targetId: string,
  { figures, readUnits, now }: ShareDependencies,
): Promise<TargetShares> {
  const target = await findTarget(transaction, targetId);
  const today = chinaDate(now());
  const baseline = baselineOf(target);
  const units = await unitsSeen(transaction, session, readUnits);
  const shares = await sharesByDivision(transaction, targetId);
  const own = figures.filter(({ permission }) => session.permissions.includes(permission));
  const present = await readPresentFigureByDivision(
    transaction,
    own,
    questionOf(target),
    today,
    units.map(({ code }) => code),
  );
  const years = shareYears({ byYear: target.by_year, baseline });
  const entered = [...shares.values()].flat().map(({ year }) => year);
  return {
    target: {
      id: target.id,
      nameZh: target.name_zh,
      nameEn: target.name_en,
      unit: target.unit,
      byYear: target.by_year,
      value: target.value,
      baseline,
    },
    // A share that was given for an earlier beginning of the target stays in sight.
    years: [...new Set([...years, ...entered])].sort((a, b) => a - b),
    units: units.map((unit) => {
      const given = shares.get(unit.code) ?? [];
      const figure = present.get(unit.code) ?? null;
      const { unit: measured, by_year: byYear, value } = target;
      const lamp = shareLamp({ unit: measured, byYear, value, baseline }, given, figure, today);
      return { ...unit, shares: given, present: figure, ...lamp };
    }),
    isWhole: sharesSeenBy(session) === "all",
    canEdit: mayAllocate(session),
  };
}

/** @throws TerraceError `plan-target-unknown` */
export async function findTarget(transaction: Transaction, targetId: string): Promise<TargetRow> {
  const target = (await readTargetRows(transaction)).find(({ id }) => id === targetId);
  if (target === undefined) throw targetUnknown(targetId);
  return target;
}

/** All for the city; a district's own; none for anybody else. */
export async function unitsSeen(
  transaction: Transaction,
  session: Session,
  readUnits: PlanDependencies["readUnits"],
): Promise<readonly ReportingUnit[]> {
  const seen = sharesSeenBy(session);
  if (seen === "none") return [];
  const units = await readUnits(transaction);
  return seen === "all" ? units : units.filter(({ code }) => session.divisions.includes(code));
}

async function sharesByDivision(
  transaction: Transaction,
  targetId: string,
): Promise<ReadonlyMap<string, EnteredShare[]>> {
  const { rows } = await sql<EnteredShare & { division: string }>`
    select division_code as division, year, value, source as basis, decided_on as "decidedOn", version
    from action_plan.target_value where target_id = ${targetId} and division_code is not null
    order by division_code, year`.execute(transaction);
  const shares = new Map<string, EnteredShare[]>();
  for (const { division, ...share } of rows) shares.set(division, [...(shares.get(division) ?? []), share]);
  return shares;
}
