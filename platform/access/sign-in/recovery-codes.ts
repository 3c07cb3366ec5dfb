import { randomInt } from "node:crypto";
import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { rowsOf } from "../access-context.ts";
import { tokenHash } from "../sessions/token.ts";

/** Without 0 and O, 1, I and L, and U, which are mistaken for one another on paper. */
const ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
const CODES = 10;
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Codes in place of the authenticator's, each good once, in place of all earlier ones. They are shown now and never again. */
export async function replaceRecoveryCodes(transaction: Transaction, personId: string): Promise<readonly string[]> {
  await removeRecoveryCodes(transaction, personId);
  const codes = Array.from({ length: CODES }, newRecoveryCode);
  for (const code of codes) {
    await sql`insert into access.recovery_code (person_id, code_hash) values (${personId}, ${hashOf(code)})`.execute(
      transaction,
    );
  }
  return codes;
}

export async function removeRecoveryCodes(transaction: Transaction, personId: string): Promise<void> {
  await sql`delete from access.recovery_code where person_id = ${personId}`.execute(transaction);
}

/** Uses a code up: false where it is none of this person's, or was used before. */
export async function spendRecoveryCode(
  transaction: Transaction,
  personId: string,
  code: string,
  at: Date,
): Promise<boolean> {
  const used = await rowsOf(
    transaction,
    sql`update access.recovery_code set used_at = ${at.toISOString()}
      where person_id = ${personId} and code_hash = ${hashOf(code)} and used_at is null returning 1`,
  );
  return used.length > 0;
}

/** How many are left to be used. */
export async function countRecoveryCodes(transaction: Transaction, personId: string): Promise<number> {
  const [row] = await rowsOf(
    transaction,
    sql<{ left: number }>`select count(*)::int as left from access.recovery_code
      where person_id = ${personId} and used_at is null`,
  );
  return row?.left ?? 0;
}

/** Whether somebody has entered such a code where the six digits are asked for. */
export function isRecoveryCode(text: string): boolean {
  return /^[A-Z0-9]{16}$/.test(plain(text));
}

function newRecoveryCode(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** 78 random bits are not guessed, even by who has the database: one round is enough, as for tokens. */
function hashOf(code: string): Buffer {
  return tokenHash(plain(code));
}

function plain(code: string): string {
  return code.toUpperCase().replaceAll(/[\s-]/g, "");
}
