import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import type { Origin } from "../access-context.ts";

/** Why an attempt ended as it did. The person is told less than the audit administrator. */
export const signInOutcomes = [
  "signed-in",
  "recovery-code-used",
  "signed-out",
  "name-unknown",
  "password-wrong",
  "account-disabled",
  "code-missing",
  "code-wrong",
  "name-locked",
  "address-locked",
  "subject-unknown",
  "unlocked",
] as const;

export type SignInOutcome = (typeof signInOutcomes)[number];

export const failedOutcomes: readonly SignInOutcome[] = [
  "name-unknown",
  "password-wrong",
  "account-disabled",
  "code-wrong",
  "name-locked",
  "subject-unknown",
];

export interface SignInEvent {
  readonly name: string;
  readonly personId: string | null;
  readonly outcome: SignInOutcome;
}

const LONGEST_TEXT = 200;

export async function logSignIn(
  transaction: Transaction,
  { name, personId, outcome }: SignInEvent,
  { address, agent }: Origin,
  at: Date,
): Promise<void> {
  await sql`insert into access.sign_in_event (at, name, person_id, outcome, address, agent)
    values (${at.toISOString()}, ${name.slice(0, LONGEST_TEXT)}, ${personId}, ${outcome}, ${address},
      ${agent.slice(0, LONGEST_TEXT)})`.execute(transaction);
}
