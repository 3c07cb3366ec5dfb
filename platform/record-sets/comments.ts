import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import type { FullRecord } from "./read-record.query.ts";
import type { RecordSet } from "./record-set.ts";

export interface Comment {
  readonly id: string;
  readonly text: string;
  readonly author: string;
  readonly createdAt: string;
}

/** What was said of a record, oldest first. */
export async function listComments(transaction: Transaction, set: RecordSet, id: string): Promise<readonly Comment[]> {
  const { rows } = await sql<Comment>`
    select id, text, author, created_at as "createdAt" from record_sets.comment
    where record_set = ${set.id} and record_id = ${id} order by created_at, id`.execute(transaction);
  return rows;
}

/** Adds a comment to a record that the session sees. */
export async function addComment(
  transaction: Transaction,
  session: Session,
  set: RecordSet,
  record: FullRecord,
  text: string,
): Promise<void> {
  const given = (field: string | null) => (field === null ? null : (record.values[field] ?? null));
  await sql`insert into record_sets.comment (record_set, record_id, text, author_id, author, division_code, organisation_id)
    values (${set.id}, ${record.id}, ${text}, ${session.userId}, ${session.userName},
      ${given(set.divisionField)}, ${given(set.organisationField)}::uuid)`.execute(transaction);
}
