import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import type { SharesChange, TargetUnit } from "../model/index.ts";
import type { PlanDependencies, ReportingUnit } from "./plan-dependencies.ts";
import { findTarget } from "./read-shares.query.ts";
import { type ShareFault, sharesChangedElsewhere, sharesInvalid, sharesNotYours } from "./share-errors.ts";
import { mayAllocate } from "./share-rights.ts";
import type { TargetRow } from "./target-rows.ts";

type Entry = SharesChange["shares"][number];

/**
 * Gives, changes and takes away shares of a target: all that are sent, or none.
 * @throws TerraceError `plan-target-unknown`, `plan-shares-not-yours`, `plan-shares-invalid` with what is wrong where,
 *   `plan-shares-changed-elsewhere` with the entries that somebody else was faster with
 */
export async function changeShares(
  transaction: Transaction,
  session: Session,
  targetId: string,
  { shares, basis, decidedOn }: SharesChange,
  readUnits: PlanDependencies["readUnits"],
): Promise<void> {
  const target = await findTarget(transaction, targetId);
  if (!mayAllocate(session)) throw sharesNotYours();
  const units = await readUnits(transaction);
  const faults = faultsOf(target, shares, units);
  if (faults.length > 0) throw sharesInvalid(faults);
  const late: Entry[] = [];
  for (const entry of shares) {
    if (!(await write(transaction, targetId, entry, { basis, decidedOn }))) late.push(entry);
  }
  if (late.length === 0) return;
  const names = late.slice(0, 3).map(({ division, year }) => `${nameOf(units, division)} ${year} 年`);
  const more = late.length > 3 ? `等 ${late.length} 处` : "";
  throw sharesChangedElsewhere(
    late.map(({ division, year }) => ({ division, year })),
    `${names.join("、")}${more}`,
  );
}

/** Whether it was written: not where the entry is no longer the one that the person had before them. */
async function write(
  transaction: Transaction,
  targetId: string,
  { division, year, value, version }: Entry,
  { basis, decidedOn }: Pick<SharesChange, "basis" | "decidedOn">,
): Promise<boolean> {
  const place = sql`target_id = ${targetId} and division_code = ${division} and year = ${year}`;
  if (value === null) {
    if (version > 0) {
      const gone = await sql`delete from action_plan.target_value where ${place} and version = ${version}`.execute(
        transaction,
      );
      return gone.numAffectedRows === 1n;
    }
    const { rows } = await sql`select 1 from action_plan.target_value where ${place}`.execute(transaction);
    return rows.length === 0;
  }
  const { numAffectedRows } =
    version === 0
      ? await sql`
          insert into action_plan.target_value (target_id, division_code, year, value, source, decided_on)
          values (${targetId}, ${division}, ${year}, ${value}, ${basis}, ${decidedOn})
          on conflict on constraint one_share_a_year do nothing`.execute(transaction)
      : await sql`
          update action_plan.target_value
          set value = ${value}, source = ${basis}, decided_on = ${decidedOn}, version = version + 1, updated_at = now()
          where ${place} and version = ${version}`.execute(transaction);
  return numAffectedRows === 1n;
}

function faultsOf(target: TargetRow, shares: readonly Entry[], units: readonly ReportingUnit[]): readonly ShareFault[] {
  return shares.flatMap((entry, index) => {
    const { division, year } = entry;
    const name = nameOf(units, division);
    const fault = (textZh: string, textEn: string): ShareFault => ({ division, year, textZh, textEn });
    if (!units.some(({ code }) => code === division)) {
      return fault(`没有代码为 ${division} 的报送单元`, `there is no reporting unit ${division}`);
    }
    if (shares.findIndex((other) => other.division === division && other.year === year) !== index) {
      return fault(`${name} ${year} 年填了两次`, `${name} ${year} is there twice`);
    }
    if (year > target.by_year) {
      return fault(`${name} ${year} 年晚于目标年 ${target.by_year}`, `${name} ${year} is after ${target.by_year}`);
    }
    return valueFault(target.unit, entry, name, fault);
  });
}

function valueFault(
  unit: TargetUnit,
  { value, year }: Entry,
  name: string,
  fault: (textZh: string, textEn: string) => ShareFault,
): readonly ShareFault[] {
  if (value === null) return [];
  if (unit === "ratio" && value > 1) return [fault(`${name} ${year} 年超过 100 %`, `${name} ${year} is above 100 %`)];
  if (unit === "count" && !Number.isInteger(value)) {
    return [fault(`${name} ${year} 年应为整数`, `${name} ${year} is not a whole number`)];
  }
  return [];
}

function nameOf(units: readonly ReportingUnit[], division: string): string {
  return units.find(({ code }) => code === division)?.nameZh ?? division;
}
