import { z } from "zod";
import { planAreas } from "./action-plan.ts";
import { lamps, targetStandings } from "./lamp.ts";
import { isReportPeriod } from "./report-period.ts";
import { reportActions, reportStates } from "./report-states.ts";

/**
 * What the console asks of the server. All paths start with `/api`.
 *
 * - `GET /plan?period=2026-Q3` → `planView`
 * - `GET /plan/summary` → `planSummary`
 * - `GET /plan/tasks/{id}` → `taskView`
 * - `PUT /plan/tasks/{id}/reports/{period}` with `reportContent` → `reportView`: the draft of the caller's own organisation
 * - `POST /plan/reports/{id}/submission`, `/withdrawal`, `/return`, `/acceptance`, `/reopening` with `reportDecision` → `reportView`
 * - `POST /plan/reminders` with `reminderRequest` → `reminderView`
 */
const lamp = z.enum(lamps);
export const reportPeriod = z.string().refine(isReportPeriod, "a quarter, as 2026-Q3");
const state = z.enum(reportStates);
const isoDate = z.iso.date();

/** A step from a figure to its rows: words, and the address that shows them. */
const lineageStep = z.strictObject({ labelZh: z.string(), labelEn: z.string(), address: z.string().nullable() });

export const presentFigure = z.strictObject({
  /** In the unit of the target. */
  value: z.number(),
  unit: z.enum(["ratio", "km²", "count"]),
  asOf: isoDate,
  lineage: z.array(lineageStep),
});

const planTargetView = z.strictObject({
  id: z.string(),
  taskId: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  unit: z.enum(["ratio", "km²", "count"]),
  byYear: z.number().int(),
  value: z.number(),
  source: z.string(),
  noteZh: z.string().nullable(),
  noteEn: z.string().nullable(),
  baseline: z.strictObject({ value: z.number(), on: isoDate, basisZh: z.string() }).nullable(),
  present: presentFigure.nullable(),
  filledByZh: z.string(),
  filledByEn: z.string(),
  lamp,
  standing: z.enum(targetStandings),
  expected: z.number().nullable(),
});

const departmentView = z.strictObject({
  organisationId: z.uuid(),
  nameZh: z.string(),
  nameEn: z.string(),
  role: z.enum(["lead", "cooperate"]),
});

/** How the report of a department stands in the period; only of departments whose reports the caller sees. */
const departmentReport = departmentView.extend({
  isVisible: z.boolean(),
  reportId: z.uuid().nullable(),
  state: state.nullable(),
  reminders: z.number().int(),
  lamp: lamp.nullable(),
});

const taskRow = z.strictObject({
  id: z.string(),
  quotation: z.string(),
  askZh: z.string(),
  askEn: z.string(),
  area: z.enum(planAreas),
  /** Null where the caller sees no report that is due. */
  lamp: lamp.nullable(),
  departments: z.array(departmentReport),
});

const measureRow = z.strictObject({
  number: z.number().int(),
  titleZh: z.string(),
  titleEn: z.string(),
  text: z.string(),
  responsibilityForm: z.enum(["responsible", "shared-out"]),
  departments: z.array(departmentView),
  targets: z.array(planTargetView),
  tasks: z.array(taskRow),
  lamp,
});

const periodView = z.strictObject({
  period: reportPeriod,
  start: isoDate,
  end: isoDate,
  due: isoDate,
  daysLate: z.number().int(),
});

const documentView = z.strictObject({
  documentNumber: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  issuerZh: z.string(),
  issuedOn: isoDate,
  source: z.string(),
});

export const planView = z.strictObject({
  document: documentView,
  period: periodView,
  periods: z.array(reportPeriod),
  parts: z.array(
    z.strictObject({
      number: z.number().int(),
      titleZh: z.string(),
      titleEn: z.string(),
      measures: z.array(measureRow),
    }),
  ),
  rights: z.strictObject({
    canReport: z.boolean(),
    canReview: z.boolean(),
    /** The shares of reporting units in the targets: all of them, its own, or none. */
    seesShares: z.enum(["all", "own", "none"]),
    organisationId: z.uuid().nullable(),
  }),
});

export const planSummary = z.strictObject({
  documentNumber: z.string(),
  period: periodView,
  targets: z.array(planTargetView),
  measures: z.array(z.strictObject({ number: z.number().int(), titleZh: z.string(), titleEn: z.string(), lamp })),
  /** Reports that are due in the period, of the departments whose reports the caller sees. */
  reports: z.strictObject({
    due: z.number().int(),
    accepted: z.number().int(),
    submitted: z.number().int(),
    missing: z.number().int(),
  }),
});

const reportFigure = z.strictObject({
  label: z.string().trim().min(1).max(60),
  value: z.number(),
  unit: z.string().trim().max(20),
});

export const reportContent = z.strictObject({
  /** 0 where there is no report yet. */
  version: z.number().int().nonnegative(),
  text: z.string().max(5000),
  percent: z.number().min(0).max(100).nullable(),
  figures: z.array(reportFigure).max(20),
});

export const reportDecision = z.strictObject({
  version: z.number().int().positive(),
  reason: z.string().trim().max(500).optional(),
});

const reportEvent = z.strictObject({
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.enum(reportActions),
  reason: z.string().nullable(),
});

export const reportView = z.strictObject({
  id: z.uuid(),
  taskId: z.string(),
  organisationId: z.uuid(),
  period: reportPeriod,
  state,
  text: z.string(),
  percent: z.number().nullable(),
  figures: z.array(reportFigure),
  version: z.number().int(),
  updatedAt: z.iso.datetime(),
  events: z.array(reportEvent),
  actions: z.array(z.enum(reportActions)),
});

export const reminderRequest = z.strictObject({
  taskId: z.string().min(1).max(20),
  organisationId: z.uuid(),
  period: reportPeriod,
  note: z.string().trim().max(500),
});

export const reminderView = reminderRequest.extend({ id: z.uuid(), sentAt: z.iso.datetime(), sentBy: z.string() });

export const taskView = z.strictObject({
  documentNumber: z.string(),
  measure: z.strictObject({ number: z.number().int(), titleZh: z.string(), titleEn: z.string() }),
  id: z.string(),
  askZh: z.string(),
  askEn: z.string(),
  area: z.enum(planAreas),
  /** The whole sentence, and where in it the task's clause stands (indices of characters). */
  sentence: z.strictObject({ text: z.string(), from: z.number().int(), to: z.number().int() }),
  departments: z.array(departmentView.extend({ isVisible: z.boolean() })),
  /** Of all periods, latest first. */
  reports: z.array(reportView),
  reminders: z.array(reminderView),
});

export type PresentFigure = z.infer<typeof presentFigure>;
export type PlanTargetView = z.infer<typeof planTargetView>;
export type DepartmentReport = z.infer<typeof departmentReport>;
export type TaskRow = z.infer<typeof taskRow>;
export type MeasureRow = z.infer<typeof measureRow>;
export type PeriodView = z.infer<typeof periodView>;
export type PlanView = z.infer<typeof planView>;
export type PlanSummaryView = z.infer<typeof planSummary>;
export type ReportContent = z.infer<typeof reportContent>;
export type ReportDecision = z.infer<typeof reportDecision>;
export type ReportView = z.infer<typeof reportView>;
export type ReminderRequest = z.infer<typeof reminderRequest>;
export type ReminderView = z.infer<typeof reminderView>;
export type TaskView = z.infer<typeof taskView>;
