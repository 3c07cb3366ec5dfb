import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { workflowNotStarted } from "./workflow-errors.ts";
import { bindingOf, type WorkflowRegistry } from "./workflow-registry.ts";
import { workflowTables } from "./workflow-tables.ts";

/**
 * After a record has been renamed or has gone to another division or organisation, outside a transition: its course goes with it, so that
 * lists name it and the right people see it.
 * @throws TerraceError `workflow-not-started` where the record is not seen
 */
export async function followRecord(
  transaction: Transaction,
  registry: WorkflowRegistry,
  recordSet: string,
  recordId: string,
): Promise<void> {
  const record = await bindingOf(registry, recordSet, recordId).readRecord(transaction, recordId);
  if (record === null) throw workflowNotStarted(recordSet, recordId);
  await workflowTables(transaction)
    .updateTable("workflows.instance")
    .set({
      title: record.title,
      division_code: record.divisionCode,
      organisation_id: record.organisationId,
      updated_at: sql<string>`now()`,
    })
    .where("record_set", "=", recordSet)
    .where("record_id", "=", recordId)
    .execute();
}
