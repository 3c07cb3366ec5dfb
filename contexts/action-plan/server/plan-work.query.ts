import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import type { WorkItem, WorkItemSource } from "#platform/workflows";
import { daysToReport } from "../model/index.ts";
import { mayReview } from "./report-rights.ts";

const WORKFLOW = { id: "progress-report", titleZh: "进展报告", titleEn: "Progress report" } as const;

interface WorkRow {
  readonly id: string;
  readonly task_id: string;
  readonly ask_zh: string;
  readonly period: string;
  readonly entered_at: string;
  readonly due_on: string | null;
  readonly days_left: number | null;
  readonly state: "none" | "draft" | "returned" | "submitted";
  readonly organisation: string;
}

/** What the plan asks of a person: reports that the own organisation owes, and those that wait for the city's review. */
export const planWork: WorkItemSource = {
  list: async (transaction, session) => [
    ...(session.permissions.includes("plan.report") ? await owed(transaction, session) : []),
    ...(mayReview(session) ? await toReview(transaction) : []),
  ],
};

async function owed(transaction: Transaction, session: Session): Promise<readonly WorkItem[]> {
  const { rows } = await sql<WorkRow>`
    select owed.id, owed.task_id, owed.ask_zh, owed.period, owed.updated_at as entered_at, owed.due_on::text as due_on,
      owed.due_on - (now() at time zone 'Asia/Shanghai')::date as days_left, owed.state, '' as organisation
    from action_plan.owed_report_list owed
    where owed.organisation_id = ${session.organisationId} and owed.standing <> 'reported'
      and (owed.is_asked or owed.standing = 'overdue')`.execute(transaction);
  return rows.map((row) => workItem(row, `${row.task_id} ${row.ask_zh}（${row.period}）`));
}

async function toReview(transaction: Transaction): Promise<readonly WorkItem[]> {
  const { rows } = await sql<WorkRow>`
    select report.id, report.task_id, task.ask_zh, report.period, report.updated_at as entered_at, null as due_on, null as days_left,
      report.state, organisation.name_zh as organisation
    from action_plan.progress_report report
    join action_plan.task task on task.id = report.task_id
    join access.organisation organisation on organisation.id = report.organisation_id
    where report.state = 'submitted'`.execute(transaction);
  return rows.map((row) => workItem(row, `${row.organisation}：${row.task_id} ${row.ask_zh}（${row.period}）`));
}

const STATES = {
  none: { labelZh: "待报送", labelEn: "To be reported", kind: "open" },
  draft: { labelZh: "草稿待提交", labelEn: "Draft to be handed in", kind: "open" },
  returned: { labelZh: "已退回，待修改", labelEn: "Returned, to be revised", kind: "open" },
  submitted: { labelZh: "待审核", labelEn: "To be reviewed", kind: "open" },
} as const;

function workItem(row: WorkRow, title: string): WorkItem {
  return {
    recordSet: "progress-reports",
    recordId: row.id,
    address: `/plan?${new URLSearchParams({ period: row.period, task: row.task_id })}`,
    title,
    divisionCode: null,
    workflow: WORKFLOW,
    state: { id: row.state, ...STATES[row.state] },
    enteredAt: new Date(row.entered_at).toISOString(),
    deadline:
      row.due_on === null
        ? null
        : {
            unit: "calendar",
            dueOn: row.due_on,
            daysLeft: row.days_left,
            isOverdue: (row.days_left ?? 0) < 0,
            isPaused: false,
            isProvisional: false,
            legalGround: daysToReport.source,
            isUnconfirmed: false,
          },
    isForMyOpinion: false,
  };
}
