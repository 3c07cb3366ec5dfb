import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import {
  chinaDate,
  currentPeriod,
  type DepartmentReport,
  daysLate,
  type MeasureRow,
  openPeriods,
  type PeriodView,
  type PlanArea,
  type PlanTargetView,
  type PlanView,
  periodDates,
  periodOf,
  type ReportPeriod,
  type ReportState,
  reportLamp,
  type TaskRow,
  worstLamp,
} from "../model/index.ts";
import { periodNotOpen, planMissing } from "./plan-errors.ts";
import type { PlanTables } from "./plan-tables.ts";
import { mayReview } from "./report-rights.ts";
import { sharesSeenBy } from "./share-rights.ts";

type MeasureFields = PlanTables["action_plan.measure"];

interface DepartmentRow {
  readonly task_id: string;
  readonly organisation_id: string;
  readonly role: "lead" | "cooperate";
  readonly name_zh: string;
  readonly name_en: string;
  readonly is_visible: boolean;
  readonly report_id: string | null;
  readonly state: ReportState | null;
  readonly reminders: number;
}

/** What is read before the session's own transaction, and the moment of reading. */
export interface PlanSurroundings {
  readonly targets: readonly PlanTargetView[];
  readonly now: Date;
}

/**
 * The plan as a tree, with the targets' present figures and, for the departments whose reports the session sees, how their
 * reports of the period stand.
 * @throws TerraceError `plan-missing`, `plan-period-not-open`
 */
export async function readPlan(
  transaction: Transaction,
  session: Session,
  period: ReportPeriod | undefined,
  { targets, now }: PlanSurroundings,
): Promise<PlanView> {
  const tables = transaction.withTables<PlanTables>();
  const plan = await tables
    .selectFrom("action_plan.plan")
    .selectAll()
    .orderBy("issued_on", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!plan) throw planMissing();
  const today = chinaDate(now);
  const periods = openPeriods(today, periodOf(plan.issued_on));
  const chosen = period ?? currentPeriod(today, periodOf(plan.issued_on));
  if (!periods.includes(chosen)) throw periodNotOpen(chosen);
  const measures = await tables
    .selectFrom("action_plan.measure")
    .selectAll()
    .where("plan_id", "=", plan.id)
    .orderBy("number")
    .execute();
  const tasks = await tables
    .selectFrom("action_plan.task")
    .selectAll()
    .where("is_current", "=", true)
    .orderBy("position")
    .execute();
  const departments = await departmentRows(transaction, chosen);
  const view = periodView(chosen, today);
  const rows = measures.map((measure) =>
    measureRow(
      measure,
      tasks.filter((task) => task.measure_id === measure.id).map((task) => taskRow(task, departments, view.daysLate)),
      targets,
    ),
  );
  return {
    document: {
      documentNumber: plan.document_number,
      titleZh: plan.title_zh,
      titleEn: plan.title_en,
      issuerZh: plan.issuer_zh,
      issuedOn: plan.issued_on,
      source: plan.source,
    },
    period: view,
    periods: [...periods],
    parts: partsOf(measures, rows),
    rights: {
      canReport: session.permissions.includes("plan.report"),
      canReview: mayReview(session),
      seesShares: sharesSeenBy(session),
      organisationId: session.organisationId,
    },
  };
}

async function departmentRows(transaction: Transaction, period: ReportPeriod): Promise<readonly DepartmentRow[]> {
  const { rows } = await sql<DepartmentRow>`
    select d.task_id, d.organisation_id, d.role, d.name_zh, d.name_en, action_plan.sees_reports_of(d.organisation_id) as is_visible,
      r.id as report_id, r.state,
      (select count(*) from action_plan.reminder m
        where m.task_id = d.task_id and m.organisation_id = d.organisation_id and m.period = ${period}) as reminders
    from action_plan.task_department d
    left join action_plan.progress_report r
      on r.task_id = d.task_id and r.organisation_id = d.organisation_id and r.period = ${period}
    order by d.position`.execute(transaction);
  return rows;
}

export function periodView(period: ReportPeriod, today: string): PeriodView {
  return { period, ...periodDates(period), daysLate: daysLate(period, today) };
}

function taskRow(task: PlanTables["action_plan.task"], all: readonly DepartmentRow[], late: number): TaskRow {
  const departments = all
    .filter(({ task_id }) => task_id === task.id)
    .map(
      (row): DepartmentReport => ({
        ...departmentOf(row),
        isVisible: row.is_visible,
        reportId: row.report_id,
        state: row.state,
        reminders: row.reminders,
        // Only a lead department has to report; the report of one that co-operates is welcome and never late.
        lamp: row.is_visible && (row.role === "lead" || row.state !== null) ? lampOf(row, late) : null,
      }),
    );
  const seen = departments.flatMap(({ lamp }) => lamp ?? []);
  return {
    id: task.id,
    quotation: task.quotation,
    askZh: task.ask_zh,
    askEn: task.ask_en,
    area: task.area as PlanArea,
    lamp: seen.length === 0 ? null : worstLamp(seen),
    departments,
  };
}

function lampOf({ role, state }: DepartmentRow, late: number) {
  return reportLamp(state, role === "lead" ? late : 0);
}

function measureRow(measure: MeasureFields, tasks: readonly TaskRow[], all: readonly PlanTargetView[]): MeasureRow {
  const targets = all.filter(({ taskId }) => tasks.some(({ id }) => id === taskId));
  const lamps = [...targets.map(({ lamp }) => lamp), ...tasks.flatMap(({ lamp }) => lamp ?? [])];
  return {
    number: measure.number,
    titleZh: measure.title_zh,
    titleEn: measure.title_en,
    text: tasks.map(({ quotation }) => quotation).join(""),
    responsibilityForm: measure.responsibility_form,
    departments: (tasks[0]?.departments ?? []).map(({ organisationId, nameZh, nameEn, role }) => ({
      organisationId,
      nameZh,
      nameEn,
      role,
    })),
    targets,
    tasks: [...tasks],
    lamp: worstLamp(lamps),
  };
}

function partsOf(measures: readonly MeasureFields[], rows: readonly MeasureRow[]): PlanView["parts"] {
  const parts = new Map(measures.map((measure) => [measure.part_number, measure]));
  return [...parts.values()].map((first) => ({
    number: first.part_number,
    titleZh: first.part_title_zh,
    titleEn: first.part_title_en,
    measures: rows.filter((_, index) => measures[index]?.part_number === first.part_number),
  }));
}

function departmentOf({ organisation_id, name_zh, name_en, role }: DepartmentRow) {
  return { organisationId: organisation_id, nameZh: name_zh, nameEn: name_en, role };
}
