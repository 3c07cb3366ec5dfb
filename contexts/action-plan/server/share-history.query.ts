import { type RawBuilder, sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import type { ShareHistory } from "../model/index.ts";
import type { PlanDependencies } from "./plan-dependencies.ts";
import { findTarget, unitsSeen } from "./read-shares.query.ts";

const LONGEST = 500;

interface Line {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly division: string;
  readonly year: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly basis: string;
  readonly decidedOn: string | null;
}

/**
 * Who gave which unit what, when and on what ground, as the database itself has written it down; a district is told of its own.
 * @throws TerraceError `plan-target-unknown`
 */
export async function readShareHistory(
  transaction: Transaction,
  session: Session,
  targetId: string,
  readUnits: PlanDependencies["readUnits"],
): Promise<ShareHistory> {
  await findTarget(transaction, targetId);
  const units = await unitsSeen(transaction, session, readUnits);
  const codes = units.map(({ code }) => code);
  if (codes.length === 0) return { changes: [] };
  const { rows } = await sql<Line>`
    with line as (
      select id, at, actor, action, division_code, record_id, after from audit_trail.change
      where table_name = 'action_plan.target_value' and division_code in (${sql.join(codes)})
    ), begun as (
      select record_id, (after ->> 'year')::integer as year from line
      where action = 'insert' and after ->> 'target_id' = ${targetId}
    )
    select line.id, line.at, line.actor, line.division_code as division, begun.year,
      (${latest("value", sql`earlier.id < line.id`)})::double precision as "from",
      case when line.action <> 'delete' then (${latest("value", sql`earlier.id <= line.id`)})::double precision end as "to",
      case when line.action <> 'delete' then ${latest("source", sql`earlier.id <= line.id`)} else '' end as basis,
      case when line.action <> 'delete' then ${latest("decided_on", sql`earlier.id <= line.id`)} end as "decidedOn"
    from line join begun using (record_id)
    order by line.id desc limit ${LONGEST}`.execute(transaction);
  return {
    changes: rows.map((row) => {
      const unit = units.find(({ code }) => code === row.division);
      return { ...row, nameZh: unit?.nameZh ?? row.division, nameEn: unit?.nameEn ?? row.division };
    }),
  };
}

/** A line names only what it changed: what it did not is as an earlier one of the same record left it. */
function latest(field: string, isAsked: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select earlier.after ->> ${sql.lit(field)} from line as earlier
    where earlier.record_id = line.record_id and ${isAsked} and earlier.after ? ${sql.lit(field)}
    order by earlier.id desc limit 1)`;
}
