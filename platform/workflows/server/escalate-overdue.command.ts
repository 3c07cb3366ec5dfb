import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import type { Day } from "../calendar/day.ts";
import { currentClock, type Position } from "../machine/position.ts";
import { type EscalationRule, stateOf, type Workflow } from "../machine/workflow.ts";
import { clockReading, INSTANCE_COLUMNS, type Instance, recordEvent } from "./instance-store.ts";
import { bindingOf, type WorkflowBinding, type WorkflowRegistry } from "./workflow-registry.ts";
import { workflowTables } from "./workflow-tables.ts";

/** One rule that came into effect for one record. */
export interface RaisedEscalation {
  readonly recordSet: string;
  readonly recordId: string;
  readonly daysLate: number;
  readonly toRole: string;
}

/** Shown as the actor of what the product does by itself. */
const ITSELF = { userId: null, userName: "系统" };

/**
 * Tells those above of time limits that are past, by the rules of the state or of the step that began the time limit. Each rule is raised
 * once for a last day: run again, or twice at once, it adds nothing. Runs as a service, in one transaction.
 */
export async function escalateOverdue(
  transaction: Transaction,
  registry: WorkflowRegistry,
): Promise<readonly RaisedEscalation[]> {
  const raised: RaisedEscalation[] = [];
  for (const instance of await openInstances(transaction, registry, { dueBefore: registry.today() })) {
    const binding = bindingOf(registry, instance.record_set, instance.record_id);
    raised.push(...(await escalate(transaction, registry, binding, instance)));
  }
  return raised;
}

/**
 * All at once, before anything is written, and without those that somebody is acting on just now (the next run sees them): who waited
 * here with the end of the history in hand would wait for one who waits for that.
 */
async function openInstances(
  transaction: Transaction,
  { bindings }: WorkflowRegistry,
  { dueBefore }: { readonly dueBefore?: Day },
) {
  return workflowTables(transaction)
    .selectFrom("workflows.instance")
    .select([...INSTANCE_COLUMNS, "due_on", "is_due_provisional"])
    .where("record_set", "=", sql<string>`any (${bindings.map(({ recordSet }) => recordSet)}::text[])`)
    .where("state_kind", "<>", "closed")
    .$if(dueBefore !== undefined, (query) => query.where("due_on", "<", dueBefore ?? null))
    .$if(dueBefore === undefined, (query) => query.where("is_due_provisional", "=", true))
    .orderBy("id")
    .forUpdate()
    .skipLocked()
    .execute();
}

async function escalate(
  transaction: Transaction,
  registry: WorkflowRegistry,
  binding: WorkflowBinding,
  instance: Instance,
): Promise<readonly RaisedEscalation[]> {
  const reading = clockReading(registry, instance.position);
  if (reading === null || reading.dueOn === null || !reading.isOverdue) return [];
  const daysLate = -(reading.daysLeft ?? 0);
  const raised: RaisedEscalation[] = [];
  for (const rule of escalationRules(binding.workflow, instance.position)) {
    if (rule.afterDaysLate > daysLate) continue;
    const added = await workflowTables(transaction)
      .insertInto("workflows.escalation")
      .values({
        instance_id: instance.id,
        state: instance.state,
        due_on: reading.dueOn,
        after_days_late: rule.afterDaysLate,
        to_role: rule.toRole,
      })
      .onConflict((conflict) => conflict.constraint("once_for_each_rule").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (added === undefined) continue;
    await recordEvent(transaction, registry, binding, instance, {
      kind: "escalate",
      transition: "escalate",
      labelZh: `逾期上报（已逾期${daysLate}${unitZh(instance.position)}）`,
      labelEn: `Escalated (${daysLate} days late)`,
      from: instance.state,
      actor: ITSELF,
      toRole: rule.toRole,
    });
    raised.push({ recordSet: instance.record_set, recordId: instance.record_id, daysLate, toRole: rule.toRole });
  }
  return raised;
}

/** Of the present state, or where it continues a clock without rules of its own, of the state that began it. */
function escalationRules(workflow: Workflow<never>, position: Position): readonly EscalationRule[] {
  const { state, clock } = position.path[position.path.length - 1]!;
  return stateOf(workflow, state).escalate ?? (clock === null ? [] : (stateOf(workflow, clock).escalate ?? []));
}

function unitZh(position: Position): string {
  return currentClock(position)?.deadline.unit === "working" ? "个工作日" : "日";
}

/** After a year has been announced: the last days that hung on it are reckoned anew. Returns how many changed. */
export async function refreshDueDays(transaction: Transaction, registry: WorkflowRegistry): Promise<number> {
  let changed = 0;
  for (const instance of await openInstances(transaction, registry, {})) {
    const reading = clockReading(registry, instance.position);
    const dueOn = reading?.dueOn ?? null;
    const isDueProvisional = reading?.isProvisional ?? false;
    if (dueOn === instance.due_on && isDueProvisional) continue;
    await workflowTables(transaction)
      .updateTable("workflows.instance")
      .set({ due_on: dueOn, is_due_provisional: isDueProvisional })
      .where("id", "=", instance.id)
      .execute();
    changed++;
  }
  return changed;
}
