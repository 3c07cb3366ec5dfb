import { sql } from "kysely";
import type { Database } from "#platform/database";

/** Why a chain does not hold: a line's content changed, a line is not there, or it does not follow the one before. */
export type ChainFaultReason = "edited" | "missing" | "broken";

export interface ChainVerification {
  readonly ok: boolean;
  readonly lines: number;
  /** Hexadecimal. Noted elsewhere, it proves later that everything up to this line stands as it stood. */
  readonly lastHash: string;
  /** The first line that does not hold. */
  readonly fault: { readonly id: number; readonly reason: ChainFaultReason } | null;
}

/** Recomputes the whole chain of the history, line by line, in the database. */
export async function verifyAuditTrail(database: Database): Promise<ChainVerification> {
  return database.asService("audit", async (transaction) => {
    const found = await sql<{ lines: number; last_hash: string }>`
      select (select count(*) from audit_trail.change) as lines, encode(last_hash, 'hex') as last_hash
      from audit_trail.chain_end`.execute(transaction);
    const faults = await sql<{
      id: number;
      reason: ChainFaultReason;
    }>`select id, reason from audit_trail.first_fault()`.execute(transaction);
    const [end] = found.rows;
    const fault = faults.rows[0] ?? null;
    return { ok: fault === null, lines: end?.lines ?? 0, lastHash: end?.last_hash ?? "", fault };
  });
}
