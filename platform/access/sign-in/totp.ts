import { sql } from "kysely";
import { generateSecret, generateURI, verifySync } from "otplib";
import type { Transaction } from "#platform/database";
import { rowsOf } from "../access-context.ts";

const STEP_SECONDS = 30;
const ISSUER = "智慧水保";

export interface TotpKey {
  /** Base32, for those who type it. */
  readonly secret: string;
  /** `otpauth://…`, for a picture or a link. */
  readonly address: string;
}

export function newTotpKey(name: string): TotpKey {
  const secret = generateSecret();
  return { secret, address: generateURI({ issuer: ISSUER, label: name, secret }) };
}

/** The step of RFC 6238 whose code it is, the present one or a neighbour; null where it is none of theirs. */
export function totpStepOf(secret: string, code: string, at: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(at.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS });
  return result.valid ? Math.floor(epoch / STEP_SECONDS) + result.delta : null;
}

/** Uses the step up: false where it, or a later one, was used before (RFC 6238 5.2). */
export async function spendTotpStep(transaction: Transaction, personId: string, step: number): Promise<boolean> {
  const used = await rowsOf(
    transaction,
    sql`update access.credential set totp_last_step = ${step}
      where person_id = ${personId} and (totp_last_step is null or totp_last_step < ${step}) returning 1`,
  );
  return used.length > 0;
}
