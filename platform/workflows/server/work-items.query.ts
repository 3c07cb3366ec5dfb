import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import { fromStates, type StateKind, stateOf, type TransitionKind } from "../machine/workflow.ts";
import { INSTANCE_COLUMNS, type Instance } from "./instance-store.ts";
import type { WorkflowBinding, WorkflowRegistry } from "./workflow-registry.ts";
import { workflowTables } from "./workflow-tables.ts";
import { type DeadlineView, deadlineView } from "./workflow-view.query.ts";

/** @zh 待办: a record in a state out of which the session may lead it, or for which its opinion is asked. */
export interface WorkItem {
  readonly recordSet: string;
  readonly recordId: string;
  /** The page of the console where it is done. */
  readonly address: string;
  readonly title: string;
  readonly divisionCode: string | null;
  readonly workflow: { readonly id: string; readonly titleZh: string; readonly titleEn: string };
  readonly state: { readonly id: string; readonly labelZh: string; readonly labelEn: string; readonly kind: StateKind };
  readonly enteredAt: string;
  readonly deadline: DeadlineView | null;
  readonly isForMyOpinion: boolean;
}

export interface WorkItemPage {
  readonly items: readonly WorkItem[];
  /** Of all pages. */
  readonly count: number;
  readonly overdueCount: number;
}

/** Work that no workflow leads: another module tells of it in the same form, so that there is one list of what a person has to do. */
export interface WorkItemSource {
  /** All of the session's, in any order. */
  list(transaction: Transaction, session: Session): Promise<readonly WorkItem[]>;
}

export interface WorkItemQuery {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly recordSet?: string | undefined;
}

/** Kinds that lead a record on: who may take one has it to do. Urging or taking back is nobody's duty. */
const DUTIES: ReadonlySet<TransitionKind> = new Set(["advance", "return", "pause-clock", "resume-clock"]);

/** My 待办, what is due first on top, what has no time limit last. Runs as a session: the rows are those of its area. */
export async function listOpenItems(
  transaction: Transaction,
  session: Session,
  registry: WorkflowRegistry,
  { page, pageSize, recordSet }: WorkItemQuery,
  sources: readonly WorkItemSource[] = [],
): Promise<WorkItemPage> {
  const told: WorkItem[] = [];
  for (const source of sources) told.push(...(await source.list(transaction, session)));
  const others = told.filter((item) => recordSet === undefined || item.recordSet === recordSet);
  const duties = registry.bindings
    .filter((binding) => recordSet === undefined || binding.recordSet === recordSet)
    .flatMap((binding) => dutiesOf(binding, session).map((state) => ({ recordSet: binding.recordSet, state })));
  const items = workflowTables(transaction)
    .selectFrom("workflows.instance")
    .where("state_kind", "<>", "closed")
    .where("record_set", "=", recordSetsOf(registry, recordSet))
    .where(({ eb, or, and, val }) =>
      or([
        eb(val(session.userId), "=", sql<string>`any (pending_signers)`),
        and([
          or([eb("assignee_id", "is", null), eb("assignee_id", "=", session.userId)]),
          or(duties.map((duty) => and([eb("record_set", "=", duty.recordSet), eb("state", "=", duty.state)]))),
        ]),
      ]),
    );
  const rows = await items
    .select([...INSTANCE_COLUMNS, "pending_signers"])
    .orderBy("due_on", (order) => order.asc().nullsLast())
    .orderBy("entered_at")
    .orderBy("id")
    // Those of the other sources come between them: a page is cut from both.
    .limit(others.length === 0 ? pageSize : page * pageSize)
    .offset(others.length === 0 ? (page - 1) * pageSize : 0)
    .execute();
  const counts = await items
    .select(({ fn }) => [
      fn.countAll<number>().as("all"),
      fn.countAll<number>().filterWhere("due_on", "<", registry.today()).as("overdue"),
    ])
    .executeTakeFirstOrThrow();
  const own = rows.map((row) => workItem(registry, row, row.pending_signers.includes(session.userId ?? "")));
  return {
    items:
      others.length === 0
        ? own
        : [...own, ...others].sort(whatIsDueFirst).slice((page - 1) * pageSize, page * pageSize),
    count: counts.all + others.length,
    overdueCount: counts.overdue + others.filter(({ deadline }) => deadline?.isOverdue === true).length,
  };
}

function whatIsDueFirst(a: WorkItem, b: WorkItem): number {
  const last = "9999-12-31";
  const [dueA, dueB] = [a.deadline?.dueOn ?? last, b.deadline?.dueOn ?? last];
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  return Date.parse(a.enteredAt) - Date.parse(b.enteredAt);
}

function dutiesOf({ workflow }: WorkflowBinding, { permissions }: Session): readonly string[] {
  const states = workflow.transitions
    .filter(({ kind, permission }) => DUTIES.has(kind) && permissions.includes(permission))
    .flatMap(fromStates);
  return [...new Set(states)];
}

/** Open records whose last day is past, the latest first: of the session's area, or of all for a service. */
export async function findOverdue(
  transaction: Transaction,
  registry: WorkflowRegistry,
  recordSet?: string,
): Promise<readonly WorkItem[]> {
  const rows = await workflowTables(transaction)
    .selectFrom("workflows.instance")
    .select(INSTANCE_COLUMNS)
    .where("state_kind", "<>", "closed")
    .where("due_on", "<", registry.today())
    .where("record_set", "=", recordSetsOf(registry, recordSet))
    .orderBy("due_on")
    .orderBy("id")
    .execute();
  return rows.map((row) => workItem(registry, row, false));
}

/** One, or all that this program knows: a row of another is of a module that has been taken out. */
function recordSetsOf({ bindings }: WorkflowRegistry, only: string | undefined) {
  const names = bindings.map(({ recordSet }) => recordSet).filter((name) => only === undefined || name === only);
  return sql<string>`any (${names}::text[])`;
}

function workItem(registry: WorkflowRegistry, instance: Instance, isForMyOpinion: boolean): WorkItem {
  const { workflow } = registry.bindings.find((binding) => binding.recordSet === instance.record_set)!;
  const { labelZh, labelEn, kind } = stateOf(workflow, instance.state);
  return {
    recordSet: instance.record_set,
    recordId: instance.record_id,
    address: `/records/${instance.record_set}/${instance.record_id}`,
    title: instance.title,
    divisionCode: instance.division_code,
    workflow: { id: workflow.id, titleZh: workflow.titleZh, titleEn: workflow.titleEn },
    state: { id: instance.state, labelZh, labelEn, kind },
    enteredAt: instance.entered_at,
    deadline: deadlineView(registry, instance.position),
    isForMyOpinion,
  };
}
