import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import { type PatchState, type PatchVerdicts, type VerdictRequest, verdictsFrom } from "../../model/index.ts";
import { patchUnknown, verdictChangedElsewhere, verdictImpossible, verdictNotYours } from "./screening-errors.ts";

interface PatchHead {
  readonly state: PatchState;
  readonly version: number;
  readonly by: string | null;
  readonly division: string | null;
}

/**
 * Sets the verdict of a patch, with its reason, in the session's name.
 * @throws TerraceError `screening-patch-unknown`, `verdict-not-yours`, `verdict-impossible`, `verdict-changed-elsewhere`
 */
export async function giveVerdict(
  tx: Transaction,
  session: Session,
  id: string,
  { version, verdict, reason }: VerdictRequest,
): Promise<PatchVerdicts> {
  const before = await headOf(tx, id);
  if (!session.permissions.includes("territory.edit")) throw verdictNotYours();
  if (before.version !== version) throw verdictChangedElsewhere(before.state, before.by, before.version);
  if (!verdictsFrom[before.state].includes(verdict)) throw verdictImpossible(before.state, verdict);
  const { numAffectedRows } = await sql`
    update territory.screening_patch set state = ${verdict}, verdict_reason = ${reason}, verdict_by = ${session.userId},
      verdict_by_name = ${session.userName}, verdict_at = now(), version = version + 1, updated_at = now()
    where id = ${id} and version = ${version}`.execute(tx);
  if (numAffectedRows !== 1n) {
    const now = await headOf(tx, id);
    throw verdictChangedElsewhere(now.state, now.by, now.version);
  }
  await sql`insert into territory.screening_verdict (patch_id, division_code, from_state, to_state, reason)
    values (${id}, ${before.division}, ${before.state}, ${verdict}, ${reason})`.execute(tx);
  return readVerdicts(tx, session, id);
}

/** @throws TerraceError `screening-patch-unknown` */
export async function readVerdicts(tx: Transaction, session: Session, id: string): Promise<PatchVerdicts> {
  const { state, version } = await headOf(tx, id);
  const { rows } = await sql<PatchVerdicts["verdicts"][number]>`
    select at, actor, from_state as "from", to_state as "to", reason from territory.screening_verdict
    where patch_id = ${id} order by at desc, id`.execute(tx);
  const choices = session.permissions.includes("territory.edit") ? [...verdictsFrom[state]] : [];
  return { state, version, choices, verdicts: rows };
}

async function headOf(tx: Transaction, id: string): Promise<PatchHead> {
  const { rows } = await sql<PatchHead>`
    select state, version, verdict_by_name as by, division_code as division
    from territory.screening_patch where id = ${id}`.execute(tx);
  if (rows[0] === undefined) throw patchUnknown(id);
  return rows[0];
}
