import type { ReportAction, ReportState } from "../model/index.ts";

/** The columns that this context reads and writes, by table. */
export type PlanTables = {
  "action_plan.plan": {
    id: string;
    document_number: string;
    title_zh: string;
    title_en: string;
    issuer_zh: string;
    issued_on: string;
    source: string;
  };
  "action_plan.measure": {
    id: string;
    plan_id: string;
    part_number: number;
    part_title_zh: string;
    part_title_en: string;
    number: number;
    title_zh: string;
    title_en: string;
    responsibility_form: "responsible" | "shared-out";
  };
  "action_plan.task": {
    id: string;
    measure_id: string;
    position: number;
    quotation: string;
    ask_zh: string;
    ask_en: string;
    area: string;
    is_current: boolean;
  };
  "action_plan.task_department": {
    task_id: string;
    organisation_id: string;
    role: "lead" | "cooperate";
    position: number;
    name_zh: string;
    name_en: string;
  };
  "action_plan.progress_report": ReportRow;
  "action_plan.report_event": {
    report_id: string;
    at: string;
    actor: string;
    action: ReportAction;
    reason: string | null;
  };
  "action_plan.reminder": {
    id: string;
    task_id: string;
    organisation_id: string;
    period: string;
    note: string;
    sent_at: string;
    sent_by_name: string;
  };
};

export interface ReportRow {
  id: string;
  task_id: string;
  organisation_id: string;
  period: string;
  state: ReportState;
  text: string;
  percent: number | null;
  figures: readonly { label: string; value: number; unit: string }[];
  submitted_by: string | null;
  version: number;
  updated_at: string;
}
