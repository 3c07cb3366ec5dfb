import type { Transaction } from "#platform/database";
import { firstPosition } from "../machine/position.ts";
import { instanceColumns, recordEvent, type WorkflowActor } from "./instance-store.ts";
import { workflowAlreadyStarted, workflowNotStarted } from "./workflow-errors.ts";
import { bindingOf, type WorkflowRegistry } from "./workflow-registry.ts";
import { workflowTables } from "./workflow-tables.ts";

export interface WorkflowStart {
  readonly recordSet: string;
  readonly recordId: string;
  readonly actor: WorkflowActor;
}

/**
 * Begins the course of a record that has just been added, in the same transaction. Who may add it is its module's matter.
 * @throws TerraceError `workflow-already-started`; `workflow-not-started` where the record is not seen
 */
export async function startWorkflow(
  transaction: Transaction,
  registry: WorkflowRegistry,
  { recordSet, recordId, actor }: WorkflowStart,
): Promise<void> {
  const binding = bindingOf(registry, recordSet, recordId);
  const record = await binding.readRecord(transaction, recordId);
  if (record === null) throw workflowNotStarted(recordSet, recordId);
  const position = firstPosition(binding.workflow, registry.today());
  const inserted = await workflowTables(transaction)
    .insertInto("workflows.instance")
    .values({
      record_set: recordSet,
      record_id: recordId,
      workflow: binding.workflow.id,
      view_permission: binding.workflow.viewPermission,
      ...instanceColumns(registry, binding, position, record),
    })
    // Not the violation itself: that would end the caller's transaction.
    .onConflict((conflict) => conflict.constraint("one_workflow_of_a_record").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted === undefined) throw workflowAlreadyStarted(recordSet, recordId);
  const instance = {
    id: inserted.id,
    record_set: recordSet,
    record_id: recordId,
    workflow: binding.workflow.id,
    title: record.title,
    division_code: record.divisionCode,
    organisation_id: record.organisationId,
    position,
  };
  await recordEvent(transaction, registry, binding, instance, {
    kind: "start",
    transition: "start",
    labelZh: "建立",
    labelEn: "Begin",
    from: null,
    actor,
  });
}
